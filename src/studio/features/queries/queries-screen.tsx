import { useMemo } from 'react';
import type { ProjectSnapshot, Query } from '#contract';
import type { ObjectListItem } from '../../components/list-item.ts';
import { EmptyState, NotReadState } from '../../components/query-state.tsx';
import { SectionLayout } from '../../components/section-layout.tsx';
import { SnapshotState } from '../../components/snapshot-state.tsx';
import { Badge } from '../../components/ui/badge.tsx';
import { Button } from '../../components/ui/button.tsx';
import { UnknownObject } from '../../components/unknown-object.tsx';
import { FindingIndex } from '../../lib/finding-index.ts';
import { formatCompact, formatDuration } from '../../lib/format.ts';
import { skippedParts } from '../../lib/skipped-parts.ts';
import { useTypedQueriesStore } from '../../lib/typed-queries-store.ts';
import { selectNothing, selectObject, usePlace, useSearchState } from '../../lib/url-state.ts';
import { QueryDetail } from './query-detail.tsx';
import { toQuery } from './query-rows.ts';
import { SortControl } from './sort-control.tsx';
import { oneLine, querySorts, sortQueries, type QuerySort } from './sort-queries.ts';
import { SqlEditor } from './sql-editor.tsx';

/** Statements the database recorded, and those typed here. */
export function QueriesScreen() {
  return <SnapshotState title="DB Queries">{(snapshot) => <Queries snapshot={snapshot} />}</SnapshotState>;
}

function Queries({ snapshot }: { readonly snapshot: ProjectSnapshot }) {
  const { id } = usePlace();
  const sort = useSort();
  const typed = useTypedQueriesStore((state) => state.queries);
  const add = useTypedQueriesStore((state) => state.add);
  const draft = useTypedQueriesStore((state) => state.draft);
  const setDraft = useTypedQueriesStore((state) => state.setDraft);
  const queries = useMemo(() => [...typed.map(toQuery), ...sortQueries(snapshot.queries, sort)], [typed, snapshot, sort]);
  const items = useMemo(() => queries.map((query) => toItem(query, sort)), [queries, sort]);
  const findings = useMemo(() => new FindingIndex(snapshot), [snapshot]);
  const query = queries.find((candidate) => candidate.id === id);
  const detail = (asked: string) =>
    query ? (
      <QueryDetail
        key={query.id}
        query={query}
        findings={findings.of('query', query.id)}
        actions={query.source === 'typed' ? <TypedActions query={query} onEdit={setDraft} /> : null}
      />
    ) : (
      <UnknownQuery id={asked} ids={items.map((item) => item.id)} />
    );
  const skipped = skippedParts(snapshot, 'queries');
  const keep = (sql: string) => {
    selectObject(add(sql));
    setDraft('');
  };
  return (
    <SectionLayout
      kind="query"
      title="DB Queries"
      items={items}
      selectedId={query?.id ?? null}
      skipped={skipped}
      toolbar={
        <>
          <SqlEditor draft={draft} onDraft={setDraft} onUse={keep} />
          {snapshot.queries.length > 1 ? <SortControl sort={sort} /> : null}
        </>
      }
      empty={<NoQueries skipped={skipped.length > 0} connected={snapshot.project.sources.database !== null} />}
      detail={id === null ? null : detail(id)}
    />
  );
}

function useSort(): QuerySort {
  const { sort } = useSearchState();
  return querySorts.find((known) => known === sort) ?? 'total';
}

/** More than a row can show. */
const rowCharacters = 240;

function toItem(query: Query, sort: QuerySort): ObjectListItem {
  const line = oneLine(query.sql);
  return {
    id: query.id,
    primary: line.slice(0, rowCharacters),
    form: 'code',
    search: line.slice(rowCharacters),
    ...(query.source === 'typed' ? { badge: <Badge tone="accent">typed</Badge> } : { meta: figureText(query, sort) }),
  };
}

const figureTexts = {
  total: ({ totalMs }: Query) => (totalMs === null ? null : formatDuration(totalMs)),
  mean: ({ meanMs }: Query) => (meanMs === null ? null : formatDuration(meanMs)),
  calls: ({ calls }: Query) => (calls === null ? null : `${formatCompact(calls)} ×`),
} satisfies Record<QuerySort, (query: Query) => string | null>;

function figureText(query: Query, sort: QuerySort): string {
  return figureTexts[sort](query) ?? '–';
}

function TypedActions({ query, onEdit }: { readonly query: Query; readonly onEdit: (sql: string) => void }) {
  const remove = useTypedQueriesStore((state) => state.remove);
  return (
    <span className="inline-flex gap-1">
      <Button size="small" variant="quiet" onClick={() => onEdit(query.sql)}>
        Edit a copy
      </Button>
      <Button
        size="small"
        variant="quiet"
        onClick={() => {
          remove(query.id);
          selectNothing();
        }}
      >
        Remove
      </Button>
    </span>
  );
}

/** A typed statement lives in one tab of the browser; its URL holds only its id. */
function UnknownQuery({ id, ids }: { readonly id: string; readonly ids: readonly string[] }) {
  if (!id.startsWith('t-')) return <UnknownObject kind="query" id={id} ids={ids} />;
  return <EmptyState title="This statement was typed in another tab">A link holds the id of a typed statement, not its SQL. Type or paste it into the SQL field.</EmptyState>;
}

function NoQueries({ skipped, connected }: { readonly skipped: boolean; readonly connected: boolean }) {
  if (!connected) {
    return (
      <EmptyState title="No database is connected" code="aksara studio --database-url postgres://user@localhost:5432/shop">
        Statements that the database recorded stand here. Start the Studio with its address:
      </EmptyState>
    );
  }
  if (skipped) return <NotReadState what="statements">SQL typed into the field works all the same.</NotReadState>;
  return <EmptyState title="No recorded statements yet">pg_stat_statements has seen none since its last reset. Use the application, then refresh; or type SQL into the field.</EmptyState>;
}
