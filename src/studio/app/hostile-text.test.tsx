// @vitest-environment happy-dom
import { screen, waitFor } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { fakeApi } from '../testing/fake-api.ts';
import { aPack, aSection } from '../testing/pack-factory.ts';
import { renderScreen } from '../testing/render-screen.tsx';
import { aColumn, aDiagnostic, aMigration, aModel, anIndex, aQuery, aRoute, aSnapshot } from '../testing/snapshot-factory.ts';
import { Shell } from './shell.tsx';

/** Turns the rest of the line around, hides a letter, ends a line. */
const evil = '\u202Ex\u200B\u2066';
const hidden = /[\u200B-\u200F\u202A-\u202E\u2066-\u2069]/;

const model = aModel(`public.or${evil}ders`, {
  displayName: `Or${evil}der`,
  owner: `app${evil}`,
  comment: `what${evil} it is`,
  columns: [aColumn(`na${evil}me`, `ty${evil}pe`, { comment: `no${evil}te`, default: `'${evil}'`, enumValues: [`la${evil}bel`] })],
  primaryKey: { name: `pk${evil}`, columns: [`na${evil}me`] },
  checks: [{ name: `check${evil}`, definition: `CHECK (a <> '${evil}')`, columns: ['a'], validated: true }],
  indexes: [anIndex(`index${evil}`, [`na${evil}me`])],
  triggers: [{ name: `trigger${evil}`, definition: `CREATE TRIGGER ${evil}`, function: `f${evil}()`, enabled: true }],
  policies: [{ name: `policy${evil}`, command: 'ALL', permissive: true, roles: [`role${evil}`], using: `a = '${evil}'`, check: null }],
  grants: [{ grantee: `grantee${evil}`, privileges: ['SELECT'] }],
  definition: `SELECT '${evil}'`,
});
const route = aRoute('GET', `/api/or${evil}ders`, {
  operationId: `list${evil}`,
  summary: `sum${evil}mary`,
  tags: [`tag${evil}`],
  parameters: [{ name: `p${evil}`, in: 'query', required: false, description: `d${evil}`, schema: { type: 'string', enum: [`e${evil}`] } }],
  responses: [
    {
      status: '200',
      description: `ok${evil}`,
      bodies: [{ mediaType: `application/json${evil}`, component: `C${evil}`, schema: { type: 'object', properties: { [`f${evil}`]: { type: 'string', description: `d${evil}` } } } }],
    },
  ],
  models: [{ model: model.id, because: `path${evil}` }],
});
const query = aQuery('8f2c', `SELECT '${evil}'`, { models: [model.id] });
const migration = aMigration(`app${evil}/0001${evil}`, { dependsOn: [`gone${evil}`], up: { path: `a${evil}.sql`, text: `SELECT '${evil}';`, sql: true } });
const diagnostic = aDiagnostic('d-001', {
  title: `ti${evil}tle`,
  object: { kind: 'model', id: model.id, part: `part${evil}` },
  evidence: [`fact${evil}`],
  remedy: { text: `do${evil}`, sql: `SELECT '${evil}'` },
});
const snapshot = aSnapshot({
  project: { name: `shop${evil}`, kind: 'project', sources: { database: `db${evil}`, openapi: `o${evil}.json`, migrations: `m${evil}` } },
  models: [model],
  routes: [route],
  queries: [query],
  migrations: [migration],
  diagnostics: [diagnostic],
  skipped: ['models', 'routes', 'queries', 'migrations', 'rules'].map((part) => ({ part, reason: `reason${evil}`, remedy: `remedy${evil}` })),
});
const pack = aPack('explain_model', {
  user_prompt: `a${evil}`,
  result_markdown: `**Ready**${evil}`,
  sections: [aSection('s', `text${evil}`)],
  findings: [diagnostic],
  omitted: [{ part: `part${evil}`, reason: `reason${evil}`, remedy: `remedy${evil}` }],
  cli_command: `aksara '${evil}'`,
});

function open(path: string) {
  return renderScreen(<Shell />, { path, api: fakeApi(snapshot, { flow: () => Promise.resolve(pack) }) });
}

/** What a reader sees of it, tooltips of the browser and the title of the page included. */
function seen(): string {
  const titles = Array.from(document.querySelectorAll('[title]'), (element) => element.getAttribute('title'));
  return [document.title, document.body.textContent, ...titles].join('\n');
}

const id = (text: string) => encodeURIComponent(text.replaceAll('~', '~0').replaceAll('/', '~1'));
const tabs = ['columns', 'indexes', 'relations', 'constraints', 'findings', 'used-by', 'security', 'triggers', 'definition'];

describe('text of the project that turns the line around or hides in it', () => {
  it.each([
    ['/', 'Connected'],
    ...tabs.map((tab): [string, string] => [`/models/${id(model.id)}?view=${tab}`, 'Columns']),
    [`/routes/${id(route.id)}`, 'Responses'],
    ['/queries/8f2c', 'Plan'],
    [`/migrations/${id(migration.id)}`, 'Up'],
    ['/diagnostics/d-001', 'Evidence'],
    [`/models/${id(`public.or${evil}der`)}`, 'Not found'],
  ])('is written out: %s', async (path, there) => {
    open(path);
    await screen.findAllByText(there);
    await waitFor(() => expect(document.title).toContain('shop'));
    expect(seen()).toContain('\\u{202E}');
    expect(seen()).not.toMatch(hidden);
  });

  it.each([
    ['', 'Not included'],
    ['&tab=prompt', 'System'],
    ['&tab=json', 'Tree'],
  ])('is written out in the panel: %s', async (tab, there) => {
    open(`/models/${id(model.id)}?flow=explain_model${tab}`);
    await screen.findAllByText(there);
    expect(await screen.findByRole('dialog')).toBeTruthy();
    expect(seen()).not.toMatch(hidden);
  });
});
