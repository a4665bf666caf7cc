import { useEffect, useState } from 'react';
import { Badge } from '../../components/ui/badge.tsx';
import { ForeignText } from '../../components/ui/foreign-text.tsx';
import { formatCount, formatDuration } from '../../lib/format.ts';
import type { FlowAnswer } from '../../lib/flow-answer.ts';

/** Where an answer is from, how long it took, and its tokens as the provider counts them. */
export function AnswerFacts({ answer }: { readonly answer: FlowAnswer }) {
  const { provider, model, origin, partial, tokens, elapsedMs, status } = answer;
  const from = origin === 'pasted' || provider === 'pasted' ? 'pasted from a chat' : [provider, model].filter(Boolean).join(' ');
  return (
    <div className="flex min-h-7 min-w-0 flex-1 flex-wrap items-center gap-x-2">
      <h3 className="font-semibold">Answer</h3>
      {partial ? <Badge tone="warn">partial</Badge> : null}
      <p className="flex min-w-0 flex-wrap gap-x-2 text-meta text-faint tabular-nums">
        <span className="wrap-anywhere"><ForeignText text={from} /></span>
        {status === 'running' ? <Elapsed since={answer.startedAt} /> : null}
        {elapsedMs === null ? null : <span>{formatDuration(elapsedMs)}</span>}
        {tokens ? <Tokens tokens={tokens} /> : null}
      </p>
    </div>
  );
}

function Tokens({ tokens: { prompt, completion } }: { readonly tokens: NonNullable<FlowAnswer['tokens']> }) {
  if (prompt === null && completion === null) return null;
  const parts = [prompt === null ? null : `${formatCount(prompt)} tokens in`, completion === null ? null : `${formatCount(completion)} out`];
  return <span>{parts.filter(Boolean).join(', ')}</span>;
}

/** Whole seconds, so that the line does not flicker. */
function Elapsed({ since }: { readonly since: number }) {
  const [now, setNow] = useState(since);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 500);
    return () => clearInterval(timer);
  }, []);
  return <span>{Math.max(0, Math.floor((now - since) / 1000))} s</span>;
}
