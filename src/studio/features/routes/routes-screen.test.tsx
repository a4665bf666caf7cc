import { screen, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { FlowError, routeParts } from '#contract';
import { fakeApi } from '../../testing/fake-api.ts';
import { renderScreen } from '../../testing/render-screen.tsx';
import { aDiagnostic, aRoute, aSnapshot } from '../../testing/snapshot-factory.ts';
import { RoutesScreen } from './routes-screen.tsx';

const userSchema = {
  type: 'object',
  required: ['email'],
  properties: {
    email: { type: 'string', format: 'email', maxLength: 254 },
    role: { type: 'string', enum: ['admin', 'reader'] },
    manager: { $cut: '#/components/schemas/User' },
    address: { type: 'object', properties: { geo: { type: 'object', properties: { latitude: { type: 'number' } } } } },
  },
};

const createUser = aRoute('POST', '/api/users', {
  operationId: 'createUser',
  summary: 'Create a user',
  tags: ['users'],
  deprecated: true,
  security: [],
  parameters: [{ name: 'dry_run', in: 'query', required: false, description: 'Only checks', schema: { type: 'boolean', default: false } }],
  request: { required: true, bodies: [{ mediaType: 'application/json', component: 'NewUser', schema: userSchema }] },
  responses: [{ status: '201', description: 'Created', bodies: [] }],
  models: [{ model: 'public.users', because: 'path segment "users"' }],
});

const snapshot = aSnapshot({
  routes: [
    createUser,
    aRoute('DELETE', '/api/users', {
      security: [[{ scheme: 'oauth', type: 'oauth2', scopes: ['users:write'] }], [{ scheme: 'key', type: 'apiKey', scopes: [] }]],
    }),
    aRoute('GET', '/api/users', { security: [[{ scheme: 'bearer', type: 'http', scopes: [] }], []] }),
    aRoute('GET', '/api/orders', { tags: ['orders'] }),
  ],
  diagnostics: [aDiagnostic('d-001', { title: 'Anyone can create users', object: { kind: 'route', id: 'POST:/api/users', part: null } })],
});

function open(path: string) {
  return renderScreen(<RoutesScreen />, { path, api: fakeApi(snapshot) });
}

const post = '/routes/POST:~1api~1users';

describe('the list of routes', () => {
  it('keeps the methods of a path together and marks what has no security', async () => {
    open('/routes');
    const rows = await screen.findAllByRole('option');
    expect(rows.map((row) => row.textContent)).toEqual(['GET/api/ordersorders', 'GET/api/users', 'POST/api/userswarningno security', 'DELETE/api/users']);
  });

  it('opens a route by click and puts its id into the URL', async () => {
    const { user } = open('/routes');
    await user.click(await screen.findByRole('option', { name: /POST/ }));
    expect(await screen.findByRole('heading', { name: '/api/users' })).toBeTruthy();
    expect(decodeURIComponent(location.pathname)).toBe(`/studio/ui${post}`);
  });
});

describe('the detail of a route', () => {
  it('shows what the document says about it', async () => {
    open(post);
    await screen.findByRole('heading', { name: '/api/users' });
    for (const text of ['createUser', 'deprecated', 'Create a user', 'Anyone can create users', 'NewUser', '201', 'Created']) {
      expect(screen.getAllByText(text).length).toBeGreaterThan(0);
    }
  });

  it('says what is not known of a route that only a backend lists, and never none', async () => {
    const listed = aRoute('PATCH', '/api/deals/{pk}', { declared: { by: 'Aksara backend', unknown: [...routeParts] } });
    renderScreen(<RoutesScreen />, { path: '/routes/PATCH:~1api~1deals~1%7Bpk%7D', api: fakeApi(aSnapshot({ routes: [listed] })) });
    expect(await screen.findByText(/^Security, parameters, request body, responses, touched models not known: the Aksara backend does not tell it\.$/)).toBeTruthy();
    expect(screen.getByText(/Start with --openapi FILE_OR_URL\./)).toBeTruthy();
    expect(screen.queryByText(/No parameter|lists no response|says nothing|No model/)).toBeNull();
  });

  it('says clearly when there is no security', async () => {
    open(post);
    const security = await screen.findByRole('region', { name: 'Security' });
    expect(security.textContent).toBe('SecuritynoneThe route can be called by anyone who reaches it.');
  });

  it.each([
    ['/routes/DELETE:~1api~1users', 'Securityoauthoauth2users:writeorkeyapiKey'],
    ['/routes/GET:~1api~1users', 'SecuritynoneSecurity is optional: the route can be called without any.'],
    ['/routes/GET:~1api~1orders', 'SecurityThe document says nothing about security.'],
  ])('tells alternatives, optional and unsaid security apart: %s', async (path, text) => {
    open(path);
    expect((await screen.findByRole('region', { name: 'Security' })).textContent).toBe(text);
  });

  it('lists parameters with their types', async () => {
    open(post);
    const [, row] = within(await screen.findByRole('table', { name: 'Parameters' })).getAllByRole('row');
    expect(row?.textContent).toBe('dry_runquerybooleandefault falseoptionalOnly checks');
  });

  it('shows the schema as a tree whose deep levels open on demand', async () => {
    const { user } = open(post);
    const tree = await screen.findByRole('list', { name: 'Schema of the request' });
    expect(within(tree).getByText('email').closest('div')?.textContent).toBe('emailrequiredstring <email>max length 254');
    expect(within(tree).getByText('role').closest('div')?.textContent).toBe('rolestringone of: admin · reader');
    expect(within(tree).getByText('manager').closest('div')?.textContent).toContain('cut here: User');
    expect(within(tree).queryByText('latitude')).toBeNull();
    await user.click(within(tree).getByRole('button', { name: 'Fields of geo', expanded: false }));
    expect(within(tree).getByText('latitude')).toBeTruthy();
  });

  it('links the models it appears to touch and says why', async () => {
    open(post);
    const link = await screen.findByRole('link', { name: 'users' });
    expect(link.getAttribute('href')).toBe('/studio/ui/models/public.users');
    expect(screen.getByRole('list', { name: 'Models' }).textContent).toBe('usersa guess from path segment "users"');
  });

  it('offers near names when the URL names no route', async () => {
    open('/routes/GET:~1api~1user');
    expect(await screen.findByRole('button', { name: 'GET:/api/users' })).toBeTruthy();
  });
});

describe('without routes', () => {
  it('says how to connect a document', async () => {
    const sources = { database: 'x', openapi: null, migrations: null };
    renderScreen(<RoutesScreen />, { path: '/routes', api: fakeApi(aSnapshot({ project: { name: 'p', kind: 'project', sources } })) });
    expect(await screen.findByText('No OpenAPI document is connected')).toBeTruthy();
    expect(screen.getByText('aksara studio --openapi openapi.json')).toBeTruthy();
  });

  it('says why a broken document was skipped', async () => {
    const skipped = [{ part: 'routes', reason: 'openapi.json: unexpected token in line 3', remedy: null }];
    renderScreen(<RoutesScreen />, { path: '/routes', api: fakeApi(aSnapshot({ skipped })) });
    expect(await screen.findByText(/unexpected token in line 3/)).toBeTruthy();
  });

  it('shows the frame while loading, and a failure with its cause', async () => {
    const api = fakeApi(snapshot, { snapshot: () => Promise.reject(new FlowError('SERVER_UNREACHABLE', 'The server does not answer.')) });
    renderScreen(<RoutesScreen />, { path: '/routes', api });
    expect(screen.getByRole('status', { name: 'Loading Routes' })).toBeTruthy();
    expect(await screen.findByText('The server does not answer.')).toBeTruthy();
  });
});
