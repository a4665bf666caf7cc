import { useState } from 'react';
import type { HubProvider, HubStatusResponse } from '#contract';
import { Button } from '../../components/ui/button.tsx';
import { BackendProvider } from './backend-provider.tsx';
import { ProviderAddress } from './provider-address.tsx';
import { ProviderKey } from './provider-key.tsx';
import { ProviderModel } from './provider-model.tsx';
import { ProviderTest } from './provider-test.tsx';

interface ProviderSetupProps {
  readonly providers: readonly HubProvider[];
  readonly status: HubStatusResponse;
}

/** Sets a provider up in steps: pick, key, address, test, model. Each step says what it does. */
export function ProviderSetup({ providers, status }: ProviderSetupProps) {
  const [picked, setPicked] = useState<string | null>(null);
  const provider = providers.find(({ kind }) => kind === picked);
  return (
    <section aria-labelledby="setup-title" className="flex flex-col gap-3">
      <h2 id="setup-title" className="text-title font-semibold">
        Set up a provider
      </h2>
      <div role="group" aria-label="Provider to set up" className="flex flex-wrap gap-2">
        {providers.map(({ kind, title }) => (
          <Button key={kind} aria-pressed={kind === picked} className="aria-pressed:border-accent-text aria-pressed:bg-tint aria-pressed:text-accent-text" onClick={() => setPicked(kind === picked ? null : kind)}>
            {title ?? kind}
          </Button>
        ))}
      </div>
      {provider ? <Steps key={provider.kind} provider={provider} status={status} /> : <p className="text-soft">Pick one: a key or an address, a test, a model, and packs can be run from their panel.</p>}
    </section>
  );
}

interface StepsProps {
  readonly provider: HubProvider;
  readonly status: HubStatusResponse;
}

function Steps({ provider, status }: StepsProps) {
  return (
    <ol aria-label={`Set up ${provider.title ?? provider.kind}`} className="flex max-w-160 flex-col gap-5 rounded-medium border border-line p-4">
      {provider.kind === 'aksara' ? <BackendProvider provider={provider} inUse={status.active_provider === 'aksara'} /> : <OwnProvider provider={provider} status={status} />}
    </ol>
  );
}

function OwnProvider({ provider, status }: StepsProps) {
  return (
    <>
      {provider.kind === 'ollama' ? null : <ProviderKey provider={provider} />}
      <ProviderAddress provider={provider} />
      <ProviderTest provider={provider} />
      <ProviderModel provider={provider} inUse={status.active_provider === provider.kind ? (status.defaults?.chat_model ?? provider.model ?? '') : null} />
    </>
  );
}
