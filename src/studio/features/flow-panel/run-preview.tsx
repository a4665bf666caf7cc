import { useEffect, useId, useRef, useState, type KeyboardEvent } from 'react';
import type { RunPreviewResponse } from '#contract';
import { CodeView } from '../../components/code-view.tsx';
import { Button } from '../../components/ui/button.tsx';
import { Disclosure } from '../../components/ui/disclosure.tsx';
import { ForeignText } from '../../components/ui/foreign-text.tsx';
import { KeyValueList } from '../../components/ui/key-value-list.tsx';
import { formatCount } from '../../lib/format.ts';
import { redactionLabel } from './redaction-label.ts';

interface RunPreviewProps {
  readonly preview: RunPreviewResponse;
  readonly onSend: (always: boolean) => void;
  readonly onCancel: () => void;
}

/** What a run would send, to whom, before anything is sent. Escape is No. */
export function RunPreview({ preview, onSend, onCancel }: RunPreviewProps) {
  const [always, setAlways] = useState(false);
  const { hands_on_to: behind } = preview;
  const titleId = useId();
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => title.current?.focus(), []);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || event.defaultPrevented) return;
    event.preventDefault();
    onCancel();
  };
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- Escape anywhere in it is its Cancel button
    <section aria-labelledby={titleId} data-slot="run-preview" onKeyDown={onKeyDown} className="m-4 flex flex-col gap-3 rounded-medium border border-line-strong p-3">
      <h3 ref={title} id={titleId} tabIndex={-1} className="rounded-small font-semibold wrap-anywhere">
        <Question preview={preview} />
      </h3>
      <HandedOn preview={preview} />
      <KeyValueList items={facts(preview)} />
      <RequestView preview={preview} />
      <label className="flex items-center gap-2">
        <input type="checkbox" checked={always} onChange={(event) => setAlways(event.target.checked)} className="size-4 accent-accent" />
        <span>
          Don’t ask again for this host
          {behind === undefined ? null : <> while it hands on to <ForeignText text={behind} /></>}
        </span>
      </label>
      <div className="flex gap-2">
        <Button variant="primary" onClick={() => onSend(always)}>
          Send
        </Button>
        <Button onClick={onCancel}>Cancel</Button>
      </div>
    </section>
  );
}

function Question({ preview: { host, hands_on_to: behind } }: Pick<RunPreviewProps, 'preview'>) {
  if (behind === undefined) return <>Send this pack to <ForeignText text={host} />?</>;
  return <>Send this pack to <ForeignText text={behind} />, through <ForeignText text={host} />?</>;
}

/** Who reads the text in the end, where the host is not the one. */
function HandedOn({ preview: { host, model, hands_on_to: behind } }: Pick<RunPreviewProps, 'preview'>) {
  if (behind === undefined) return null;
  return (
    <p className="text-soft wrap-anywhere">
      The backend at <ForeignText text={host} /> hands the text on to its own provider, <ForeignText text={behind} />, model <ForeignText text={model} />. Its address and key are set in the AI Hub of the backend.
    </p>
  );
}

function facts({ provider, model, host, tokens, redactions = [] }: RunPreviewResponse) {
  const taken = redactions.map(({ kind, count }) => `${redactionLabel(kind)}: ${formatCount(count)}`).join(', ');
  return [
    { label: 'Provider', value: <ForeignText text={provider} /> },
    { label: 'Model', value: <span className="font-mono text-code wrap-anywhere"><ForeignText text={model} /></span> },
    { label: 'Host', value: <span className="font-mono text-code wrap-anywhere"><ForeignText text={host} /></span> },
    { label: 'Size', value: tokens ? `${tokens.exact ? '' : '≈ '}${formatCount(tokens.total)} tokens` : null },
    { label: 'Redactions', value: <ForeignText text={taken === '' ? 'none' : taken} /> },
  ];
}

function RequestView({ preview: { request } }: { readonly preview: RunPreviewResponse }) {
  if (request === null) return null;
  const headers = Object.entries(request.headers).map(([name, value]) => `${name}: ${value}`).join('\n');
  return (
    <Disclosure title="Exact request" meta={`${formatCount(request.body.length)} characters`}>
      <div className="flex flex-col gap-2 pt-1">
        <CodeView code={`${request.method} ${request.url}\n${headers}`} language="text" label="address and headers" title="Address and headers" wrap />
        <CodeView code={request.body} language="text" label="request body" title="Body, exactly as it is sent" wrap className="max-h-96 overflow-y-auto" />
      </div>
    </Disclosure>
  );
}
