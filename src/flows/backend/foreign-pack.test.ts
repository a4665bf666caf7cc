import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FlowError, promptPackSchema, type FlowRequest, type PromptPack, type RedactRule } from '#contract';
import { plantedSecrets } from '../testing/planted-secrets.ts';
import type { KnownSecret } from '../text/known-values.ts';
import { createRedactor } from '../text/redact.ts';
import { estimateTokens } from '../text/tokens.ts';
import { foreignFailure, foreignPack } from './foreign-pack.ts';

const origin = 'http://127.0.0.1:8000';
const request: FlowRequest = { kind: 'model', body: { action_key: 'explain_model', model_name: 'public.deals', detail: 'structure' } };

function recording(name: string): PromptPack {
  return promptPackSchema.parse(JSON.parse(readFileSync(new URL(`../../contract/fixtures/aksara/${name}.json`, import.meta.url), 'utf8')));
}

interface Known {
  readonly secrets?: readonly KnownSecret[];
  readonly rules?: readonly RedactRule[];
}

function shown(pack: PromptPack, { secrets = [], rules = [] }: Known = {}): PromptPack {
  return foreignPack(pack, { origin, request, redactor: createRedactor(secrets, rules), secrets, rules, masked: [] });
}

const recorded = recording('flow-model');

describe('a pack of a backend', () => {
  it('keeps its prompts, and says whose it is, its tokens by our count and what it lacks', () => {
    const pack = shown(recorded);
    expect(pack).toMatchObject({ ok: true, backend: origin, system_prompt: recorded.system_prompt, user_prompt: recorded.user_prompt, provider: 'openai', model: 'gpt-4o', risk: 'low', redactions: [], error: null });
    expect(pack.tokens).toMatchObject({ user: estimateTokens(recorded.user_prompt), tokenizer: 'estimate-1', exact: false });
    expect(pack.result_markdown).toContain('**The backend’s own pack**, as `http://127.0.0.1:8000` built it.');
    expect(pack.omitted?.map(({ part }) => part)).toContain('sensitive and read-only fields');
    expect(pack.cli_command).toBe('aksara ai flows model public.deals --action explain_model --detail structure --backend-pack');
    expect(pack.suggested_next).toEqual(['suggest_constraints', 'refactor_suggestions']);
    expect(pack).not.toHaveProperty('pack_id');
    expect(promptPackSchema.parse(pack)).toEqual(pack);
  });

  it('names a command without the plan that was pasted for ours', () => {
    const pasted: FlowRequest = { kind: 'query', body: { action_key: 'explain_plan', sql: 'SELECT 1', plan: 'Result  (cost=0.00..0.01 rows=1 width=4)' } };
    expect(foreignPack(recording('flow-query'), { origin, request: pasted, redactor: createRedactor([]), secrets: [], rules: [], masked: [] }).cli_command).toBe("aksara ai flows query --sql 'SELECT 1' --action explain_plan --backend-pack");
  });

  it('takes nothing from it that looks like a pack of ours, and nothing unknown', () => {
    const posing = { ...recorded, pack_id: 'f'.repeat(64), findings: [], sections: [], omitted: [], cli_command: 'rm -rf /', backend: 'http://evil.example', added: { deep: [1] }, suggested_next: ['explain_model', 'rm -rf /', 'Open AI Hub'] };
    expect(shown(posing)).toEqual({ ...shown(recorded), suggested_next: ['explain_model'] });
  });

  it('keeps of what it is about the plain values', () => {
    const hostile: unknown = JSON.parse(`{"model_name": "De\\u202eal", "count": 3, "deep": ${'['.repeat(60_000)}${']'.repeat(60_000)}, "__proto__": {"polluted": true}, "‹x›": 1}`);
    const pack = shown({ ...recorded, result_json: hostile as PromptPack['result_json'] }); // as it comes from the wire
    expect(pack.result_json).toEqual({ model_name: 'De\\u{202E}al', count: 3 });
    expect(JSON.stringify(pack)).not.toContain('polluted');
  });
});

