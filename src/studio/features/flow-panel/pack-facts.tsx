import { Children, Fragment, type ReactNode } from 'react';
import type { PromptPack } from '#contract';
import { CopyButton } from '../../components/ui/copy-button.tsx';
import { ForeignText } from '../../components/ui/foreign-text.tsx';
import { Hint } from '../../components/ui/hint.tsx';
import { formatCount } from '../../lib/format.ts';
import { RedactionList } from './redaction-list.tsx';

/** Characters of a pack id that tell packs apart; Copy gives all of it. */
const idLength = 12;

/** The pack in one line: where it would go, or whose it is, its size, what was taken out, its id. */
export function PackFacts({ pack }: { readonly pack: PromptPack }) {
  const destination = pack.backend === undefined ? destinationOf(pack) : `backend ${pack.backend.replace(/^https?:\/\//, '')}`;
  return (
    <Facts>
      {destination === '' ? null : <span className="min-w-0 truncate"><ForeignText text={destination} /></span>}
      {pack.tokens ? <Tokens tokens={pack.tokens} /> : null}
      {pack.redactions ? <RedactionList redactions={pack.redactions} /> : null}
      {pack.pack_id === undefined ? null : <PackId id={pack.pack_id} />}
    </Facts>
  );
}

function destinationOf({ provider, model }: PromptPack): string {
  return provider === '' ? '' : [provider.replaceAll('_', ' '), model].filter(Boolean).join(' ');
}

/** Joined by dots. */
function Facts({ children }: { readonly children: ReactNode }) {
  return Children.toArray(children).map((fact, index) => (
    <Fragment key={index}>
      {index === 0 ? null : <span className="shrink-0 whitespace-pre"> · </span>}
      {fact}
    </Fragment>
  ));
}

function Tokens({ tokens }: { readonly tokens: NonNullable<PromptPack['tokens']> }) {
  const { system, user, total, tokenizer, exact } = tokens;
  const breakdown = (
    <span className="flex flex-col tabular-nums">
      <span>System prompt {formatCount(system)}, user prompt {formatCount(user)}</span>
      <span>{exact ? `Counted by ${tokenizer}` : `An estimate (${tokenizer}); a model counts a little differently`}</span>
    </span>
  );
  return <Hint content={breakdown}>{`${exact ? '' : '≈ '}${formatCount(total)} tokens`}</Hint>;
}

function PackId({ id }: { readonly id: string }) {
  return (
    <span className="flex shrink-0 items-center font-mono">
      {id.slice(0, idLength)}
      <CopyButton text={id} iconOnly variant="quiet" name="Copy pack id" announcement="Copied the pack id" />
    </span>
  );
}
