import { endpoints, toEventText, type RunEvent } from '#contract';
import type { MiddlewareHandler } from 'hono';
import { runFlow } from '../run-flow.ts';
import type { Services } from './handlers.ts';
import { toHttpFailure } from './http-errors.ts';
import { readJsonBody } from './json-body.ts';
import { parseRequest } from './parse-request.ts';
import type { AppEnv } from './request-facts.ts';

type StreamServices = Pick<Services, 'project' | 'hub' | 'history' | 'runLimits'> & { readonly log: (error: unknown) => void };

/** A run as server-sent events, for who asks with `Accept: text/event-stream`. A client that goes away ends the request to the provider. */
export function createRunStream(services: StreamServices): MiddlewareHandler<AppEnv> {
  return async (context, next) => {
    if (!acceptsEvents(context.req.header('accept'))) return next();
    const request = parseRequest(endpoints.runFlow.request, await readJsonBody(context));
    const gone = new AbortController();
    const encoder = new TextEncoder();
    const body = new ReadableStream<Uint8Array>({
      async start(sink) {
        const send = ({ event, data }: RunEvent): void => {
          if (!gone.signal.aborted) sink.enqueue(encoder.encode(toEventText(event, data)));
        };
        // Not awaited: a stream is read only once its start is done.
        void runAndReport(services, { request, signal: gone.signal, send }).finally(() => {
          if (!gone.signal.aborted) sink.close();
        });
      },
      cancel: () => gone.abort(),
    });
    return context.body(body, 200, { 'Content-Type': 'text/event-stream; charset=utf-8', 'X-Accel-Buffering': 'no' });
  };
}

interface Report {
  readonly request: Parameters<typeof runFlow>[2];
  readonly signal: AbortSignal;
  readonly send: (event: RunEvent) => void;
}

/** A bug is told as the JSON answer tells it: its text goes to the log only. */
async function runAndReport({ project, hub, history, runLimits, log }: StreamServices, { request, signal, send }: Report): Promise<void> {
  try {
    await runFlow(project, hub, request, { signal, onEvent: send, limits: runLimits, history });
  } catch (error) {
    log(error);
    const { error_code, error: message } = toHttpFailure(error).body;
    send({ event: 'error', data: { error_code, error: message, remedy: null, partial: false, execution: null } });
  }
}

function acceptsEvents(accept: string | undefined): boolean {
  return (accept ?? '').split(',').some((type) => /^\s*text\/event-stream\s*(;|$)/i.test(type) && !/;\s*q=0(\.0*)?\s*$/.test(type));
}