describe('its texts', () => {
  it.each(plantedSecrets.map(({ kind, text, secret }) => [kind, text, secret]))('hold no %s', (_, text, secret) => {
    const pack = shown({ ...recorded, system_prompt: `Be brief.\n${text}\n`, user_prompt: `Look.\n\nat\n${text}\n`, what_it_does: text, provider: text, result_json: { sql: text } });
    expect(JSON.stringify(pack)).not.toContain(JSON.stringify(secret).slice(1, -1));
  });

  it('hold no value that this process knows, nor one of a rule of the project, each counted', () => {
    const pack = shown({ ...recorded, user_prompt: 'a\n\nhunter22 of KD-12345678, hunter22' }, { secrets: [{ kind: 'database-password', value: 'hunter22' }], rules: [{ kind: 'customer-number', pattern: 'KD-[0-9]{8}' }] });
    expect(pack.user_prompt).toBe('a\n\n‹secret:database-password:1› of ‹secret:customer-number:1›, ‹secret:database-password:1›');
    expect(pack.redactions).toEqual([{ kind: 'secret:customer-number', count: 1 }, { kind: 'secret:database-password', count: 2 }]);
  });

  it('show every invisible character', () => {
    const text = 'a\u202eb\u200bc\u0000d\u001be\u2066f\udb40g\r\nh';
    const pack = shown({ ...recorded, system_prompt: text, user_prompt: text, model: text });
    const visible = 'a\\u{202E}b\\u{200B}c\\u{0}d\\u{1B}e\\u{2066}f\\u{DB40}g\nh';
    expect([pack.system_prompt, pack.user_prompt, pack.model]).toEqual([visible, visible, visible]);
  });

  it('are shown as any text would be, and the same text twice in the same way', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', minLength: 1 }), (text) => {
      const answer = { ...recorded, system_prompt: text, user_prompt: `Look.\n\nat ${text}`, what_it_does: text, provider: text };
      const pack = shown(answer);
      expect(promptPackSchema.safeParse(pack).error).toBeUndefined();
      expect(JSON.stringify([pack.system_prompt, pack.user_prompt, pack.what_it_does, pack.provider])).not.toMatch(/[\u202a-\u202e\u2066-\u2069\u200b]|\\u00[01][0-9a-f]/);
      expect(shown(answer)).toEqual(pack);
    }));
  });
});

describe('what is no pack', () => {
  it.each<[string, PromptPack, string, string]>([
    ['an unknown action', recording('flow-model-invalid-action'), 'INVALID_ACTION', 'Unknown model action: bogus'],
    ['an error in the place of facts', recording('flow-model-missing'), 'NOT_FOUND', "Error inspecting model 'Nope': 'Nope'"],
    ['a model that is kept from AI', { ...recorded, user_prompt: "Analyse.\n\nModel 'Deal' is not exposed to AI." }, 'NOT_FOUND', 'not exposed to AI'],
    ['a route that is gone', { ...recorded, user_prompt: 'Review.\n\nRoute GET /x not found in registered routes.' }, 'NOT_FOUND', 'GET /x'],
    ['an empty prompt', { ...recorded, user_prompt: ' \n' }, 'RUNTIME_ERROR', 'empty pack'],
    ['a prompt too long to show', { ...recorded, user_prompt: `a\n\n${'b'.repeat(500_000)}` }, 'PAYLOAD_TOO_LARGE', '500,000 that are shown'],
    ['a code that we do not know', { ...recorded, ok: false, error_code: 'QUOTA', error: 'Used up' }, 'RUNTIME_ERROR', 'Used up (QUOTA)'],
    ['a refusal without a reason', { ...recorded, ok: false, error_code: null, error: null }, 'RUNTIME_ERROR', 'no reason'],
  ])('%s is a failure that says so', (_, answer, code, message) => {
    const pack = shown(answer);
    expect(pack).toMatchObject({ ok: false, action_key: 'explain_model', error_code: code, error: expect.stringContaining(message), system_prompt: '', user_prompt: '' });
  });

  it('a hub that is not configured says where that changes', () => {
    expect(shown(recording('flow-hub-not-configured'))).toMatchObject({ error_code: 'AI_HUB_NOT_CONFIGURED', remedy: expect.stringContaining('http://127.0.0.1:8000/studio/ui') });
  });

  it('facts that begin with such words further down are a pack all the same', () => {
    expect(shown({ ...recorded, user_prompt: "Analyse.\n\n## Model: Log\nError inspecting model 'x': y" }).ok).toBe(true);
  });

  it('what it says is bounded, masked and visible', () => {
    const said = `no \u202e ghp_${'a1B2'.repeat(9)} ${'x'.repeat(100_000)}`;
    const pack = foreignFailure('explain_model', new FlowError('UNAUTHORIZED', said, { remedy: 'Give a token.' }), createRedactor([]));
    expect(pack.error).toMatch(/^no \\u\{202E\} ‹secret:github-token:1› x+…$/);
    expect(pack.error?.length).toBeLessThan(1_010);
    expect(pack.remedy).toBe('Give a token.');
  });
});
