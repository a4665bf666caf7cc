import type { FlowRequest, ProjectSnapshot, PromptPack } from '#contract';
import { buildPack } from '#flows';
import { loadSqlParser } from '#sql';

export type PackBuilder = (request: FlowRequest, snapshot: ProjectSnapshot) => PromptPack;

/** The server's own builder on the facts at hand. There is no database to plan a statement: such a pack says so, or takes a pasted plan. */
export async function createPackBuilder(): Promise<PackBuilder> {
  const parser = await loadSqlParser();
  return (request, snapshot) => {
    const { provider, model } = request.body.hub_overrides ?? {};
    const plan = request.kind === 'query' && request.body.include_explain !== false ? noPlan : null;
    const today = new Date().toISOString().slice(0, 10);
    return buildPack(request, snapshot, { plan, provider: provider || 'copy_only', model: model ?? '' }, { parser, today });
  };
}

const noPlan = { ok: false, reason: 'The pack was built in the browser, which has no database to ask.', remedy: 'Start the server again, or paste a plan.' } as const;
