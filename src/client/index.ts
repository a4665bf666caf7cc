export { createBackendReader, type BackendReader } from './backend/backend-reader.ts';
export { numberFindings } from './backend/fold-issues.ts';
export { noDatabase, readBackendSnapshot } from './backend/read-backend-snapshot.ts';
export type { CallOptions, Connection, Fetch } from './connection.ts';
export { createFlowSender, type FlowSender } from './fallback/flow-sender.ts';
export { runFlowStream, type RunStreamOptions } from './run-flow-stream.ts';
export { sendFlow } from './send-flow.ts';
export { createStudioClient, type StudioClient } from './studio-client.ts';
