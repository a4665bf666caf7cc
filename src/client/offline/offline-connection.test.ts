import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { FlowError, type FlowRequest, type SqlParser } from '#contract';
import { buildPack } from '#flows';
import { loadSqlParser } from '#sql';
import { goldenRequests } from '../../flows/testing/golden-requests.ts';
import { sampleSnapshot } from '../../flows/testing/sample-project.ts';
import { createOfflineConnection, createSnapshotShelf, createStudioClient, runFlowStream, sendFlow, type SnapshotFile } from '../index.ts';

const now = () => new Date('2026-11-26T12:00:00Z');
const sampleText = readFileSync(new URL('../../flows/testing/sample-snapshot.json', import.meta.url), 'utf8');
let parser: SqlParser;
beforeAll(async () => {
  parser = await loadSqlParser();
});

function bytesOf(text: string): ArrayBuffer {
  return new TextEncoder().encode(text).buffer;
}

function fileOf(text: string, name = 'project.json', size = text.length): SnapshotFile {
  return { name, size, arrayBuffer: () => Promise.resolve(bytesOf(text)) };
}

function start(sample = fileOf(sampleText)) {
  const shelf = createSnapshotShelf({ sample, now });
  const loads: number[] = [];
  const loadParser = () => {
    loads.push(1);
    return loadSqlParser();
  };
  const connection = createOfflineConnection({ readSnapshot: shelf.read, loadParser, now });
  return { shelf, connection, client: createStudioClient(connection), loads };
}

async function failureOf(work: Promise<unknown>): Promise<FlowError> {
  try {
    await work;
  } catch (error) {
    if (FlowError.isInstance(error)) return error;
    throw error;
  }
  throw new Error('it did not fail');
}

/** What a server on the same snapshot file gathers for a query. */
function planOf(request: FlowRequest) {
  if (request.kind !== 'query') return null;
  return { ok: false, reason: 'There is no database behind the snapshot project.json, so nothing can be planned.', remedy: 'Start with --database-url for plans.' } as const;
}

describe('packs without a server', () => {
  it.each(goldenRequests.map((request) => [request.body.action_key, request] as const))('%s is what the core builds, to the byte', async (_, request) => {
    const pack = await sendFlow(start().client, request);
    const built = buildPack(request, sampleSnapshot(), { plan: planOf(request), provider: 'copy_only', model: '' }, { parser, today: '2026-11-26' });
    expect(pack.ok).toBe(true);
    expect(JSON.stringify(pack)).toBe(JSON.stringify(built));
  });

  it('say that a query has no plan, and take a pasted one', async () => {
    const { client } = start();
    const body = { action_key: 'explain_plan', sql: 'SELECT * FROM users' };
    expect((await client.queryFlow(body)).omitted).toContainEqual(expect.objectContaining({ part: 'plan', reason: expect.stringContaining('no database') }));
    const plan = 'Seq Scan on users  (cost=0.00..10.00 rows=100 width=8)';
    expect((await client.queryFlow({ ...body, plan })).omitted?.map(({ part }) => part)).not.toContain('plan');
  });

  it('of SQL that does not parse are refused with the reason of a server', async () => {
    expect(await start().client.queryFlow({ action_key: 'explain_plan', sql: 'SELEC 1' })).toMatchObject({ ok: false, error_code: 'INVALID_SQL' });
  });

  it('do not pretend to have another provider', async () => {
    const pack = await start().client.modelFlow({ action_key: 'explain_model', model_name: 'User', hub_overrides: { provider: 'openai' } });
    expect(pack).toMatchObject({ ok: false, error_code: 'AI_HUB_NOT_CONFIGURED' });
  });
});

