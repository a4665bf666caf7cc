import { createServer, type Server } from 'node:http';
import type { Socket } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import { FlowError } from '#contract';
import { toHttpFailure, type HttpFailure } from './http-errors.ts';
import { securityHeaders } from './security-headers.ts';

type Fetch = Parameters<typeof getRequestListener>[0];

/** A Node server around the app. What the HTTP parser or the URL builder refuses gets a JSON answer too, and never ends the process. */
export function createHttpServer(fetch: Fetch): Server {
  const listener = getRequestListener(fetch, { errorHandler: answerMalformed });
  const server = createServer({ requireHostHeader: false, keepAliveTimeout: 30_000, headersTimeout: 20_000, requestTimeout: 30_000 }, (request, response) => {
    listener(request, response).catch(() => response.destroy());
  });
  server.on('clientError', (error, socket) => refuseSocket(error, socket as Socket)); // an http.Server's sockets are net sockets
  return server;
}

/** The request never reached the app: its Host header or target makes no URL. */
function answerMalformed(error: unknown): Response {
  const isPath = error instanceof Error && error.message.startsWith('Backslash');
  const { body, status } = isPath
    ? toHttpFailure(new FlowError('INVALID_REQUEST', 'The path of this request is malformed.'))
    : toHttpFailure(new FlowError('FORBIDDEN', 'The Host header of this request is malformed.'));
  return new Response(JSON.stringify(body), { status, headers: jsonHeaders });
}

const jsonHeaders = { ...securityHeaders, 'Content-Type': 'application/json; charset=utf-8' };

function refuseSocket(error: Error & { code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const tooLarge = error.code === 'HPE_HEADER_OVERFLOW';
  const { body } = toHttpFailure(new FlowError('INVALID_REQUEST', tooLarge ? 'The headers of this request are too large.' : 'This is not a valid HTTP request.'));
  socket.end(rawAnswer(tooLarge ? '431 Request Header Fields Too Large' : '400 Bad Request', body));
}

function rawAnswer(status: string, body: HttpFailure['body']): string {
  const text = JSON.stringify(body);
  const headers = Object.entries({ ...jsonHeaders, 'Content-Length': String(Buffer.byteLength(text)), Connection: 'close' });
  return `HTTP/1.1 ${status}\r\n${headers.map(([name, value]) => `${name}: ${value}`).join('\r\n')}\r\n\r\n${text}`;
}
