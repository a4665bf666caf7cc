import type { PackSection, PromptPack } from '#contract';

/** A pack with one section, as a server with the hub on copy only answers it. */
export function aPack(actionKey: string, parts: Partial<PromptPack> = {}): PromptPack {
  const section = aSection('query', '## Query [typed]\n\nSELECT 1');
  return {
    ok: true,
    action_key: actionKey,
    risk: 'low',
    provider: 'copy_only',
    model: '',
    system_prompt: 'You advise on PostgreSQL.',
    user_prompt: `Explain this.\n\n${section.text}\n`,
    result_markdown: '**Prompt pack ready** — copy it into any chat.',
    result_json: null,
    suggested_next: [],
    what_it_does: 'Reads.',
    what_it_cannot_do: 'Cannot write.',
    error_code: null,
    error: null,
    pack_id: '9f3107c2aa41bbccddee',
    findings: [],
    sections: [section],
    omitted: [],
    redactions: [{ kind: 'sql-literal', count: 2 }, { kind: 'secret:github-token', count: 1 }],
    tokens: { system: 412, user: 1500, total: 1912, tokenizer: 'o200k_base', exact: true },
    detail: 'statistics',
    cli_command: `aksara ai flows query --sql 'SELECT 1' --action ${actionKey}`,
    ...parts,
  };
}

export function aSection(id: string, text: string): PackSection {
  return { id, title: 'Query', source: 'typed', tokens: 12, text };
}

/** What a server answers when it cannot build the pack. */
export function aFailedPack(actionKey: string, parts: Partial<PromptPack> = {}): PromptPack {
  return {
    ...aPack(actionKey, { system_prompt: '', user_prompt: '', result_markdown: '', sections: [], pack_id: undefined, tokens: undefined, cli_command: undefined }),
    ok: false,
    error_code: 'NOT_FOUND',
    error: 'There is no model “ordrs”.',
    ...parts,
  };
}
