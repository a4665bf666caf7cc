export type { CallOptions, Connection, Fetch } from './connection.ts';
export { runFlowStream, type RunStreamOptions } from './run-flow-stream.ts';
export { sendFlow } from './send-flow.ts';
export { createStudioClient, type StudioClient } from './studio-client.ts';
