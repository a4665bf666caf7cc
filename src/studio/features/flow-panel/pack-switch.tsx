import type { PromptPack } from '#contract';
import { ChoiceBar } from '../../components/ui/choice-bar.tsx';
import { openFlowPack } from '../../lib/flow-history.ts';
import { formatCount, formatPlural } from '../../lib/format.ts';
import type { ShownPack } from './use-shown-pack.ts';

const choices = [
  { value: 'ours', title: 'Our pack', says: 'built here from everything that is known' },
  { value: 'backend', title: 'Backend pack', says: 'as the Aksara backend builds it itself' },
] as const;

interface PackSwitchProps {
  readonly shown: ShownPack;
  readonly ours: PromptPack | undefined;
}

/** Ours or the backend's own; beside the backend's, whose numbers stand below, those of ours. Nothing without a backend. */
export function PackSwitch({ shown, ours }: PackSwitchProps) {
  const [own, theirs] = choices;
  const meaning = shown.source === 'ours' ? own.says : (numbersOf(shown.pack && ours) ?? theirs.says);
  return (
    <ChoiceBar name="pack" legend="Pack" choices={choices} chosen={shown.source} onChoose={openFlowPack} oneLine>
      <span className="tabular-nums">{meaning}</span>
    </ChoiceBar>
  );
}

function numbersOf(ours: PromptPack | undefined): string | null {
  if (!ours?.tokens) return null;
  const parts = [`≈ ${formatCount(ours.tokens.total)} tokens`, formatPlural(ours.sections?.length ?? 0, 'section'), formatPlural(ours.findings?.length ?? 0, 'finding')];
  return `ours: ${parts.join(', ')}`;
}
