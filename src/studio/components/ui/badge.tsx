import type { ComponentProps } from 'react';
import { CircleAlert, Info, OctagonAlert, ShieldCheck, TriangleAlert, type LucideIcon } from 'lucide-react';
import type { FindingLevel, Risk } from '#contract';
import { classNames } from './class-names.ts';

export type Tone = 'neutral' | 'accent' | 'good' | 'warn' | 'bad';

const toneClasses: Record<Tone, string> = {
  neutral: 'bg-hover text-soft',
  accent: 'bg-tint text-accent-text',
  good: 'bg-good-tint text-good',
  warn: 'bg-warn-tint text-warn',
  bad: 'bg-bad-tint text-bad',
};

interface BadgeProps extends ComponentProps<'span'> {
  readonly tone?: Tone;
  readonly icon?: LucideIcon;
}

/** A word on a tint; meaning never stands on the colour alone. */
export function Badge({ tone = 'neutral', icon: Icon, className, children, ...props }: BadgeProps) {
  return (
    <span
      data-slot="badge"
      className={classNames('inline-flex h-5 shrink-0 items-center gap-1 rounded-small px-1.5 text-meta font-medium whitespace-nowrap', toneClasses[tone], className)}
      {...props}
    >
      {Icon ? <Icon aria-hidden size={12} strokeWidth={1.75} /> : null}
      {children}
    </span>
  );
}

const risks = {
  low: { tone: 'good', icon: ShieldCheck },
  medium: { tone: 'warn', icon: TriangleAlert },
  high: { tone: 'bad', icon: OctagonAlert },
} as const satisfies Record<Risk, { tone: Tone; icon: LucideIcon }>;

export function RiskBadge({ risk }: { readonly risk: Risk }) {
  return (
    <Badge tone={risks[risk].tone} icon={risks[risk].icon}>
      {risk}
      <span className="sr-only"> risk</span>
    </Badge>
  );
}

const levels = {
  error: { icon: CircleAlert, text: 'text-bad' },
  warning: { icon: TriangleAlert, text: 'text-warn' },
  info: { icon: Info, text: 'text-soft' },
} as const satisfies Record<FindingLevel, { icon: LucideIcon; text: string }>;

/** Icon and word of a finding's level; `iconOnly` in dense lists, where the word is for screen readers. */
export function LevelBadge({ level, iconOnly = false }: { readonly level: FindingLevel; readonly iconOnly?: boolean }) {
  const { icon: Icon, text } = levels[level];
  return (
    <span data-slot="level" className={classNames('inline-flex shrink-0 items-baseline gap-1 text-meta font-medium', text)}>
      <Icon aria-hidden size={14} strokeWidth={1.75} className="self-center" />
      <span className={iconOnly ? 'sr-only' : undefined}>{level}</span>
    </span>
  );
}

/** Icon and word of a risk without the tint, inside a button. */
export function RiskMark({ risk }: { readonly risk: Risk }) {
  const { icon: Icon, tone } = risks[risk];
  const colours = { good: 'text-good', warn: 'text-warn', bad: 'text-bad' } as const;
  return (
    <span className={classNames('inline-flex items-center gap-1 text-meta font-normal', colours[tone])}>
      <Icon aria-hidden size={12} strokeWidth={1.75} />
      {risk}
      <span className="sr-only"> risk</span>
    </span>
  );
}
