import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cliCommand } from './cli-command.ts';
import { shellQuote } from './text/shell-quote.ts';

describe('cliCommand', () => {
  it.each([
    [{ kind: 'model', body: { action_key: 'explain_model', model_name: 'User' } }, 'aksara ai flows model User --action explain_model'],
    [{ kind: 'model', body: { action_key: 'explain_model', model_name: '-x' } }, 'aksara ai flows model --model-name -x --action explain_model'],
    [{ kind: 'route', body: { action_key: 'review_endpoint', path: '/api/users/{id}', method: 'get' } }, "aksara ai flows route 'GET:/api/users/{id}' --action review_endpoint"],
    [{ kind: 'query', body: { action_key: 'explain_plan', sql: "SELECT 'it''s'", include_explain: false } }, `aksara ai flows query --sql 'SELECT '\\''it'\\'''\\''s'\\''' --no-explain --action explain_plan`],
    [{ kind: 'query', body: { action_key: 'explain_plan', sql: 'SELECT 1', plan: 'Result  (cost=0.00..0.01 rows=1 width=4)' } }, "aksara ai flows query --sql 'SELECT 1' --plan plan.txt --action explain_plan"],
    [{ kind: 'migration', body: { action_key: 'explain_migration', app: 'blog', name: '0002' } }, 'aksara ai flows migration --app blog --name 0002 --action explain_migration'],
    [{ kind: 'diagnostic', body: { action_key: 'diagnostic_prioritize', issue_id: 'd-001', detail: 'structure' } }, 'aksara ai flows diagnostic --issue-id d-001 --action diagnostic_prioritize --detail structure'],
  ] as const)('writes the documented command for %j', (request, command) => {
    expect(cliCommand(request)).toBe(command);
  });
});

describe('shellQuote', () => {
  it('gives every argument back unchanged from a POSIX shell', () => {
    const argument = fc.oneof(fc.string({ unit: 'grapheme', maxLength: 60 }), fc.constantFrom("'", '"', '$(id)', '`id`', '\\', '\n', '-', '!', '*', '~', '')).filter((text) => !text.includes('\u0000'));
    const words = fc.sample(argument, 150);
    const printed = execFileSync('/bin/sh', ['-c', `printf '%s\\0' ${words.map(shellQuote).join(' ')}`]).toString();
    expect(printed.split('\u0000').slice(0, -1)).toEqual(words);
  });
});
