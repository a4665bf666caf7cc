import { CircleCheck, CircleDashed } from 'lucide-react';
import type { HubProvider } from '#contract';
import { Badge } from '../../components/ui/badge.tsx';
import { DataTable, type DataColumn } from '../../components/ui/data-table.tsx';

interface ProviderTableProps {
  readonly providers: readonly HubProvider[];
  readonly active: string | null;
}

/** Each provider with its state, and what it still needs. */
export function ProviderTable({ providers, active }: ProviderTableProps) {
  const columns: readonly DataColumn<HubProvider>[] = [
    { key: 'provider', header: 'Provider', wrap: true, cell: (provider) => <ProviderName provider={provider} /> },
    { key: 'state', header: 'State', cell: (provider) => <ProviderState configured={provider.configured} active={provider.kind === active} /> },
    { key: 'model', header: 'Model', mono: true, roomy: true, cell: (provider) => provider.model || '–' },
    { key: 'needs', header: 'Key and address', grow: true, roomy: true, cell: (provider) => <ProviderNeeds provider={provider} /> },
  ];
  return <DataTable caption="Providers" columns={columns} rows={providers} rowKey={(provider) => provider.kind} />;
}

/** Where there is little room, model and needs stand under the name. */
function ProviderName({ provider }: { readonly provider: HubProvider }) {
  return (
    <div className="min-w-32 whitespace-normal">
      <span className="font-medium">{provider.title ?? provider.kind}</span>
      <div className="text-meta @min-[42rem]:hidden">
        {provider.model ? <code>{provider.model}</code> : null}
        <p className="wrap-anywhere">
          <ProviderNeeds provider={provider} />
        </p>
      </div>
    </div>
  );
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
  if (!provider.configured) return <span className="text-soft">Needs {provider.needs?.join(' and ') ?? provider.error ?? 'a key'}</span>;
  const { key } = provider;
  const facts = [
    key?.configured ? `key${key.last4 === null ? '' : ` ending in ${key.last4}`}${key.source === null ? '' : ` from the ${key.source}`}` : null,
    provider.base_url || null,
  ];
  return <span className="text-soft">{facts.filter(Boolean).join(' · ')}</span>;
}
