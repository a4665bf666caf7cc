import { classNames } from '../../components/ui/class-names.ts';

const tones: Readonly<Record<string, string>> = {
  GET: 'text-good',
  HEAD: 'text-good',
  OPTIONS: 'text-soft',
  POST: 'text-accent-text',
  PUT: 'text-warn',
  PATCH: 'text-warn',
  DELETE: 'text-bad',
};

/** Method in a column of its own, so that paths line up. */
export function MethodBadge({ method }: { readonly method: string }) {
  return <span className={classNames('w-12 shrink-0 font-mono text-[11px] leading-5 font-semibold', tones[method] ?? 'text-soft')}>{method}</span>;
}
