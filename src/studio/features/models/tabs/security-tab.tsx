import { isKnown, type Model, type Policy } from '#contract';
import { CodeView } from '../../../components/code-view.tsx';
import { NotKnown } from '../../../components/not-known.tsx';
import { PartSection } from '../../../components/part-section.tsx';
import { Badge } from '../../../components/ui/badge.tsx';
import { DataTable, type DataColumn } from '../../../components/ui/data-table.tsx';
import { ForeignText } from '../../../components/ui/foreign-text.tsx';

type Grant = Model['grants'][number];

export function SecurityTab({ model }: { readonly model: Model }) {
  return (
    <div className="flex flex-col gap-6">
      {isKnown(model, 'row_security') ? <RowSecurity model={model} /> : null}
      <PartSection of={model} part="policies" title="Policies" count={model.policies.length} empty={noPolicies(model)}>
        <ul aria-label="Policies" className="flex flex-col gap-4">
          {model.policies.map((policy) => (
            <PolicyEntry key={policy.name} policy={policy} />
          ))}
        </ul>
      </PartSection>
      <PartSection of={model} part="grants" title="Grants" count={model.grants.length} empty="No grant: only the owner and superusers reach it.">
        <DataTable caption="Grants" columns={grantColumns} rows={model.grants} rowKey={(grant) => grant.grantee} />
      </PartSection>
      <NotKnown of={model} parts={[['row_security', 'row security'], ['policies', 'policies'], ['grants', 'grants'], ['owner', 'owner']]} />
    </div>
  );
}

function RowSecurity({ model }: { readonly model: Model }) {
  const { enabled, forced } = model.rowSecurity;
  return (
    <section className="flex flex-col gap-1">
      <h3 className="flex items-center gap-2 font-medium">
        Row security
        {enabled ? <Badge tone="good">enabled</Badge> : <Badge>disabled</Badge>}
        {forced ? <Badge tone="good">forced</Badge> : null}
      </h3>
      <p className="text-soft">{rowSecurityText(model)}</p>
    </section>
  );
}

function rowSecurityText(model: Model): string {
  const { enabled, forced } = model.rowSecurity;
  if (!enabled && model.policies.length > 0) return 'The policies below have no effect while row security is disabled.';
  if (!enabled) return 'Every role with a grant sees and changes every row.';
  return forced ? 'The policies hold for every role, the owner included.' : `The policies hold for every role but the owner (${model.owner}) and superusers.`;
}

function noPolicies(model: Model): string {
  return model.rowSecurity.enabled ? 'No policy: row security is enabled, so nobody but the owner sees a row.' : 'No policy.';
}

function PolicyEntry({ policy }: { readonly policy: Policy }) {
  return (
    <li className="flex flex-col gap-1.5">
      <p className="flex flex-wrap items-center gap-2">
        <span className="font-mono text-code font-semibold"><ForeignText text={policy.name} /></span>
        <Badge>{policy.command}</Badge>
        {policy.permissive ? null : <Badge tone="accent">restrictive</Badge>}
        <span className="text-soft">to <ForeignText text={policy.roles.join(', ')} /></span>
      </p>
      <PolicyExpression title="USING" policy={policy.name} expression={policy.using} />
      <PolicyExpression title="WITH CHECK" policy={policy.name} expression={policy.check} />
    </li>
  );
}

interface PolicyExpressionProps {
  readonly title: string;
  readonly policy: string;
  readonly expression: string | null;
}

function PolicyExpression({ title, policy, expression }: PolicyExpressionProps) {
  if (expression === null) return null;
  return <CodeView code={`${title} (${expression})`} language="sql" label={`${title} of policy ${policy}`} bare wrap />;
}

const grantColumns: readonly DataColumn<Grant>[] = [
  {
    key: 'grantee',
    header: 'Role',
    mono: true,
    cell: (grant) => (grant.grantee === 'PUBLIC' ? <Badge tone="warn">PUBLIC</Badge> : grant.grantee),
  },
  { key: 'privileges', header: 'Privileges', grow: true, cell: (grant) => grant.privileges.join(', ') },
];
