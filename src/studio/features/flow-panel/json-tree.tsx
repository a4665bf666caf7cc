import { ChevronRight } from 'lucide-react';
import { formatPlural } from '../../lib/format.ts';
import { visibleText } from '../../lib/visible-text.ts';

interface JsonTreeProps {
  readonly value: object;
  /** Accessible name of the whole tree. */
  readonly label?: string;
}

/** Objects and lists as lines that open; long texts in full when opened. The first level is open. */
export function JsonTree({ value, label }: JsonTreeProps) {
  return (
    <ul aria-label={label} className="flex flex-col font-mono text-code">
      {Object.entries(value).map(([name, child]) => (
        <JsonLine key={name} name={name} value={child} />
      ))}
    </ul>
  );
}

interface JsonLineProps {
  readonly name: string;
  readonly value: unknown;
}

const longText = 60;

function JsonLine({ name, value }: JsonLineProps) {
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value);
    const size = Array.isArray(value) ? `[${formatPlural(entries.length, 'entry', 'entries')}]` : `{${formatPlural(entries.length, 'field')}}`;
    if (entries.length === 0) return <Leaf name={name} text={Array.isArray(value) ? '[]' : '{}'} className="text-faint" />;
    return (
      <Branch name={name} summary={size}>
        <JsonTree value={value} />
      </Branch>
    );
  }
  if (typeof value !== 'string') return <Leaf name={name} text={String(value)} className={value === null ? 'text-faint' : 'text-code-number'} />;
  if (value.length <= longText && !value.includes('\n')) return <Leaf name={name} text={JSON.stringify(value)} className="text-code-string" />;
  return (
    <Branch name={name} summary={`${formatPlural(value.length, 'character')} "${value.slice(0, longText).replaceAll(/\s+/g, ' ')}…"`}>
      <pre className="overflow-x-auto py-1 whitespace-pre-wrap text-code-string">{visibleText(value)}</pre>
    </Branch>
  );
}

interface LeafProps {
  readonly name: string;
  readonly text: string;
  readonly className: string;
}

function Leaf({ name, text, className }: LeafProps) {
  return (
    <li className="flex min-h-6 gap-2 pl-5">
      <span className="shrink-0 text-code-keyword">{name}</span>
      <span className={className}>{visibleText(text)}</span>
    </li>
  );
}

interface BranchProps {
  readonly name: string;
  readonly summary: string;
  readonly children: React.ReactNode;
}

function Branch({ name, summary, children }: BranchProps) {
  return (
    <li>
      <details className="group/branch">
        <summary data-focus="inset" className="flex min-h-6 items-center gap-1.5 rounded-small hover:bg-hover">
          <ChevronRight aria-hidden size={14} strokeWidth={1.5} className="shrink-0 text-faint [details[open]>summary>&]:rotate-90" />
          <span className="shrink-0 text-code-keyword">{name}</span>
          <span className="truncate text-faint">{visibleText(summary)}</span>
        </summary>
        <div className="ml-1.5 border-l border-line pl-2">{children}</div>
      </details>
    </li>
  );
}
