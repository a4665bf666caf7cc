import { CircleCheck, CircleDashed } from 'lucide-react';
import type { HubProvider } from '#contract';
import { Badge } from '../../components/ui/badge.tsx';
import { DataTable, type DataColumn } from '../../components/ui/data-table.tsx';
import { visibleLine, visibleText } from '../../lib/visible-text.ts';
import { useMediaQuery } from '../../lib/use-media-query.ts';

interface ProviderTableProps {
  readonly providers: readonly HubProvider[];
  readonly active: string | null;
}

/** Each provider with its state, and what it still needs. */
export function ProviderTable({ providers, active }: ProviderTableProps) {
  const narrow = useMediaQuery('(width < 720px)');
  const state: DataColumn<HubProvider> = {
    key: 'state',
    header: 'State',
    cell: (provider) => <ProviderState configured={provider.configured} active={provider.kind === active} />,
  };
  const columns = narrow ? [stackedColumn, state] : [nameColumn, state, modelColumn, needsColumn];
  return <DataTable caption="Providers" columns={columns} rows={providers} rowKey={(provider) => provider.kind} />;
}

const nameColumn: DataColumn<HubProvider> = { key: 'provider', header: 'Provider', cell: (provider) => <ProviderName provider={provider} /> };
const modelColumn: DataColumn<HubProvider> = { key: 'model', header: 'Model', mono: true, cell: (provider) => provider.model || '–' };
const needsColumn: DataColumn<HubProvider> = { key: 'needs', header: 'Key and address', grow: true, cell: (provider) => <ProviderNeeds provider={provider} /> };

/** Where there is little room, model and needs stand under the name. */
const stackedColumn: DataColumn<HubProvider> = {
  key: 'provider',
  header: 'Provider',
  wrap: true,
  cell: (provider) => (
    <>
      <ProviderName provider={provider} />
      <div className="text-meta wrap-anywhere">
        {provider.model ? <code className="block">{provider.model}</code> : null}
        <ProviderNeeds provider={provider} />
      </div>
    </>
  ),
};

function ProviderName({ provider }: { readonly provider: HubProvider }) {
  return <span className="font-medium">{provider.title ?? provider.kind}</span>;
}

function ProviderState({ configured, active }: { readonly configured: boolean; readonly active: boolean }) {
  if (!configured) return <Badge icon={CircleDashed}>not configured</Badge>;
  return (
    <Badge tone="good" icon={CircleCheck}>
      {active ? 'configured, in use' : 'configured'}
    </Badge>
  );
}

function ProviderNeeds({ provider }: { readonly provider: HubProvider }) {
  if (!provider.configured) return <MissingParts provider={provider} />;
  const { key, hands_on_to: behind } = provider;
  const facts = [
    behind === undefined ? null : `hands on to ${visibleLine(behind)}`,
    behind === undefined && key?.configured ? `key${key.last4 === null ? '' : ` ending in ${key.last4}`}${key.source === null ? '' : ` from the ${key.source}`}` : null,
    provider.base_url || null,
  ];
  return <span className="text-soft">{facts.filter(Boolean).join(' · ')}</span>;
}

/** What a provider needs; for a backend also why nothing is known of it. */
function MissingParts({ provider: { kind, needs, error } }: { readonly provider: HubProvider }) {
  const text = `Needs ${needs?.join(' and ') ?? error ?? 'a key'}`;
  return (
    <span className="text-soft">
      {text}
      {kind === 'aksara' && error ? <span className="block text-meta">{visibleText(error)}</span> : null}
    </span>
  );
}
