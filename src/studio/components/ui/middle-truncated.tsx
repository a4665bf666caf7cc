import { visibleLine } from '../../lib/visible-text.ts';
import { classNames } from './class-names.ts';
import { Tooltip } from './tooltip.tsx';

interface MiddleTruncatedProps {
  readonly text: string;
  readonly className?: string;
  /** Without the tooltip, in rows that are focusable themselves. */
  readonly plain?: boolean;
}

/** Characters at the end that always stay: the part in which generated names differ. */
const tailLength = 8;
const shortEnough = 18;

/**
 * One line that loses its middle, not its end, when there is no room. The halves are two boxes, between which a screen reader
 * would pause: it is given the whole text instead.
 */
export function MiddleTruncated({ text, className, plain = false }: MiddleTruncatedProps) {
  const shown = visibleLine(text);
  if (shown.length <= shortEnough) return <bdi className={classNames('min-w-0 truncate', className)}>{shown}</bdi>;
  const content = (
    <bdi data-slot="middle-truncated" className={classNames('inline-flex max-w-full min-w-0 whitespace-pre', className)} title={plain ? shown : undefined}>
      <span className="sr-only">{shown}</span>
      <span aria-hidden className="min-w-0 overflow-hidden text-ellipsis">
        {shown.slice(0, -tailLength)}
      </span>
      <span aria-hidden className="shrink-0">
        {shown.slice(-tailLength)}
      </span>
    </bdi>
  );
  return plain ? content : <Tooltip content={<span className="font-mono break-all">{shown}</span>}>{content}</Tooltip>;
}
