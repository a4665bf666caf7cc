import { useState, type FormEvent } from 'react';
import type { HubProvider } from '#contract';
import { Button } from '../../components/ui/button.tsx';
import { fieldClasses, SetupStep } from './setup-step.tsx';
import { useHubChange } from './use-hub-change.ts';

const examples: Readonly<Record<string, string>> = {
  azure: 'https://NAME.openai.azure.com',
  ollama: 'http://127.0.0.1:11434',
  custom: 'https://models.example.com/complete',
};

/** The address that prompts are sent to; an empty one is the provider's own. */
export function ProviderAddress({ provider: { kind, title = kind, base_url = '' } }: { readonly provider: HubProvider }) {
  const [text, setText] = useState(base_url);
  const save = useHubChange((api, address: string) => api.configureHub({ provider: kind, base_url: address }));
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate(text.trim());
  };
  return (
    <SetupStep
      title="Address"
      says={kind in examples ? 'Where prompts are sent, as http or https URL. A variable in the environment of the server wins over it.' : 'Change it only for a proxy or a server that speaks the same language. Empty is the provider’s own address.'}
      done={save.isSuccess ? 'Address saved' : null}
      error={save.error}
    >
      <form onSubmit={onSubmit} className="flex flex-wrap items-center gap-2">
        <input
          type="text"
          inputMode="url"
          autoComplete="off"
          spellCheck={false}
          aria-label={`Address of ${title}`}
          placeholder={examples[kind] ?? ''}
          value={text}
          onChange={(event) => setText(event.target.value)}
          className={fieldClasses}
        />
        <Button type="submit">Save address</Button>
      </form>
    </SetupStep>
  );
}
