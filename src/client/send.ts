import { FlowError } from '#contract';
import { callLabel, type Call, type Connection } from './connection.ts';

/**
 * Sends one request. Throws FlowError SERVER_UNREACHABLE when nothing answers; an abort by the caller passes through
 * unchanged, so that it is not shown as a failure.
 */
export async function send(connection: Connection, call: Call): Promise<Response> {
  try {
    return await connection.fetch(connection.baseUrl + call.path, toInit(connection, call));
  } catch (cause) {
    // What the connection itself refused says so itself.
    if (call.signal?.aborted || FlowError.isInstance(cause)) throw cause;
    throw new FlowError('SERVER_UNREACHABLE', `The Studio server does not answer: ${callLabel(call)}${at(connection)} failed.`, {
      remedy: 'Start it again with: aksara studio',
      cause,
    });
  }
}

function toInit(connection: Connection, call: Call): RequestInit {
  const headers: Record<string, string> = { accept: 'application/json', ...call.headers };
  if (connection.token) headers['authorization'] = `Bearer ${connection.token}`;
  if (call.body !== undefined) headers['content-type'] = 'application/json';
  return {
    method: call.method,
    headers,
    ...(call.body === undefined ? {} : { body: JSON.stringify(call.body) }),
    ...(call.signal ? { signal: call.signal } : {}),
  };
}

function at(connection: Connection): string {
  return connection.baseUrl ? ` at ${connection.baseUrl}` : '';
}
