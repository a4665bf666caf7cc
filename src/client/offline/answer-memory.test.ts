import { expect, it } from 'vitest';
import { createAnswerMemory } from './answer-memory.ts';

const answer = (text: string, project = 'p') => ({
  project, flow_type: 'model', action_key: 'explain_model', context: {}, title: 'User', pack_id: '', origin: 'pasted', provider: 'pasted', model: '', answer: text,
  ok: true, partial: false, tokens: { prompt: null, completion: null, total: null }, elapsed_ms: null, error: null, error_code: null,
} as const);

it('drops the oldest answers beyond its limit, never the newest', () => {
  const memory = createAnswerMemory({ now: () => new Date(0), limitBytes: 20 });
  for (const text of ['one', 'two', 'three', 'four']) memory.keep(answer(text));
  expect(memory.list('p').entries.map(({ characters }) => characters)).toEqual([4, 5]);
  memory.keep(answer('longer than the whole limit'));
  expect(memory.list('p')).toMatchObject({ entries: [{ characters: 27 }], bytes: 54 });
});

it('lists, and deletes, the answers of one project', () => {
  const memory = createAnswerMemory({ now: () => new Date(0) });
  memory.keep(answer('mine'));
  memory.keep(answer('other', 'q'));
  memory.delete('p', null);
  expect(memory.list('p').entries).toEqual([]);
  expect(memory.list('q').entries).toHaveLength(1);
});
