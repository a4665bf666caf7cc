import { CircleCheck, CircleDashed, CircleHelp, type LucideIcon } from 'lucide-react';
import type { Migration } from '#contract';
import { Badge, type Tone } from '../../components/ui/badge.tsx';

const states = {
  applied: { icon: CircleCheck, tone: 'good', text: 'text-good' },
  pending: { icon: CircleDashed, tone: 'warn', text: 'text-warn' },
  unknown: { icon: CircleHelp, tone: 'neutral', text: 'text-faint' },
} as const satisfies Record<Migration['state'], { icon: LucideIcon; tone: Tone; text: string }>;

export function MigrationStateBadge({ state }: { readonly state: Migration['state'] }) {
  return (
    <Badge tone={states[state].tone} icon={states[state].icon}>
      {state === 'unknown' ? 'state unknown' : state}
    </Badge>
  );
}

/** The state as an icon, for list rows; the word is for screen readers. */
export function MigrationStateIcon({ state }: { readonly state: Migration['state'] }) {
  const { icon: Icon, text } = states[state];
  return (
    <span className={text}>
      <Icon aria-hidden size={14} strokeWidth={1.75} />
      <span className="sr-only">{state}</span>
    </span>
  );
}
