import type { ReactNode } from 'react';
import { visibleLine } from '../../lib/visible-text.ts';
import { classNames } from './class-names.ts';
import { useShowMore } from '../use-show-more.tsx';
import { ForeignText } from './foreign-text.tsx';

export interface DataColumn<Row> {
  readonly key: string;
  readonly header: string;
  /** Right for numbers, in tabular figures. */
  readonly align?: 'left' | 'right';
  readonly mono?: boolean;
  /** Takes what is left of the width. */
  readonly grow?: boolean;
  /** Breaks its lines, so that the table fits. */
  readonly wrap?: boolean;
  /** Left out where the table has little room. */
  readonly roomy?: boolean;
  /** A string is shown as text of the project. */
  readonly cell: (row: Row) => ReactNode;
}

interface DataTableProps<Row> {
  /** Accessible name. */
  readonly caption: string;
  readonly columns: readonly DataColumn<Row>[];
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => string;
}

/** A table of PostgreSQL has at most 1,600 columns. */
const rowsAtOnce = 2_000;

/** A dense table that scrolls sideways inside its own box. */
export function DataTable<Row>({ caption, columns, rows, rowKey }: DataTableProps<Row>) {
  const name = visibleLine(caption);
  const { shown, more } = useShowMore(rows, rowsAtOnce);
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reachable by keyboard
    <div data-slot="table" role="group" aria-label={name} tabIndex={0} data-focus="inset" className="@container overflow-x-auto">
      <table className="w-full border-collapse text-left">
        <caption className="sr-only">{name}</caption>
        <thead>
          <tr className="border-b border-line text-meta text-soft">
            {columns.map((column) => (
              <th key={column.key} scope="col" className={classNames('h-7 pr-4 font-medium whitespace-nowrap', column.align === 'right' && 'text-right', column.grow && 'w-full', column.roomy && roomyOnly)}>
                {column.header}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {shown.map((row) => (
            <tr key={rowKey(row)} className="border-b border-line last:border-0">
              {columns.map((column) => (
                <td key={column.key} className={cellClasses(column)}>
                  <CellContent content={column.cell(row)} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {more}
    </div>
  );
}

/** A string is text of the project. */
function CellContent({ content }: { readonly content: ReactNode }) {
  return typeof content === 'string' ? <ForeignText text={content} /> : content;
}

const roomyOnly = '@max-[42rem]:hidden';

function cellClasses<Row>(column: DataColumn<Row>): string {
  return classNames(
    'h-7 py-1 pr-4 align-top',
    column.align === 'right' && 'text-right whitespace-nowrap tabular-nums',
    column.mono && 'font-mono text-code',
    column.grow && 'min-w-40',
    !column.grow && !column.wrap && 'whitespace-nowrap',
    column.roomy && roomyOnly,
  );
}
