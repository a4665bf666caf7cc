import { KeyRound } from 'lucide-react';
import type { Column, ForeignKey, Model } from '#contract';
import { ObjectLink } from '../../../components/object-link.tsx';
import { Badge } from '../../../components/ui/badge.tsx';
import { classNames } from '../../../components/ui/class-names.ts';
import { DataTable, type DataColumn } from '../../../components/ui/data-table.tsx';
import { formatCompact, formatShare } from '../../../lib/format.ts';
import { modelName } from '../../../lib/model-name.ts';
import { markColumns, type ColumnMarks } from '../column-marks.ts';

const noMarks: ColumnMarks = { primary: false, unique: null, foreignKeys: [] };

export function ColumnsTab({ model }: { readonly model: Model }) {
  const shown = tableColumns(model).filter((column) => !optional.has(column.key) || model.columns.some((row) => hasFact(column.key, row)));
  return <DataTable caption={`Columns of ${modelName(model.id)}`} columns={shown} rows={model.columns} rowKey={(column) => column.name} />;
}

function tableColumns(model: Model): readonly DataColumn<Column>[] {
  const marks = markColumns(model);
  const marksOf = (column: Column) => marks.get(column.name) ?? noMarks;
  return [
    { key: 'name', header: 'Column', mono: true, cell: (column) => <ColumnName name={column.name} primary={marksOf(column).primary} /> },
    { key: 'type', header: 'Type', mono: true, cell: (column) => <ColumnType column={column} /> },
    { key: 'marks', header: 'Keys', cell: (column) => <KeyMarks marks={marksOf(column)} /> },
    { key: 'null', header: 'Null', cell: (column) => (column.nullable ? 'null' : <span className="text-faint">not null</span>) },
    { key: 'default', header: 'Default', cell: (column) => <ColumnDefault column={column} /> },
    { key: 'nulls', header: 'Nulls', align: 'right', cell: (column) => nullShare(column) },
    { key: 'distinct', header: 'Distinct', align: 'right', cell: (column) => distinctText(column, model.rowEstimate) },
    { key: 'comment', header: 'Comment', grow: true, cell: (column) => <span className="text-soft">{column.comment}</span> },
  ];
}

/** Left out when no column of the model has such a fact. */
const optional = new Set(['nulls', 'distinct', 'comment']);

function hasFact(key: string, column: Column): boolean {
  if (key === 'nulls') return column.nullFraction !== null;
  return key === 'distinct' ? column.distinct !== null : column.comment !== null;
}

function ColumnName({ name, primary }: { readonly name: string; readonly primary: boolean }) {
  return <span className={classNames('block max-w-80 whitespace-normal', primary && 'font-semibold')}>{name}</span>;
}

function ColumnType({ column }: { readonly column: Column }) {
  return (
    <div className="flex max-w-80 flex-col whitespace-normal">
      <span>{column.type}</span>
      {column.enumValues ? <span className="text-faint">{column.enumValues.join(' · ')}</span> : null}
    </div>
  );
}

function KeyMarks({ marks }: { readonly marks: ColumnMarks }) {
  return (
    <span className="inline-flex flex-wrap items-center gap-1.5">
      {marks.primary ? (
        <Badge icon={KeyRound} tone="accent">
          PK
        </Badge>
      ) : null}
      {marks.unique ? <Badge title={uniqueTitles[marks.unique]}>{uniqueLabels[marks.unique]}</Badge> : null}
      {marks.foreignKeys.map((key) => (
        <ForeignKeyMark key={key.name} foreignKey={key} />
      ))}
    </span>
  );
}

const uniqueLabels = { alone: 'unique', together: 'unique+' } as const;
const uniqueTitles = { alone: 'No two rows share a value', together: 'Unique together with other columns' } as const;

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
    <span className="block max-w-64 whitespace-normal">
      {column.generated === null ? null : <span className="text-soft">generated: </span>}
      <code className="text-code">{expression}</code>
    </span>
  );
}

function nullShare(column: Column): string {
  return column.nullFraction === null ? '–' : formatShare(column.nullFraction);
}

/** pg_stats.n_distinct: a count when positive, a share of the rows when negative (-1 = every value once). */
export function distinctText(column: Pick<Column, 'distinct'>, rowEstimate: number | null): string {
  const { distinct } = column;
  if (distinct === null) return '–';
  if (distinct === -1) return 'all';
  if (distinct >= 0) return formatCompact(distinct);
  return rowEstimate === null ? `${formatShare(-distinct)} of rows` : `≈ ${formatCompact(-distinct * rowEstimate)}`;
}
