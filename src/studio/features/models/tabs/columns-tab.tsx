import { KeyRound } from 'lucide-react';
import type { Column, ForeignKey, Model } from '#contract';
import { ObjectLink } from '../../../components/object-link.tsx';
import { Badge } from '../../../components/ui/badge.tsx';
import { BreakingName } from '../../../components/ui/breaking-name.tsx';
import { classNames } from '../../../components/ui/class-names.ts';
import { DataTable, type DataColumn } from '../../../components/ui/data-table.tsx';
import { ForeignText } from '../../../components/ui/foreign-text.tsx';
import { formatCompact, formatShare } from '../../../lib/format.ts';
import { modelName } from '../../../lib/model-name.ts';
import { visibleLine } from '../../../lib/visible-text.ts';
import { markColumns, type ColumnMarks } from '../column-marks.ts';

/** Wide enough for a comment. */
const breaking = 'block min-w-28 wrap-break-word @min-[48rem]:min-w-40';
/** Wraps at the width that the text above it needs. */
const beneath = 'block w-0 min-w-full';

const noMarks: ColumnMarks = { primary: false, unique: null, foreignKeys: [] };

export function ColumnsTab({ model }: { readonly model: Model }) {
  const analysed = model.columns.some((column) => column.distinct !== null);
  const shown = tableColumns(model).filter((column) => column.key !== 'distinct' || analysed);
  return <DataTable caption={`Columns of ${modelName(model.id)}`} columns={shown} rows={model.columns} rowKey={(column) => column.name} />;
}

function tableColumns(model: Model): readonly DataColumn<Column>[] {
  const marks = markColumns(model);
  const marksOf = (column: Column) => marks.get(column.name) ?? noMarks;
  return [
    { key: 'name', header: 'Column', wrap: true, cell: (column) => <ColumnName column={column} primary={marksOf(column).primary} /> },
    { key: 'type', header: 'Type', mono: true, wrap: true, cell: (column) => <ColumnType column={column} /> },
    { key: 'marks', header: 'Keys', wrap: true, cell: (column) => <KeyMarks marks={marksOf(column)} /> },
    { key: 'null', header: 'Null', cell: (column) => <Nullability column={column} /> },
    { key: 'distinct', header: 'Distinct', roomy: true, align: 'right', cell: (column) => distinctText(column, model.rowEstimate) },
    { key: 'default', header: 'Default', wrap: true, roomy: true, cell: (column) => <ColumnDefault column={column} /> },
  ];
}

function ColumnName({ column, primary }: { readonly column: Column; readonly primary: boolean }) {
  return (
    <div className={breaking}>
      <span className={classNames('font-mono text-code', primary && 'font-semibold')}>
        <BreakingName text={column.name} />
      </span>
      {column.comment === null ? null : <p className={classNames(beneath, 'text-meta text-soft')}><ForeignText prose text={column.comment} /></p>}
    </div>
  );
}

/** Whether NULL is allowed, and the share of rows that hold it. */
function Nullability({ column }: { readonly column: Column }) {
  if (!column.nullable) return <span className="text-faint">not null</span>;
  return (
    <>
      null
      {column.nullFraction === null ? null : <span className="text-soft tabular-nums"> {formatShare(column.nullFraction)}</span>}
    </>
  );
}

function ColumnType({ column }: { readonly column: Column }) {
  return (
    <div className={breaking}>
      <BreakingName text={column.type} />
      {column.enumValues ? <EnumLabels labels={column.enumValues} /> : null}
      {hasDefault(column) ? (
        <span className={classNames(beneath, 'font-sans text-meta text-soft @min-[42rem]:hidden')}>
          <ColumnDefault column={column} />
        </span>
      ) : null}
    </div>
  );
}

/** Past this, the rest is counted. */
const shownLabels = 20;

function EnumLabels({ labels }: { readonly labels: readonly string[] }) {
  const more = labels.length - shownLabels;
  return (
    <span className={classNames(beneath, 'text-faint')} title={visibleLine(labels.join(', '))}>
      <ForeignText text={labels.slice(0, shownLabels).join(' · ')} />
      {more > 0 ? ` … ${more} more` : null}
    </span>
  );
}

function KeyMarks({ marks }: { readonly marks: ColumnMarks }) {
  return (
    <span className="flex flex-wrap items-center gap-x-1.5">
      {marks.primary ? (
        <Badge icon={KeyRound} tone="accent">
          PK
        </Badge>
      ) : null}
      {marks.unique ? <Badge>{uniqueLabels[marks.unique]}</Badge> : null}
      {marks.foreignKeys.map((key) => (
        <ForeignKeyMark key={key.name} foreignKey={key} />
      ))}
    </span>
  );
}

const uniqueLabels = { alone: 'unique', together: 'part of unique' } as const;

function ForeignKeyMark({ foreignKey }: { readonly foreignKey: ForeignKey }) {
  return (
    <span className="inline-flex flex-wrap items-center gap-x-1" title={visibleLine(foreignKey.name)}>
      <span className="text-soft">FK →</span>
      <ObjectLink kind="model" id={foreignKey.references} />
    </span>
  );
}

const identityText = { always: 'identity, always', by_default: 'identity, by default' } as const;

function hasDefault({ identity, generated, default: expression }: Column): boolean {
  return (identity ?? generated ?? expression) !== null;
}

/** In a column of its own, or, where there is little room, under the type. */
function ColumnDefault({ column }: { readonly column: Column }) {
  if (column.identity) return <span className="text-soft">{identityText[column.identity]}</span>;
  const expression = column.generated ?? column.default;
  if (expression === null) return <span className="text-faint">–</span>;
  return (
    <span className="block min-w-24 wrap-anywhere">
      <span className="text-soft">{column.generated === null ? <span className="@min-[42rem]:hidden">default </span> : 'generated: '}</span>
      <code className="text-code"><ForeignText prose text={expression} /></code>
    </span>
  );
}

/** pg_stats.n_distinct: a count when positive, a share of the rows when negative (-1 = every value once). */
export function distinctText(column: Pick<Column, 'distinct'>, rowEstimate: number | null): string {
  const { distinct } = column;
  if (distinct === null) return '–';
  if (distinct === -1) return 'all';
  if (distinct >= 0) return formatCompact(distinct);
  return rowEstimate === null ? `${formatShare(-distinct)} of rows` : `≈ ${formatCompact(-distinct * rowEstimate)}`;
}
