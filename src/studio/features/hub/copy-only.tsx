import { useEffect, useRef } from 'react';
import { CircleCheck } from 'lucide-react';
import type { HubStatusResponse } from '#contract';
import { ErrorState } from '../../components/query-state.tsx';
import { Button } from '../../components/ui/button.tsx';
import { isHubConfigured, useConfigureHub } from '../../lib/api.ts';

/** The one choice that needs no key: build packs here, paste them anywhere. */
export function CopyOnly({ status }: { readonly status: HubStatusResponse }) {
  const configure = useConfigureHub();
  const refused = configure.data?.ok === false ? new Error(configure.data.message ?? 'The server refused the change.') : null;
  const error = configure.error ?? refused;
  return (
    <section aria-labelledby="copy-only-title" className="flex flex-col items-start gap-2">
      <h2 id="copy-only-title" className="text-title font-semibold">
        Copy only
      </h2>
      <p className="max-w-160 text-soft">
        Prompt packs are built on this machine from the project’s facts, with secrets and literals masked. You read them, copy them, and paste them into the chat of your choice. No key is needed.
      </p>
      <Choice status={status} pending={configure.isPending} onChoose={() => configure.mutate('copy_only')} />
      {error ? <ErrorState error={error} onRetry={() => configure.mutate('copy_only')} /> : null}
    </section>
  );
}

interface ChoiceProps {
  readonly status: HubStatusResponse;
  readonly pending: boolean;
  readonly onChoose: () => void;
}

function Choice({ status, pending, onChoose }: ChoiceProps) {
  const text = useRef<HTMLParagraphElement>(null);
  const pressed = useRef(false);
  const chosen = status.active_provider === 'copy_only';
  // The button that was pressed is gone then: the focus goes to what stands in its place.
  useEffect(() => {
    if (chosen && pressed.current) text.current?.focus();
  }, [chosen]);
  const onPress = () => {
    pressed.current = true;
    onChoose();
  };
  if (!isHubConfigured(status)) {
    return (
      <Button variant="primary" onClick={onPress} disabledReason={pending ? 'Saving the choice' : null}>
        Use copy only
      </Button>
    );
  }
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
      <p ref={text} tabIndex={-1} className="flex min-h-7 items-center gap-1.5 rounded-medium font-medium text-good">
        <CircleCheck aria-hidden size={16} strokeWidth={1.5} className="shrink-0" />
        {chosen ? 'In use: AI flows are on' : `AI flows are on: ${status.active_provider === 'aksara' ? 'the AI Hub of the backend' : (status.active_provider ?? '')} is configured. Copying works with every provider.`}
      </p>
      {chosen ? null : <Button onClick={onPress} disabledReason={pending ? 'Saving the choice' : null}>Use copy only</Button>}
    </div>
  );
}
