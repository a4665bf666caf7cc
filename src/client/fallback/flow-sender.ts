import type { FlowRequest, HubStatusResponse, ProjectSnapshot, PromptPack } from '#contract';
import type { CallOptions } from '../connection.ts';
import { isServerMissing } from '../server-missing.ts';
import { sendFlow } from '../send-flow.ts';
import type { StudioClient } from '../studio-client.ts';
import type { PackBuilder } from './pack-builder.ts';

export interface FlowSenderOptions {
  readonly client: StudioClient;
  /** The last snapshot that was read; undefined = none yet, and then nothing can be built here. */
  readonly snapshot: () => ProjectSnapshot | undefined;
  /** The last hub status that was read: a pack names the provider the server's would name. Undefined = copy only. */
  readonly hub?: () => HubStatusResponse | undefined;
  /** Loads the core and the SQL parser. */
  readonly loadBuilder?: () => Promise<PackBuilder>;
}

export interface FlowSender {
  /** Throws FlowError as `sendFlow`, when the pack cannot be built here either. */
  send(request: FlowRequest, options?: CallOptions): Promise<PromptPack>;
  /** True of a pack that was built in this page, because the server could not. */
  isBuiltHere(pack: PromptPack): boolean;
  /** Loads what packs are built with here, while the server still hands it out. Never fails: the next pack asks for it again. */
  loadBuilder(): Promise<void>;
}

/**
 * Asks the server for packs; where its flow endpoints are missing, answer no JSON, or the server is gone, the same code builds the
 * pack here from the last snapshot. Every request asks the server first, so that it is back in use as soon as it answers.
 */
export function createFlowSender({ client, snapshot, hub, loadBuilder = loadOwnBuilder }: FlowSenderOptions): FlowSender {
  const builtHere = new WeakSet<PromptPack>();
  let loading: Promise<PackBuilder> | null = null;
  function builder(): Promise<PackBuilder> {
    loading ??= loadBuilder().catch((error: unknown) => {
      loading = null; // asked for again by the next request
      throw error;
    });
    return loading;
  }
  async function ready(): Promise<void> {
    await builder().catch(() => undefined);
  }
  return {
    async send(request, options) {
      try {
        const pack = await sendFlow(client, request, options);
        void ready(); // only for later
        return pack;
      } catch (error) {
        const facts = isServerMissing(error) ? snapshot() : undefined;
        const build = facts && (await builder().catch(() => null));
        if (!facts || !build) throw error;
        const pack = build(request, facts, hub?.());
        builtHere.add(pack);
        return pack;
      }
    },
    isBuiltHere: (pack) => builtHere.has(pack),
    loadBuilder: ready,
  };
}

async function loadOwnBuilder(): Promise<PackBuilder> {
  const { createPackBuilder } = await import('./pack-builder.ts');
  return createPackBuilder();
}
