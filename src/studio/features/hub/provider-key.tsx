import { useState, type FormEvent } from 'react';
import type { HubProvider } from '#contract';
import { Button } from '../../components/ui/button.tsx';
import { fieldClasses, SetupStep } from './setup-step.tsx';
import { useHubChange } from './use-hub-change.ts';

/** Enters or removes the key. It goes to the server of the Studio once; the field is emptied, and no answer ever holds it. */
export function ProviderKey({ provider: { kind, title = kind, key, base_url = '' } }: { readonly provider: HubProvider }) {
  const [text, setText] = useState('');
  const save = useHubChange((api, apiKey: string) => api.saveKey({ provider: kind, api_key: apiKey }));
  const done = save.data ? saved(save.data.configured === true, save.data.last4 ?? null) : null;
  if (key?.source === 'environment') return <EnvironmentKey last4={key.last4} />;
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    if (text.trim() === '') return;
    save.mutate(text.trim());
    setText('');
  };
  const host = hostOf(base_url);
  return (
    <SetupStep
      title="Key"
      says={`Saved on this machine in a file that only your user can read (mode 0600), never shown again, and sent only to ${host === null ? `the address of ${title}` : host}.`}
      done={done}
      error={save.error}
    >
      <form onSubmit={onSubmit} className="flex flex-wrap items-center gap-2">
        <input
          type="password"
          autoComplete="off"
          spellCheck={false}
          aria-label={`Key of ${title}`}
          placeholder={key?.configured ? `Saved${key.last4 === null ? '' : `, ending in ${key.last4}`}; enter another one` : 'Paste the key'}
          value={text}
          onChange={(event) => setText(event.target.value)}
          className={fieldClasses}
        />
        <Button type="submit" disabledReason={text.trim() === '' ? 'Enter a key first' : null}>Save key</Button>
        {key?.configured ? <Button onClick={() => save.mutate('')}>Remove key</Button> : null}
      </form>
    </SetupStep>
  );
}

function EnvironmentKey({ last4 }: { readonly last4: string | null }) {
  return (
    <SetupStep title="Key" says="The key is read from the environment of the server, which wins over a saved one. To use another, change the variable and start aksara studio again." done={null} error={null}>
      <p className="font-mono text-code">{last4 === null ? 'A key from environment' : `Key ending in ${last4}, from environment`}</p>
    </SetupStep>
  );
}

function saved(configured: boolean, last4: string | null): string {
  if (!configured) return 'The saved key is removed';
  return last4 === null ? 'Key saved' : `Key saved, ending in ${last4}`;
}

function hostOf(address: string): string | null {
  return URL.canParse(address) ? new URL(address).host : null;
}
