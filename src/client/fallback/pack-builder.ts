import type { FlowRequest, HubStatusResponse, ProjectSnapshot, PromptPack } from '#contract';
import { buildPack } from '#flows';
import { loadSqlParser } from '#sql';

export type PackBuilder = (request: FlowRequest, snapshot: ProjectSnapshot, hub?: HubStatusResponse) => PromptPack;

/** The server's own builder on the facts at hand. There is no database to plan a statement: such a pack says so, or takes a pasted plan. */
export async function createPackBuilder(): Promise<PackBuilder> {
  const parser = await loadSqlParser();
  return (request, snapshot, hub) => {
    const plan = request.kind === 'query' && request.body.include_explain !== false ? noPlan : null;
    const today = new Date().toISOString().slice(0, 10);
    return buildPack(request, snapshot, { plan, ...targetOf(request, hub) }, { parser, today });
  };
}

/** Where the server would have the pack go: as the request says, else to the hub's provider for chats. */
function targetOf({ body }: FlowRequest, hub: HubStatusResponse | undefined): { readonly provider: string; readonly model: string } {
  const { provider: asked, model: askedModel } = body.hub_overrides ?? {};
  const active = hub?.active_provider || 'copy_only';
  const provider = asked || active;
  // Of another provider than the hub's the model is not known here.
  const model = askedModel || (provider === active ? hub?.defaults?.chat_model : null);
  return { provider, model: model || '' };
}

const noPlan = { ok: false, reason: 'The pack was built in the browser, which has no database to ask.', remedy: 'Start the server again, or paste a plan.' } as const;
