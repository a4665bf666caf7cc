import { Check, X } from 'lucide-react';
import type { PromptPack } from '#contract';
import { PathLink } from '../../components/path-link.tsx';
import { Button } from '../../components/ui/button.tsx';
import { RiskBadge } from '../../components/ui/badge.tsx';
import { MiddleTruncated } from '../../components/ui/middle-truncated.tsx';
import { formatCount, formatPlural } from '../../lib/format.ts';
import { objectPath } from '../../lib/object-path.ts';
import { usePlace } from '../../lib/url-state.ts';
import type { FlowTarget } from './flow-target.ts';
import type { OpenFlow } from './use-flow.ts';

interface PanelHeaderProps {
  readonly flow: OpenFlow;
  readonly titleId: string;
  readonly onClose: () => void;
}

/** Action and risk, the object, what the flow does and cannot do, and the pack in numbers. Stands before the pack is there. */
export function PanelHeader({ flow, titleId, onClose }: PanelHeaderProps) {
  const { action, target, pack } = flow;
  return (
    <div data-slot="panel-header" className="flex shrink-0 flex-col gap-1 border-b border-line pt-2 pr-2 pb-2 pl-4">
      <div className="flex items-center gap-2">
        <h2 id={titleId} className="min-w-0 truncate text-title font-semibold">
          {action?.title ?? flow.actionKey}
        </h2>
        {action ? <RiskBadge risk={action.risk} /> : null}
        <span className="flex-1" />
        <Button variant="quiet" size="icon" aria-label="Close" tooltip="Close (Escape)" onClick={onClose}>
          <X aria-hidden size={16} strokeWidth={1.5} />
        </Button>
      </div>
      <div className="flex min-h-5 min-w-0 pr-2">{target ? <ObjectLine target={target} /> : null}</div>
      {action ? (
        <ul className="flex flex-col text-meta text-soft">
          <Limit icon={<Check aria-hidden size={14} strokeWidth={1.75} className="mt-px shrink-0 text-good" />} label="Does" text={action.what_it_does} />
          <Limit icon={<X aria-hidden size={14} strokeWidth={1.75} className="mt-px shrink-0 text-bad" />} label="Cannot" text={action.what_it_cannot_do} />
        </ul>
      ) : null}
      <p className="min-h-4 text-meta text-faint tabular-nums">{pack ? metaLine(pack) : null}</p>
    </div>
  );
}

function ObjectLine({ target }: { readonly target: FlowTarget }) {
  const { id } = usePlace();
  return (
    <>
      <span className="shrink-0 text-soft">{target.kind}&nbsp;</span>
      <PathLink to={objectPath(target.kind, id ?? '')} className="flex min-w-0 font-mono text-code text-accent-text hover:underline">
        <MiddleTruncated text={target.name} />
      </PathLink>
    </>
  );
}

interface LimitProps {
  readonly icon: React.ReactNode;
  readonly label: string;
  readonly text: string;
}

function Limit({ icon, label, text }: LimitProps) {
  return (
    <li className="flex gap-1.5 pr-2">
      {icon}
      <span>
        <span className="sr-only">{label}: </span>
        {text}
      </span>
    </li>
  );
}

function metaLine(pack: PromptPack): string {
  const redactions = pack.redactions?.reduce((sum, redaction) => sum + redaction.count, 0);
  return [
    pack.provider === '' ? null : [pack.provider.replaceAll('_', ' '), pack.model].filter(Boolean).join(' '),
    pack.tokens ? `${pack.tokens.exact ? '' : '≈ '}${formatCount(pack.tokens.total)} tokens` : null,
    redactions === undefined ? null : formatPlural(redactions, 'redaction'),
    pack.pack_id?.slice(0, 12),
  ]
    .filter(Boolean)
    .join(' · ');
}
