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
  const content =
    text.length <= shortEnough ? (
      <span className={classNames('min-w-0 truncate', className)}>{text}</span>
    ) : (
      <span data-slot="middle-truncated" className={classNames('inline-flex max-w-full min-w-0 whitespace-pre', className)} title={plain ? text : undefined}>
        <span className="sr-only">{text}</span>
        <span aria-hidden className="min-w-0 overflow-hidden text-ellipsis">
          {text.slice(0, -tailLength)}
        </span>
        <span aria-hidden className="shrink-0">
          {text.slice(-tailLength)}
        </span>
      </span>
    );
  return plain || text.length <= shortEnough ? content : <Tooltip content={<span className="font-mono break-all">{text}</span>}>{content}</Tooltip>;
}
