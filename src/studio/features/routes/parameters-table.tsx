import type { RouteParameter } from '#contract';
import { Badge } from '../../components/ui/badge.tsx';
import { DataTable, type DataColumn } from '../../components/ui/data-table.tsx';
import { ForeignText } from '../../components/ui/foreign-text.tsx';
import { readSchemaShape } from './schema-shape.ts';

const columns: readonly DataColumn<RouteParameter>[] = [
  { key: 'name', header: 'Name', mono: true, cell: (parameter) => <span className="block w-max max-w-64 font-semibold whitespace-normal wrap-break-word"><ForeignText text={parameter.name} /></span> },
  { key: 'in', header: 'In', cell: (parameter) => parameter.in },
  { key: 'type', header: 'Type', mono: true, cell: (parameter) => <ParameterType parameter={parameter} /> },
  {
    key: 'required',
    header: 'Required',
    cell: (parameter) => (parameter.required ? <Badge tone="accent">required</Badge> : <span className="text-faint">optional</span>),
  },
  { key: 'description', header: 'Description', grow: true, cell: (parameter) => <span className="text-soft"><ForeignText prose text={parameter.description ?? ''} /></span> },
];

export function ParametersTable({ parameters }: { readonly parameters: readonly RouteParameter[] }) {
  return <DataTable caption="Parameters" columns={columns} rows={parameters} rowKey={(parameter) => `${parameter.in} ${parameter.name}`} />;
}

function ParameterType({ parameter }: { readonly parameter: RouteParameter }) {
  if (parameter.schema === null) return <span className="text-faint">–</span>;
  const { type, limits, enumValues } = readSchemaShape(parameter.schema);
  const values = enumValues.length > 0 ? [`one of: ${enumValues.join(' · ')}`] : [];
  return (
    <div className="flex w-max max-w-80 flex-col whitespace-normal wrap-break-word">
      <ForeignText text={type} />
      {[...limits, ...values].length === 0 ? null : <span className="text-faint"><ForeignText text={[...limits, ...values].join(', ')} /></span>}
    </div>
  );
}
