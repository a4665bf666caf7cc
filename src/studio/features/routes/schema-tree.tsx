import { useState } from 'react';
import { ChevronRight, Scissors } from 'lucide-react';
import { Badge } from '../../components/ui/badge.tsx';
import { classNames } from '../../components/ui/class-names.ts';
import { ForeignText } from '../../components/ui/foreign-text.tsx';
import { readSchemaShape, type SchemaShape } from './schema-shape.ts';

interface SchemaTreeProps {
  readonly schema: unknown;
  /** Accessible name, such as `Schema of the 200 response`. */
  readonly label: string;
}

/** Levels that are open from the start; deeper ones open on demand, and only then are they in the document. */
const openLevels = 2;

/** A JSON Schema as nested lists, one line a property. */
export function SchemaTree({ schema, label }: SchemaTreeProps) {
  const root = readSchemaShape(schema);
  return (
    <ul aria-label={label} className="overflow-x-auto rounded-medium border border-line bg-sunken px-2 py-1">
      <SchemaNode shape={root} level={0} />
    </ul>
  );
}

function SchemaNode({ shape, level }: { readonly shape: SchemaShape; readonly level: number }) {
  const [open, setOpen] = useState(level < openLevels);
  const children = shape.children();
  return (
    <li>
      <div className="flex items-start gap-1">
        <Toggle shape={shape} open={open} hidden={children.length === 0} onToggle={() => setOpen(!open)} />
        <SchemaLine shape={shape} />
      </div>
      {open && children.length > 0 ? (
        <ul className="ml-2 border-l border-line pl-2">
          {children.map((child, index) => (
            <SchemaNode key={`${child.label} ${index}`} shape={child} level={level + 1} />
          ))}
        </ul>
      ) : null}
    </li>
  );
}

interface ToggleProps {
  readonly shape: SchemaShape;
  readonly open: boolean;
  readonly hidden: boolean;
  readonly onToggle: () => void;
}

function Toggle({ shape, open, hidden, onToggle }: ToggleProps) {
  if (hidden) return <span className="size-6 shrink-0" />;
  return (
    <button
      type="button"
      aria-expanded={open}
      aria-label={`Fields of ${shape.label ?? 'the schema'}`}
      data-focus="inset"
      className="grid size-6 shrink-0 place-items-center rounded-small text-faint hover:bg-hover hover:text-text"
      onClick={onToggle}
    >
      <ChevronRight aria-hidden size={14} strokeWidth={1.5} className={classNames(open && 'rotate-90')} />
    </button>
  );
}

/** Name, type, what is required, and the limits of the values. */
function SchemaLine({ shape }: { readonly shape: SchemaShape }) {
  return (
    <div className="flex min-w-0 flex-wrap items-baseline gap-x-2 py-0.5">
      {shape.label === null ? null : <SchemaLabel shape={shape} />}
      {shape.cutAt === null ? <span className="font-mono text-code text-soft"><ForeignText text={shape.type} /></span> : <CutMark at={shape.cutAt} />}
      {shape.limits.map((limit) => (
        <span key={limit} className="font-mono text-code text-faint">
          <ForeignText text={limit} />
        </span>
      ))}
      <EnumValues values={shape.enumValues} />
      {shape.description === null ? null : <span className="line-clamp-2 min-w-40 basis-full text-meta text-soft"><ForeignText prose text={shape.description} /></span>}
    </div>
  );
}

function SchemaLabel({ shape }: { readonly shape: SchemaShape }) {
  return (
    <>
      <span className={shape.named ? 'font-mono text-code font-semibold' : 'text-meta text-faint'}><ForeignText text={shape.label ?? ''} /></span>
      {shape.required ? <Badge tone="accent">required</Badge> : null}
    </>
  );
}

function CutMark({ at }: { readonly at: string }) {
  return (
    <span className="inline-flex items-center gap-1 text-meta text-soft" title={at}>
      <Scissors aria-hidden size={12} strokeWidth={1.5} />
      cut here: <code>{at.split('/').at(-1)}</code> repeats or is too deep
    </span>
  );
}

/** Past this, the rest is counted. */
const shownValues = 24;

function EnumValues({ values }: { readonly values: readonly string[] }) {
  if (values.length === 0) return null;
  const more = values.length - shownValues;
  return (
    <span className="font-mono text-code text-faint">
      one of: <ForeignText text={values.slice(0, shownValues).join(' · ')} />
      {more > 0 ? ` … ${more} more` : null}
    </span>
  );
}
