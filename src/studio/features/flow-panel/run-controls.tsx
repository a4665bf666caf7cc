import { ChevronDown, Play, Square } from 'lucide-react';
import { Button } from '../../components/ui/button.tsx';
import { classNames } from '../../components/ui/class-names.ts';
import { Face } from '../../components/ui/face.tsx';
import { visibleLine } from '../../lib/visible-text.ts';
import { RunTargetMenu } from './run-target-menu.tsx';
import type { Run } from './use-run.ts';

interface RunControlsProps {
  readonly run: Run;
  /** Another button is the main one. */
  readonly secondary?: boolean;
}

/** Run and Stop in one place, at one size; beside it who runs it. */
export function RunControls({ run, secondary = false }: RunControlsProps) {
  const running = run.answer?.status === 'running';
  const variant = run.targets.target === null || running || secondary ? 'default' : 'primary';
  const reason = run.preparing ? 'The request is being made' : run.whyNot;
  return (
    <div className="flex">
      <Button
        data-run-button
        variant={variant}
        className="rounded-r-none"
        disabledReason={running ? null : reason}
        tooltip={running || run.targets.target === null ? undefined : describe(run)}
        onClick={running ? run.stop : run.start}
      >
        <span className="inline-grid">
          <Face shown={!running} icon={<Play aria-hidden size={14} strokeWidth={1.75} />} label="Run AI" />
          <Face shown={running} icon={<Square aria-hidden size={12} strokeWidth={2} />} label="Stop" />
        </span>
      </Button>
      <RunTargetMenu run={run}>
        <Button variant={variant} size="icon" className={classNames('rounded-l-none', variant === 'primary' ? 'border-l-on-accent/40' : 'border-l-0')} aria-label="Provider and model">
          <ChevronDown aria-hidden size={14} strokeWidth={1.75} />
        </Button>
      </RunTargetMenu>
    </div>
  );
}

function describe({ targets: { target, handsOnTo } }: Run): string {
  const behind = handsOnTo === undefined ? '' : `, which hands them on to ${visibleLine(handsOnTo)}`;
  return `Sends both prompts to ${target?.provider ?? ''}${behind}${target?.model ? `, model ${visibleLine(target.model)}` : ''}`;
}
