// What only a server needs, loaded when one is started: a command that builds a pack by itself starts without Hono and its adapter.
export { createApp, type AppOptions } from './app.ts';
export { createHttpServer } from './listener.ts';
export { uiPath } from './static-ui.ts';
