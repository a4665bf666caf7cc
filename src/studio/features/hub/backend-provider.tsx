import type { HubProvider } from '#contract';
import { ForeignText } from '../../components/ui/foreign-text.tsx';
import { KeyValueList } from '../../components/ui/key-value-list.tsx';
import { ProviderTest } from './provider-test.tsx';
import { SetupStep } from './setup-step.tsx';

interface BackendProviderProps {
  readonly provider: HubProvider;
  readonly inUse: boolean;
}

/** The AI Hub of the backend: what it would do with a pack. Nothing of it is set here. */
export function BackendProvider({ provider, inUse }: BackendProviderProps) {
  const { base_url: address = '', hands_on_to: behind, model = '', configured, needs = [], error } = provider;
  return (
    <>
      <SetupStep
        title="Provider and model"
        says="The backend has an AI Hub of its own, where its provider, key and model are set up. A pack goes to the backend, which hands it on to that provider. It runs packs while nothing here is configured or chosen; beside Run AI it can be chosen at any time."
        done={inUse ? 'In use' : null}
        error={null}
      >
        <KeyValueList
          items={[
            { label: 'Backend', value: <Name text={address} /> },
            { label: 'Hands on to', value: behind === undefined ? null : <Name text={behind} /> },
            { label: 'Model', value: model === '' ? null : <Name text={model} /> },
            { label: 'Needs', value: configured ? null : needs.join(' and ') },
            { label: 'Reason', value: configured || !error ? null : <ForeignText prose text={error} /> },
          ]}
        />
      </SetupStep>
      <ProviderTest provider={provider} />
    </>
  );
}

function Name({ text }: { readonly text: string }) {
  return <span className="font-mono text-code wrap-anywhere"><ForeignText text={text} /></span>;
}
