import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { FlowRequest, ProjectSnapshot } from '#contract';
import { createFlowSender, createStudioClient } from '../index.ts';
import { model, snapshot } from '../../flows/testing/snapshot-fixture.ts';
import { createPackBuilder } from './pack-builder.ts';

const sampleSnapshot = snapshot({ models: [model('users', { displayName: 'User' })] });
const request: FlowRequest = { kind: 'model', body: { action_key: 'explain_model', model_name: 'User' } };
type Answer = (response: ServerResponse) => void;

const page = (status: number): Answer => (response) => response.writeHead(status, { 'content-type': 'text/html' }).end('<h1>x</h1>');
const json = (status: number, body: unknown): Answer => (response) => response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));

async function serve(first: Answer) {
  let answer = first;
  const server = createServer((_, response) => answer(response)).listen(0, '127.0.0.1');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  await once(server, 'listening');
  const client = createStudioClient({ baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, fetch });
  return { client, become: (next: Answer) => (answer = next) };
}

const pack = async () => (await createPackBuilder())(request, sampleSnapshot);

describe('a flow whose server', () => {
  it.each([
    ['has no flow endpoints', json(404, { detail: 'Not Found' })],
    ['does not implement them', json(501, {})],
    ['answers with a web page', page(200)],
    ['is behind a proxy that does not reach it', page(502)],
    ['cuts the answer', (response: ServerResponse) => void response.destroy()],
  ])('%s is built here, from the last snapshot, and goes back to the server by itself', async (_, fault) => {
    const { client, become } = await serve(fault);
    const sender = createFlowSender({ client, snapshot: () => sampleSnapshot });
    const built = await sender.send(request);
    expect(built).toMatchObject({ ok: true, action_key: 'explain_model' });
    expect(sender.isBuiltHere(built)).toBe(true);
    expect(JSON.stringify(built)).toBe(JSON.stringify(await pack()));
    become(json(200, await pack()));
    const again = await sender.send(request);
    expect(sender.isBuiltHere(again)).toBe(false);
    expect(again.pack_id).toBe(built.pack_id);
  });

  it.each([
    ['refuses', json(401, {}), 'UNAUTHORIZED'],
    ['refuses with a web page', page(403), 'FORBIDDEN'],
    ['fails', json(500, { ok: false, error_code: 'RUNTIME_ERROR', error: 'a bug' }), 'RUNTIME_ERROR'],
  ])('%s is told as that', async (_, fault, code) => {
    const { client } = await serve(fault);
    await expect(createFlowSender({ client, snapshot: () => sampleSnapshot }).send(request)).rejects.toMatchObject({ code });
  });

  it('is gone before a snapshot was read, or the builder, says that it is gone', async () => {
    const { client } = await serve((response) => void response.destroy());
    const none: ProjectSnapshot | undefined = undefined;
    await expect(createFlowSender({ client, snapshot: () => none }).send(request)).rejects.toMatchObject({ code: 'SERVER_UNREACHABLE' });
    const unloaded = createFlowSender({ client, snapshot: () => sampleSnapshot, loadBuilder: () => Promise.reject(new Error('no chunk')) });
    await expect(unloaded.send(request)).rejects.toMatchObject({ code: 'SERVER_UNREACHABLE' });
  });

  it('had its hub on a provider gives the pack that the hub names', async () => {
    const { client } = await serve((response) => void response.destroy());
    const hub = { overall: 'ready', active_provider: 'openai', configured_count: 1, defaults: { chat_provider: 'openai', chat_model: 'gpt-5' } };
    const sender = createFlowSender({ client, snapshot: () => sampleSnapshot, hub: () => hub });
    const asked = (hub_overrides: object) => sender.send({ ...request, body: { ...request.body, hub_overrides } });
    expect(await sender.send(request)).toMatchObject({ ok: true, provider: 'openai', model: 'gpt-5' });
    expect(await asked({ model: 'mine' })).toMatchObject({ provider: 'openai', model: 'mine' });
    expect(await asked({ provider: 'ollama' })).toMatchObject({ provider: 'ollama', model: '' });
  });

  it('had its builder loaded ahead is built here, though nothing more can be loaded', async () => {
    const { client } = await serve((response) => void response.destroy());
    let reachable = true;
    const loadBuilder = () => (reachable ? createPackBuilder() : Promise.reject(new Error('no chunk')));
    const sender = createFlowSender({ client, snapshot: () => sampleSnapshot, loadBuilder });
    await sender.loadBuilder();
    reachable = false;
    expect(sender.isBuiltHere(await sender.send(request))).toBe(true);
  });

  it('cannot plan a statement: the pack says why it has no plan', async () => {
    const { client } = await serve((response) => void response.destroy());
    const built = await createFlowSender({ client, snapshot: () => sampleSnapshot }).send({ kind: 'query', body: { action_key: 'explain_plan', sql: 'SELECT 1' } });
    expect(JSON.stringify(built.omitted)).toContain('built in the browser');
  });
});
