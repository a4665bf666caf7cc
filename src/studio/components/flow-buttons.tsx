import { useQuery } from '@tanstack/react-query';
import { Ellipsis } from 'lucide-react';
import type { FlowAction, FlowKind } from '#contract';
import { actionsQuery, isHubConfigured, useHubStatus } from '../lib/api.ts';
import { closeFlow, openFlow } from '../lib/flow-history.ts';
import { useStudioApi } from '../lib/studio-api.ts';
import { useFitting } from '../lib/use-fitting.ts';
import { useSearchState } from '../lib/url-state.ts';
import { RiskMark } from './ui/badge.tsx';
import { Button } from './ui/button.tsx';
import { Menu, MenuContent, MenuItem, MenuTrigger } from './ui/menu.tsx';

interface FlowButtonsProps {
  readonly kind: FlowKind;
  readonly selected: boolean;
}

/** One button per AI flow of the kind; those that do not fit stand in "More". */
export function FlowButtons({ kind, selected }: FlowButtonsProps) {
  const actions = useQuery(actionsQuery(useStudioApi())).data?.actions.filter((action) => action.kind === kind) ?? [];
  const reason = useDisabledReason(kind, selected);
  const { flow } = useSearchState();
  const { container, fitting } = useFitting(actions.length);
  const shown = actions.slice(0, fitting);
  const more = actions.slice(fitting);
  return (
    <div ref={container} role="group" aria-label="AI flows" className="relative flex h-12 min-w-8 flex-1 items-center justify-end gap-2 overflow-x-clip">
      <div data-measure aria-hidden className="invisible absolute flex gap-2">
        {actions.map((action) => (
          <span key={action.action_key} className="inline-flex items-center gap-1.5 border px-2.5 font-medium whitespace-nowrap">
            <ActionText action={action} />
          </span>
        ))}
      </div>
      {shown.map((action) => (
        <FlowButton key={action.action_key} action={action} reason={reason} open={flow === action.action_key} />
      ))}
      {more.length === 0 ? null : <MoreMenu actions={more} reason={reason} alone={shown.length === 0} />}
    </div>
  );
}

interface FlowButtonProps {
  readonly action: FlowAction;
  readonly reason: string | null;
  readonly open: boolean;
}

function FlowButton({ action, reason, open }: FlowButtonProps) {
  return (
    <Button
      data-flow-action={action.action_key}
      aria-expanded={open}
      disabledReason={reason}
      tooltip={<Limits action={action} />}
      onClick={() => (open ? closeFlow() : openFlow(action.action_key))}
      className="aria-expanded:border-accent-text aria-expanded:bg-tint"
    >
      <ActionText action={action} />
    </Button>
  );
}

function ActionText({ action }: { readonly action: FlowAction }) {
  return (
    <>
      {action.title}
      <RiskMark risk={action.risk} />
    </>
  );
}

/** What a flow does and what it cannot do. */
function Limits({ action }: { readonly action: FlowAction }) {
  return (
    <span className="flex flex-col gap-1">
      <span>✓ {action.what_it_does}</span>
      <span>✕ {action.what_it_cannot_do}</span>
    </span>
  );
}

interface MoreMenuProps {
  readonly actions: readonly FlowAction[];
  readonly reason: string | null;
  /** No button stands beside it. */
  readonly alone: boolean;
}

function MoreMenu({ actions, reason, alone }: MoreMenuProps) {
  const trigger = (
    <Button data-flow-more aria-label={alone ? 'AI flows' : 'More AI flows'}>
      {alone ? 'AI flows' : 'More'}
      <Ellipsis aria-hidden size={14} strokeWidth={1.5} />
    </Button>
  );
  return (
    <Menu>
      <MenuTrigger asChild>{trigger}</MenuTrigger>
      <MenuContent>
        {reason === null ? null : <p className="px-2 py-1 text-meta text-soft">{reason}</p>}
        {actions.map((action) => (
          <MenuItem key={action.action_key} disabled={reason !== null} onSelect={() => openFlow(action.action_key)}>
            <span className="flex-1">{action.title}</span>
            <RiskMark risk={action.risk} />
          </MenuItem>
        ))}
      </MenuContent>
    </Menu>
  );
}

/** Why no flow can be opened now; null when one can. */
function useDisabledReason(kind: FlowKind, selected: boolean): string | null {
  const { data: status } = useHubStatus();
  if (status && !isHubConfigured(status)) return 'Configure the AI Hub (Shift+A)';
  if (!selected) return `Select a ${kind}`;
  return status ? null : 'The state of the AI Hub is not known yet';
}
