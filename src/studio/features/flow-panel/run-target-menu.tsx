import type { ReactElement } from 'react';
import { Check } from 'lucide-react';
import { ForeignText } from '../../components/ui/foreign-text.tsx';
import { Menu, MenuChoice, MenuChoices, MenuContent, MenuItem, MenuSeparator, MenuTrigger } from '../../components/ui/menu.tsx';
import { goTo } from '../../lib/go-to.ts';
import { pathOf } from '../../lib/object-path.ts';
import type { RunTarget } from './run-target-store.ts';
import type { Run } from './use-run.ts';

/** Chooses provider and model for the runs of this tab. What waits for consent was made for another one, and is dropped. */
export function RunTargetMenu({ run: { targets, cancel, asked }, children }: { readonly run: Run; readonly children: ReactElement }) {
  const onChoice = (value: string) => {
    const target = targets.choices.find((choice) => valueOf(choice) === value);
    if (!target) return;
    if (asked) cancel();
    targets.choose({ provider: target.provider, model: target.model });
  };
  return (
    <Menu>
      <MenuTrigger asChild>{children}</MenuTrigger>
      <MenuContent className="max-h-80 overflow-y-auto">
        {targets.choices.length === 0 ? <p className="px-2 py-1 text-soft">No provider is configured.</p> : null}
        <MenuChoices value={targets.target ? valueOf(targets.target) : ''} onValueChange={onChoice}>
          {targets.choices.map((choice) => (
            <MenuChoice key={valueOf(choice)} value={valueOf(choice)} mark={<Check aria-hidden size={14} strokeWidth={1.75} />}>
              <span className="min-w-0 flex-1 truncate">
                {choice.provider}
                {choice.handsOnTo === undefined ? null : <> → <ForeignText text={choice.handsOnTo} /></>} <span className="font-mono text-code text-soft"><ForeignText text={choice.model} /></span>
              </span>
            </MenuChoice>
          ))}
        </MenuChoices>
        <MenuSeparator />
        <MenuItem onSelect={() => goTo(pathOf('ai-hub'))}>Set up in AI Hub</MenuItem>
      </MenuContent>
    </Menu>
  );
}

function valueOf({ provider, model }: RunTarget): string {
  return JSON.stringify([provider, model]);
}
