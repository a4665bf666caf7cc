import { useId, useState, type FormEvent } from 'react';
import { useQuery } from '@tanstack/react-query';
import type { HubProvider } from '#contract';
import { Button } from '../../components/ui/button.tsx';
import { hubModelsQuery } from '../../lib/api.ts';
import { useStudioApi } from '../../lib/studio-api.ts';
import { fieldClasses, SetupStep } from './setup-step.tsx';
import { useHubChange } from './use-hub-change.ts';

interface ProviderModelProps {
  readonly provider: HubProvider;
  /** The model that packs are run with now; null when another provider is in use. */
  readonly inUse: string | null;
}

/** Makes the provider with a model the one that packs name and are run with. */
export function ProviderModel({ provider: { kind, title = kind, model = '', configured, needs = [] }, inUse }: ProviderModelProps) {
  const listId = useId();
  const [text, setText] = useState(inUse ?? model);
  const models = useQuery(hubModelsQuery(useStudioApi())).data?.models.filter(({ provider }) => provider === kind) ?? [];
  const names = [...new Set(models.map(({ model_id }) => model_id))];
  const save = useHubChange((api, name: string) => api.setHubDefaults({ chat_provider: kind, chat_model: name }));
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    if (configured) save.mutate(text.trim());
  };
  return (
    <SetupStep
      title="Default model"
      says={names.length > 0 ? `${title} lists ${names.length}; type or choose one. Every pack names it, and Run AI uses it.` : 'Every pack names it, and Run AI uses it. A test lists the models to choose from.'}
      done={save.isSuccess || inUse !== null ? `In use: ${title}${inUse ? `, ${inUse}` : ''}` : null}
      error={save.error}
    >
      <form onSubmit={onSubmit} className="flex flex-wrap items-center gap-2">
        <input type="text" list={listId} autoComplete="off" spellCheck={false} aria-label={`Model of ${title}`} value={text} onChange={(event) => setText(event.target.value)} className={fieldClasses} />
        <datalist id={listId}>
          {names.map((name) => (
            <option key={name} value={name}>{name}</option>
          ))}
        </datalist>
        <Button type="submit" variant="primary" disabledReason={configured ? null : `Needs ${needs.join(' and ')}`}>Use by default</Button>
      </form>
    </SetupStep>
  );
}
