import { Check, X } from 'lucide-react';
import { PathLink } from '../../components/path-link.tsx';
import { Button } from '../../components/ui/button.tsx';
import { RiskBadge } from '../../components/ui/badge.tsx';
import { MiddleTruncated } from '../../components/ui/middle-truncated.tsx';
import { objectPath } from '../../lib/object-path.ts';
import { usePlace } from '../../lib/url-state.ts';
import { DetailSwitch } from './detail-switch.tsx';
import type { FlowTarget } from './flow-target.ts';
import { PackFacts } from './pack-facts.tsx';
import { PackSwitch } from './pack-switch.tsx';
import type { OpenFlow } from './use-flow.ts';
import type { ShownPack } from './use-shown-pack.ts';

interface PanelHeaderProps {
  readonly flow: OpenFlow;
  readonly shown: ShownPack;
  readonly titleId: string;
  readonly onClose: () => void;
}

/** Action and risk, the object, whose pack it is, what the flow does and cannot do, and the pack in numbers. Stands before the pack is there. */
export function PanelHeader({ flow, shown, titleId, onClose }: PanelHeaderProps) {
  const { action, target } = flow;
  const { pack } = shown;
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
      {action && shown.backend !== null ? <PackSwitch shown={shown} ours={flow.pack} /> : null}
      {action ? <Limits {...(shown.source === 'ours' ? action : ofBackend)} /> : null}
      {action ? <DetailSwitch detail={flow.detail} fixed={shown.source === 'backend'} /> : null}
      <p className="flex h-6 min-w-0 items-center text-meta text-faint tabular-nums">
        {pack ? <PackFacts pack={pack} /> : null}
        {pack && shown.builtHere ? <span className="shrink-0 whitespace-pre"> · Built in the browser</span> : null}
      </p>
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

/** Known before its pack is there. */
const ofBackend = {
  what_it_does: 'Asks the backend for the pack that it builds itself, and masks secrets in it.',
  what_it_cannot_do: 'Cannot be run or checked from here: that is done with our pack.',
} as const;

function Limits({ what_it_does, what_it_cannot_do }: { readonly what_it_does: string; readonly what_it_cannot_do: string }) {
  return (
    <ul className="flex flex-col text-meta text-soft">
      <Limit icon={<Check aria-hidden size={14} strokeWidth={1.75} className="mt-px shrink-0 text-good" />} label="Does" text={what_it_does} />
      <Limit icon={<X aria-hidden size={14} strokeWidth={1.75} className="mt-px shrink-0 text-bad" />} label="Cannot" text={what_it_cannot_do} />
    </ul>
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
