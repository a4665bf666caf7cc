import type { ReactNode } from 'react';
import type { Diagnostic, Query } from '#contract';
import { CodeView } from '../../components/code-view.tsx';
import { DetailHeader } from '../../components/detail-header.tsx';
import { DetailSection } from '../../components/detail-section.tsx';
import { FindingList } from '../../components/finding-list.tsx';
import { ObjectLink } from '../../components/object-link.tsx';
import { Badge } from '../../components/ui/badge.tsx';
import { breakClauses } from './break-clauses.ts';
import { PlanSection } from './plan-section.tsx';
import { QueryFigures } from './query-figures.tsx';

interface QueryDetailProps {
  readonly query: Query;
  readonly findings: readonly Diagnostic[];
  /** What can be done with the statement itself, such as changing a typed one. */
  readonly actions?: ReactNode;
}

const sources = {
  pg_stat_statements: 'from pg_stat_statements',
  traced_request: 'from a traced request',
  typed: 'typed here',
} as const satisfies Record<Query['source'], string>;

export function QueryDetail({ query, findings, actions }: QueryDetailProps) {
  return (
    <div className="min-h-0 flex-1 overflow-y-auto">
      <DetailHeader {...headerName(query)} badge={query.operation === '' ? undefined : <Badge>{query.operation}</Badge>}>
        <span>{sources[query.source]}</span>
        {actions}
      </DetailHeader>
      <div className="flex flex-col gap-6 border-t border-line p-4">
        <CodeView code={query.sql} layout={breakClauses(query.sql)} language="sql" label="SQL of the query" title="SQL" wrap />
        {query.source === 'typed' ? null : <QueryFigures query={query} />}
        {findings.length === 0 ? null : (
          <DetailSection title="Findings" count={findings.length}>
            <FindingList findings={findings} label="Findings of the query" />
          </DetailSection>
        )}
        <PlanSection query={query} />
        {query.source === 'typed' ? null : <QueryModels models={query.models} />}
      </div>
    </div>
  );
}

/** The id of a typed statement means nothing outside this tab. */
function headerName({ id, sql, source }: Query) {
  if (source === 'typed') return { name: 'Statement', prose: true, copyName: 'SQL', copyText: sql };
  return { name: id, copyName: 'query id', copyText: id };
}

function QueryModels({ models }: { readonly models: readonly string[] }) {
  return (
    <DetailSection title="Models" count={models.length} empty="It names no table of the catalog.">
      <ul aria-label="Models" className="flex flex-wrap gap-x-4 gap-y-1">
        {models.map((model) => (
          <li key={model}>
            <ObjectLink kind="model" id={model} />
          </li>
        ))}
      </ul>
    </DetailSection>
  );
}
