import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { endpoints, toEventText, type RunEvent } from '#contract';
import { runFlowStream } from './index.ts';

const recorded = JSON.parse(readFileSync(new URL('../contract/fixtures/aksara/run-ok.json', import.meta.url), 'utf8'));
const pack = recorded.prompt_pack;
const request = { flow_type: 'model', action_key: 'explain_model', context: { model_name: 'Deal' } };

async function connect(handler: RequestListener) {
  const server = createServer(handler).listen(0, '127.0.0.1');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  await once(server, 'listening');
  return { baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, fetch };
}

function streaming(work: (response: ServerResponse, incoming: IncomingMessage) => void): RequestListener {
  return (incoming, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8' });
    work(response, incoming);
  };
}

async function runAgainst(handler: RequestListener, signal?: AbortSignal) {
  const events: RunEvent[] = [];
  const response = await runFlowStream(await connect(handler), request, { signal, onEvent: (event) => events.push(event) });
  return { response, events };
}

describe('a streamed run', () => {
  it('hands over its events in order and gives the response of the JSON run', async () => {
    let accepted: string | undefined;
    const { response, events } = await runAgainst(
      streaming((answer, { headers }) => {
        accepted = headers.accept;
        for (const [name, data] of [['pack', pack], ['later', {}], ['delta', { text: '# Hel' }], ['delta', { text: 'lo' }], ['usage', { prompt: 10, completion: 5, total: 15 }], ['done', { ok: true, execution: recorded.execution }]] as const) {
          answer.write(toEventText(name, data));
        }
        answer.end();
      }),
    );
    expect(accepted).toBe('text/event-stream, application/json;q=0.9');
    expect(events.map(({ event }) => event)).toEqual(['pack', 'delta', 'delta', 'usage', 'done']);
    expect(response).toEqual(recorded);
  });

  it('of a backend that answers all at once is told as the same events', async () => {
    const { response, events } = await runAgainst((_, answer) => answer.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(recorded)));
    expect(events.map(({ event }) => event)).toEqual(['pack', 'delta', 'done']);
    expect(response).toEqual(recorded);
  });

  it.each(['run-invalid-flow-type', 'run-unknown-provider'])('that failed as in %s ends with its error', async (name) => {
    const failed = JSON.parse(readFileSync(new URL(`../contract/fixtures/aksara/${name}.json`, import.meta.url), 'utf8'));
    const { response, events } = await runAgainst((_, answer) => answer.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(failed)));
    expect(events.map(({ event }) => event)).toEqual(['pack', 'error']);
    expect(endpoints.runFlow.response.parse(response)).toEqual(failed);
  });

  it('that is cut keeps what had come and says that it is a part', async () => {
    const { response, events } = await runAgainst(
      streaming((answer, { socket }) => {
        answer.write(toEventText('pack', pack) + toEventText('delta', { text: 'half' }), () => setTimeout(() => socket.destroy(), 20));
      }),
    );
    expect(events.at(-1)).toMatchObject({ event: 'error', data: { error_code: 'SERVER_UNREACHABLE', partial: true } });
    expect(response).toMatchObject({ ok: false, prompt_pack: { ok: true }, execution: { ok: false, response: 'half', partial: true, error_code: 'SERVER_UNREACHABLE' } });
  });

  it('that is stopped closes its connection and keeps what had come', async () => {
    const controller = new AbortController();
    const closed = withResolvers();
    const { response } = await runAgainst(
      streaming((answer, { socket }) => {
        socket.once('close', () => closed.resolve());
        answer.write(toEventText('pack', pack) + toEventText('delta', { text: 'half' }), () => setTimeout(() => controller.abort(), 20));
      }),
      controller.signal,
    );
    await closed.promise;
    expect(response).toMatchObject({ ok: false, execution: { response: 'half', partial: true, error_code: 'CANCELLED' } });
  });

  it('with an event that does not fit the contract ends there and keeps what had come', async () => {
    const { response } = await runAgainst(streaming((answer) => answer.write(toEventText('pack', pack) + toEventText('delta', { text: 'half' }) + toEventText('delta', { text: 1 }))));
    expect(response).toMatchObject({ ok: false, execution: { response: 'half', error_code: 'RUNTIME_ERROR', error: expect.stringContaining('at text') } });
  });

  it('that is refused throws what the server says', async () => {
    const body = { ok: false, error_code: 'UNAUTHORIZED', error: 'No token.' };
    const connection = await connect((_, answer) => answer.writeHead(401, { 'content-type': 'application/json' }).end(JSON.stringify(body)));
    await expect(runFlowStream(connection, request)).rejects.toMatchObject({ code: 'UNAUTHORIZED', message: 'No token.' });
  });
});

function withResolvers(): { readonly promise: Promise<void>; readonly resolve: () => void } {
  let resolve = (): void => {};
  const promise = new Promise<void>((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}