describe('the rest of a server', () => {
  it('loads the SQL parser for the first pack, not before', async () => {
    const { client, loads } = start();
    await Promise.all([client.snapshot(), client.health(), client.flowActions(), client.hubStatus(), client.hubProviders(), client.history()]);
    expect(loads).toEqual([]);
    await client.modelFlow({ action_key: 'explain_model', model_name: 'User' });
    expect(loads).toEqual([1]);
  });

  it('gives the same snapshot object until another one is loaded, and a checksum that says so', async () => {
    const { client, shelf } = start();
    const first = await client.snapshot();
    const before = (await client.health()).snapshot?.checksum;
    expect(await client.snapshot()).toBe(first);
    await shelf.load(fileOf(JSON.stringify({ ...sampleSnapshot(), project: { ...sampleSnapshot().project, name: 'Mine' } })));
    expect((await client.snapshot()).project.name).toBe('Mine');
    expect((await client.refresh({})).snapshot.checksum).not.toBe(before);
    shelf.unload();
    expect((await client.health()).snapshot?.checksum).toBe(before);
  });

  it('has the hub on copy only, and refuses what needs a provider or a database', async () => {
    const { client, connection } = start();
    expect(await client.hubStatus()).toMatchObject({ active_provider: 'copy_only', configured_count: 1 });
    expect(await client.hubConfigure({ provider: 'copy_only' })).toMatchObject({ ok: true });
    const run = { flow_type: 'model', action_key: 'explain_model', context: { model_name: 'User' } };
    const refused = [client.hubConfigure({ provider: 'openai' }), client.hubSecret({ provider: 'openai', api_key: 'k' }), client.runFlow(run), client.runPreview(run)];
    for (const call of refused) expect((await failureOf(call)).code).toBe('AI_HUB_NOT_CONFIGURED');
    expect((await failureOf(client.plan({ sql: 'SELECT 1' }))).code).toBe('DATABASE_UNREACHABLE');
    expect((await failureOf(client.plan({ sql: 'SELEC 1' }))).code).toBe('INVALID_SQL');
    expect((await failureOf(client.handshake())).code).toBe('NOT_FOUND');
    const events: string[] = [];
    const stream = runFlowStream(connection, run, { onEvent: ({ event }) => events.push(event) });
    expect((await failureOf(stream)).code).toBe('AI_HUB_NOT_CONFIGURED');
    expect(events).toEqual([]);
  });

  it('checks an answer against its pack, and keeps it until it is deleted', async () => {
    const { client } = start();
    const asked = { flow_type: 'model', action_key: 'explain_model', context: { model_name: 'public.users' } };
    const pack = await client.modelFlow({ action_key: 'explain_model', model_name: 'public.users' });
    const checked = await client.answerCheck({ ...asked, answer: 'The column users.emial is unique.' });
    expect(checked).toMatchObject({ ok: true, pack_id: pack.pack_id });
    expect(checked.check).not.toBeNull();
    const { entry } = await client.historySave({ ...asked, answer: 'Good.' });
    expect(entry).toMatchObject({ title: 'public.users', origin: 'pasted', pack_id: pack.pack_id, characters: 5 });
    expect(await client.historyEntry({ id: entry?.id ?? '' })).toMatchObject({ answer: 'Good.' });
    expect((await client.historySettings({ enabled: false })).enabled).toBe(false);
    expect((await client.historySave({ ...asked, answer: 'Not kept.' })).entry).toBeNull();
    expect((await client.history()).entries).toHaveLength(1);
    expect((await client.historyDelete({ id: null })).entries).toEqual([]);
  });

  it('answers a check of nothing known with the reason', async () => {
    const { client } = start();
    expect(await client.answerCheck({ flow_type: 'nothing', action_key: 'x', answer: '' })).toMatchObject({ ok: false, error_code: 'INVALID_FLOW_TYPE', check: null });
    expect(await client.answerCheck({ flow_type: 'model', action_key: 'x', context: { model: 1 }, answer: '' })).toMatchObject({ ok: false, error_code: 'INVALID_REQUEST' });
  });

  it('ends an aborted call as an abort', async () => {
    await expect(start().client.snapshot({ signal: AbortSignal.abort() })).rejects.toMatchObject({ name: 'AbortError' });
  });
});

describe('a file that is no snapshot', () => {
  it.each([
    ['cut off', fileOf(sampleText.slice(0, 9_000)), 'SOURCE_UNREADABLE', 'cut off'],
    ['of a newer version', fileOf(JSON.stringify({ ...sampleSnapshot(), format: 'aksara-studio/snapshot@99' })), 'SOURCE_UNREADABLE', 'format 99'],
    ['of prototype keys', fileOf('{"__proto__": {"format": "aksara-studio/snapshot@1"}, "constructor": {}}'), 'SOURCE_UNREADABLE', 'no field "format"'],
    ['of 200 MB', { ...fileOf(''), size: 200 * 1024 ** 2, arrayBuffer: () => Promise.reject(new Error('it was read')) }, 'PAYLOAD_TOO_LARGE', '200 MiB'],
    ['gone', { ...fileOf(''), arrayBuffer: () => Promise.reject(new Error('NotReadableError')) }, 'SOURCE_UNREADABLE', 'NotReadableError'],
  ])('%s is refused with the reason, and what was shown stays', async (_, file, code, reason) => {
    const { shelf, client } = start();
    const before = await client.snapshot();
    const error = await failureOf(shelf.load(file));
    expect(error.code).toBe(code);
    expect(error.message).toContain('project.json');
    expect(error.message).toContain(reason);
    expect(shelf.loadedName()).toBeNull();
    expect(await client.snapshot()).toBe(before);
  });

  it('a sample that could not be fetched is fetched again by the next call', async () => {
    let tries = 0;
    const arrayBuffer = () => (++tries === 1 ? Promise.reject(new Error('offline')) : Promise.resolve(bytesOf(sampleText)));
    const { client } = start({ name: 'sample.json', size: 0, arrayBuffer });
    expect((await failureOf(client.snapshot())).code).toBe('SOURCE_UNREADABLE');
    expect((await client.snapshot()).project.kind).toBe('sample');
  });
});
