import { KeyRound } from 'lucide-react';
import type { Column, ForeignKey, Model } from '#contract';
import { ObjectLink } from '../../../components/object-link.tsx';
import { Badge } from '../../../components/ui/badge.tsx';
import { classNames } from '../../../components/ui/class-names.ts';
import { DataTable, type DataColumn } from '../../../components/ui/data-table.tsx';
import { formatCompact, formatShare } from '../../../lib/format.ts';
import { modelName } from '../../../lib/model-name.ts';
import { markColumns, type ColumnMarks } from '../column-marks.ts';

/** As wide as its name up to a limit, then it wraps; a long name does not push the other columns away. */
const wide = 'block w-max min-w-40 max-w-72 whitespace-normal wrap-break-word huge:min-w-52';
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
    { key: 'name', header: 'Column', cell: (column) => <ColumnName column={column} primary={marksOf(column).primary} /> },
    { key: 'type', header: 'Type', mono: true, cell: (column) => <ColumnType column={column} /> },
    { key: 'marks', header: 'Keys', cell: (column) => <KeyMarks marks={marksOf(column)} /> },
    { key: 'null', header: 'Null', cell: (column) => <Nullability column={column} /> },
    { key: 'distinct', header: 'Distinct', align: 'right', cell: (column) => distinctText(column, model.rowEstimate) },
    { key: 'default', header: 'Default', grow: true, cell: (column) => <ColumnDefault column={column} /> },
  ];
}

function ColumnName({ column, primary }: { readonly column: Column; readonly primary: boolean }) {
  return (
    <div className={wide}>
      <span className={classNames('font-mono text-code', primary && 'font-semibold')}>{column.name}</span>
      {column.comment === null ? null : <p className={classNames(beneath, 'text-meta text-soft')}>{column.comment}</p>}
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
    <div className={wide}>
      <span>{column.type}</span>
      {column.enumValues ? <EnumLabels labels={column.enumValues} /> : null}
    </div>
  );
}

/** Past this, the rest is counted. */
const shownLabels = 20;

function EnumLabels({ labels }: { readonly labels: readonly string[] }) {
  const more = labels.length - shownLabels;
  return (
    <span className={classNames(beneath, 'text-faint')} title={labels.join(', ')}>
      {labels.slice(0, shownLabels).join(' · ')}
      {more > 0 ? ` … ${more} more` : null}
    </span>
  );
}

function KeyMarks({ marks }: { readonly marks: ColumnMarks }) {
  return (
    <span className="flex items-center gap-1.5">
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
    <span className="inline-flex items-center gap-1" title={foreignKey.name}>
      <span className="text-soft">FK →</span>
      <ObjectLink kind="model" id={foreignKey.references} />
    </span>
  );
}

const identityText = { always: 'identity, always', by_default: 'identity, by default' } as const;

function ColumnDefault({ column }: { readonly column: Column }) {
  if (column.identity) return <span className="text-soft">{identityText[column.identity]}</span>;
  const expression = column.generated ?? column.default;
  if (expression === null) return <span className="text-faint">–</span>;
  return (
    <span className="block min-w-40 wrap-anywhere">
      {column.generated === null ? null : <span className="text-soft">generated: </span>}
      <code className="text-code">{expression}</code>
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
