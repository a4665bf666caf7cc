import type { HubProviderKind } from '#contract';

/** What a provider is and where its settings come from. */
export interface ProviderDefinition {
  readonly kind: HubProviderKind;
  readonly title: string;
  readonly modes: readonly HubMode[];
  /** Environment variables in order of precedence; they win over saved settings. */
  readonly environment: { readonly key: readonly string[]; readonly baseUrl: readonly string[]; readonly model: readonly string[]; readonly apiVersion?: readonly string[] };
  readonly defaultBaseUrl: string;
  readonly defaultModel: string;
  /** What it cannot work without. */
  readonly needs: readonly ('key' | 'base_url')[];
}

export const hubModes = ['chat', 'code', 'embeddings'] as const;
export type HubMode = (typeof hubModes)[number];

/** In the order the hub lists them, which is also the order in which a configured one becomes active. */
export const providerDefinitions: readonly ProviderDefinition[] = [
  {
    kind: 'openai',
    title: 'OpenAI',
    modes: ['chat', 'code', 'embeddings'],
    environment: { key: ['OPENAI_API_KEY'], baseUrl: ['OPENAI_BASE_URL'], model: ['OPENAI_MODEL'] },
    defaultBaseUrl: 'https://api.openai.com/v1',
    defaultModel: 'gpt-4o',
    needs: ['key'],
  },
  {
    kind: 'azure',
    title: 'Azure OpenAI',
    modes: ['chat', 'code', 'embeddings'],
    environment: { key: ['AZURE_OPENAI_API_KEY'], baseUrl: ['AZURE_OPENAI_ENDPOINT'], model: ['AZURE_OPENAI_DEPLOYMENT'], apiVersion: ['AZURE_OPENAI_API_VERSION'] },
    defaultBaseUrl: '',
    defaultModel: '',
    needs: ['key', 'base_url'],
  },
  {
    kind: 'anthropic',
    title: 'Anthropic',
    modes: ['chat', 'code'],
    environment: { key: ['ANTHROPIC_API_KEY'], baseUrl: ['ANTHROPIC_BASE_URL'], model: ['ANTHROPIC_MODEL'] },
    defaultBaseUrl: 'https://api.anthropic.com',
    defaultModel: 'claude-sonnet-4-5',
    needs: ['key'],
  },
  {
    kind: 'ollama',
    title: 'Ollama',
    modes: ['chat', 'code', 'embeddings'],
    environment: { key: [], baseUrl: ['OLLAMA_BASE_URL'], model: ['OLLAMA_MODEL'] },
    defaultBaseUrl: '',
    defaultModel: 'llama3',
    needs: ['base_url'],
  },
  {
    kind: 'custom',
    title: 'Custom HTTP endpoint',
    modes: ['chat', 'code'],
    environment: { key: ['AI_HTTP_API_KEY'], baseUrl: ['AI_HTTP_ENDPOINT'], model: ['AI_HTTP_MODEL'] },
    defaultBaseUrl: '',
    defaultModel: '',
    needs: ['base_url'],
  },
  {
    kind: 'copy_only',
    title: 'Copy only',
    modes: [],
    environment: { key: [], baseUrl: [], model: [] },
    defaultBaseUrl: '',
    defaultModel: '',
    needs: [],
  },
];

export function findProvider(kind: string): ProviderDefinition | null {
  return providerDefinitions.find((definition) => definition.kind === kind) ?? null;
}

/** Says which providers there are. */
export function unknownProviderMessage(name: string, kinds: readonly string[]): string {
  const hint = name === 'aksara' ? '. That one is the AI Hub of a backend: start with --aksara URL' : '';
  return `Unknown provider: '${name.slice(0, 60)}'. Available: ${kinds.join(', ')}${hint}`;
}
