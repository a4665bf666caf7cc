import type { HubProviderKind } from '#contract';
import { aksara } from './aksara.ts';
import { anthropic } from './anthropic.ts';
import type { Connector } from './connector.ts';
import { custom } from './custom.ts';
import { ollama } from './ollama.ts';
import { azure, openai } from './openai.ts';

const connectors: Readonly<Record<HubProviderKind, Connector | null>> = { openai, azure, anthropic, ollama, custom, copy_only: null, aksara };

/** How a provider is asked; null for copy only, which asks nobody. */
export function findConnector(kind: HubProviderKind): Connector | null {
  return connectors[kind];
}
