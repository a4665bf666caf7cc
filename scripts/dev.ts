// `npm run dev`: Vite with hot reload for the Studio and the server's own app for everything else, in one process on one port.
// A change of the server needs a restart.
import { createServer } from 'node:http';
import { parseArgs } from 'node:util';
import { authoritiesOf, listen, loadHttp, openHistory, openHub, openProject } from '#server';
import { createServer as createVite } from 'vite';
import manifest from '../package.json' with { type: 'json' };
import { buildSample } from './sample-assets.ts';

const HOST = '127.0.0.1';
const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '8000' },
    'database-url': { type: 'string' },
    openapi: { type: 'string' },
    migrations: { type: 'string' },
    config: { type: 'string' },
  },
});

await buildSample();
const { openapi, migrations, config, 'database-url': databaseUrl } = values;
const project = await openProject({ databaseUrl, defaultDatabaseUrl: process.env['DATABASE_URL'], openapi, migrations, config });
const about = { version: manifest.version, startedAt: new Date(), now: () => new Date() };
const { createApp, createHttpServer } = await loadHttp();
let authorities: ReadonlySet<string> = new Set();
const app = createApp(project, openHub(process.env, project.backend), { about, authorities: () => authorities, history: openHistory(process.env), uiFolder: null, log: console.error });
const api = createHttpServer((request, bindings) => app.fetch(request, bindings));

const server = createServer((request, response) => {
  if (/^\/studio\/ui([/?]|$)/.test(request.url ?? '')) vite.middlewares(request, response);
  else api.emit('request', request, response);
});
const vite = await createVite({ server: { middlewareMode: true, hmr: { server } }, appType: 'spa' });
const port = await listen(server, HOST, Number(values.port));
authorities = authoritiesOf({ host: HOST, port });
console.log(`Studio: http://${HOST}:${port}/studio/ui/`);
