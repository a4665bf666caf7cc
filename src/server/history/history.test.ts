import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createHistory, type HistoryOptions, type NewAnswer } from './history.ts';
import { historyFolder } from './history-folder.ts';

function open(options: Partial<HistoryOptions> = {}) {
  const parent = mkdtempSync(join(tmpdir(), 'aksara-history-'));
  onTestFinished(() => rmSync(parent, { recursive: true }));
  const folder = join(parent, 'history');
  let minute = 0;
  const now = () => new Date(Date.UTC(2026, 10, 26, 12, minute++));
  return { folder, history: createHistory({ folder, now, ...options }) };
}

function answer(changes: Partial<NewAnswer> = {}): NewAnswer {
  return {
    project: 'shop', flow_type: 'model', action_key: 'explain_model', context: { model_name: 'User' }, title: 'User', pack_id: 'a'.repeat(64), origin: 'run',
    provider: 'openai', model: 'm', ok: true, partial: false, tokens: { prompt: 1, completion: 2, total: 3 }, elapsed_ms: 12, answer: '## Purpose', error: null,
    error_code: null, ...changes,
  };
}

describe('the history of answers', () => {
  it('lists what was kept, newest first, without the texts', () => {
    const { history } = open();
    history.keep(answer({ title: 'first' }));
    history.keep(answer({ title: 'second', answer: 'long' }));
    const { entries, enabled } = history.list('shop');
    expect(enabled).toBe(true);
    expect(entries.map(({ title, characters }) => [title, characters])).toEqual([['second', 4], ['first', 10]]);
    expect(JSON.stringify(entries)).not.toContain('long');
    expect(history.read(entries[0]?.id ?? '')?.answer).toBe('long');
  });

  it('is readable by its owner only', () => {
    const { history, folder } = open();
    history.keep(answer());
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    for (const name of readdirSync(folder)) expect(statSync(join(folder, name)).mode & 0o777).toBe(0o600);
  });

  it('keeps projects apart', () => {
    const { history } = open();
    history.keep(answer());
    history.keep(answer({ project: 'blog' }));
    history.deleteAll('blog');
    expect([history.list('shop').entries.length, history.list('blog').entries.length]).toEqual([1, 0]);
  });

  it('deletes one', () => {
    const { history } = open();
    const kept = history.keep(answer());
    history.keep(answer());
    history.delete(kept?.id ?? '');
    expect(history.list('shop').entries).toHaveLength(1);
  });

  it('keeps nothing when it is off, and what was kept before stays', () => {
    const { history } = open();
    history.keep(answer());
    history.setEnabled(false);
    expect(history.keep(answer())).toBeNull();
    expect(history.list('shop')).toMatchObject({ enabled: false, entries: [{ title: 'User' }] });
    history.setEnabled(true);
    expect(history.keep(answer())).not.toBeNull();
  });

  it('deletes the oldest beyond its size, never the newest', () => {
    const { history } = open({ limitBytes: 3000 });
    for (let count = 0; count < 6; count += 1) history.keep(answer({ title: `${count}`, answer: 'x'.repeat(800) }));
    const { entries, bytes } = history.list('shop');
    expect(bytes).toBeLessThanOrEqual(3000);
    expect(entries[0]?.title).toBe('5');
    history.keep(answer({ title: 'huge', answer: 'x'.repeat(9000) }));
    expect(history.list('shop').entries.map(({ title }) => title)).toEqual(['huge']);
  });

  it('knows which request gave a pack, by the beginning of its id', () => {
    const { history, folder } = open();
    const id = `abcdef012345${'0'.repeat(52)}`;
    history.packs.note(id, { kind: 'model', body: { action_key: 'explain_model', model_name: 'Order', hub_overrides: { provider: 'openai' } } });
    history.packs.note('b'.repeat(64), { kind: 'query', body: { action_key: 'explain_plan', sql: 'SELECT 1' } });
    expect(history.packs.find('abcdef012345')).toEqual({ pack_id: id, flow_type: 'model', action_key: 'explain_model', context: { model_name: 'Order' } });
    expect([history.packs.find('abc'), history.packs.find('fffffffffff'), history.packs.find('../../etc')]).toEqual([null, null, null]);
    expect(statSync(join(folder, 'packs.jsonl')).mode & 0o777).toBe(0o600);
    history.setEnabled(false);
    history.packs.note('c'.repeat(64), { kind: 'model', body: { action_key: 'explain_model', model_name: 'User' } });
    expect(history.packs.find('c'.repeat(64))).toBeNull();
  });

  it('leaves no request behind of an answer that is deleted', () => {
    const { history, folder } = open();
    const flow = (sql: string) => ({ kind: 'query' as const, body: { action_key: 'explain_plan', sql } });
    const [first, second] = ['a'.repeat(64), 'b'.repeat(64)];
    history.packs.note(first, flow('SELECT 1 AS planted_one'));
    history.packs.note(second, flow('SELECT 2 AS planted_two'));
    history.delete(history.keep(answer({ pack_id: first }))?.id ?? '');
    expect([history.packs.find(first), history.packs.find(second)?.pack_id]).toEqual([null, second]);
    history.deleteAll('shop');
    expect(readdirSync(folder).map((name) => readFileSync(join(folder, name), 'utf8')).join('')).not.toContain('planted');
  });

  it('forgets the oldest packs, and reads on behind a broken line', () => {
    const { history, folder } = open();
    const noted = (number: number) => number.toString(16).padStart(64, '0');
    for (let number = 0; number < 60; number += 1) history.packs.note(noted(number), { kind: 'query', body: { action_key: 'explain_plan', sql: 'x'.repeat(20_000) } });
    expect(statSync(join(folder, 'packs.jsonl')).size).toBeLessThan(600 * 1024);
    writeFileSync(join(folder, 'packs.jsonl'), '{"pack_id": "half\n', { flag: 'a' });
    expect([history.packs.find(noted(0)), history.packs.find(noted(59))?.pack_id]).toEqual([null, noted(59)]);
  });

  it('passes over files that are not its own and ids that are paths', () => {
    const { history, folder } = open();
    const kept = history.keep(answer());
    writeFileSync(join(folder, '20261126T120000000Z-ffffff.json'), '{"half":');
    writeFileSync(join(folder, 'notes.json'), '{}');
    expect(history.list('shop').entries).toHaveLength(1);
    expect(history.read('../history/notes')).toBeNull();
    history.delete(`../history/${kept?.id}`);
    expect(history.list('shop').entries).toHaveLength(1);
  });

  it('is empty where nothing was ever kept', () => {
    expect(open().history.list('shop')).toMatchObject({ enabled: true, entries: [], bytes: 0 });
  });

  it('lies in the state folder of the user', () => {
    expect(historyFolder({ XDG_STATE_HOME: '/s', HOME: '/h' })).toBe('/s/aksara-studio/history');
    expect(historyFolder({ XDG_STATE_HOME: 'relative', HOME: '/h' })).toBe('/h/.local/state/aksara-studio/history');
  });
});
