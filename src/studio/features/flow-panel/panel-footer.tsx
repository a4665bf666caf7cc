import type { FlowAction, PromptPack } from '#contract';
import { Button } from '../../components/ui/button.tsx';
import { CopyButton } from '../../components/ui/copy-button.tsx';
import { openFlow } from '../../lib/flow-history.ts';
import { formatCount } from '../../lib/format.ts';
import { HistoryButton } from './history-button.tsx';
import { bothPrompts } from './prompt-text.ts';
import { RunControls } from './run-controls.tsx';
import type { OpenFlow } from './use-flow.ts';
import type { Run } from './use-run.ts';
import type { ShownPack } from './use-shown-pack.ts';

interface PanelFooterProps {
  readonly flow: OpenFlow;
  readonly shown: ShownPack;
  readonly run: Run;
  readonly onPaste: () => void;
}

/** Always in view: the main actions, and the flows that follow well on this one. */
export function PanelFooter({ flow, shown, run, onPaste }: PanelFooterProps) {
  const { action, actions } = flow;
  const { pack } = shown;
  const isTheirs = shown.source === 'backend';
  const nextKeys = pack?.suggested_next ?? action?.recommended_next ?? [];
  return (
    <div data-slot="panel-footer" className="flex min-h-12 shrink-0 flex-wrap items-center gap-2 border-t border-line bg-page px-4 py-2">
      <CopyButton
        variant={run.targets.target === null || isTheirs ? 'primary' : 'default'}
        text={() => (pack ? bothPrompts(pack) : '')}
        label={isTheirs ? 'Copy backend prompts' : 'Copy prompts'}
        announcement={announcement(pack)}
        disabledReason={pack ? null : whyNot(shown)}
      />
      <RunControls run={isTheirs ? { ...run, whyNot: 'Run AI sends our pack: choose Our pack above' } : run} secondary={isTheirs} />
      <Button variant="quiet" disabledReason={whyNoPaste(shown)} onClick={onPaste}>
        Paste answer
      </Button>
      <HistoryButton flow={flow} />
      <NextFlows actions={actions.filter((candidate) => nextKeys.includes(candidate.action_key))} />
    </div>
  );
}

function NextFlows({ actions }: { readonly actions: readonly FlowAction[] }) {
  if (actions.length === 0) return null;
  return (
    <div role="group" aria-label="Suggested next" className="flex flex-1 flex-wrap items-center justify-end gap-1">
      <span className="text-meta text-faint">next</span>
      {actions.map((action) => (
        <Button key={action.action_key} variant="quiet" onClick={() => openFlow(action.action_key)}>
          {action.title}
        </Button>
      ))}
    </div>
  );
}

function whyNot({ source, error }: ShownPack): string {
  if (error) return 'There is no pack to copy';
  return source === 'backend' ? 'The backend is being asked' : 'The pack is being built';
}

function whyNoPaste(shown: ShownPack): string | null {
  if (shown.source === 'backend') return 'Answers are checked and kept beside our pack: choose Our pack above';
  return shown.pack ? null : whyNot(shown);
}

function announcement(pack: PromptPack | undefined): string {
  const whose = pack?.backend === undefined ? '' : ' of the backend’s pack';
  return pack?.tokens ? `Copied ${formatCount(pack.tokens.total)} tokens${whose}` : 'Copied';
}
