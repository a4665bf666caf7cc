import type { Model, ProjectSnapshot } from '#contract';
import { DetailSection } from '../../../components/detail-section.tsx';
import { ObjectLink } from '../../../components/object-link.tsx';
import { ForeignText } from '../../../components/ui/foreign-text.tsx';
import { useShowMore } from '../../../components/use-show-more.tsx';
import type { UsedBy } from '../used-by.ts';

interface UsedByTabProps {
  readonly model: Model;
  readonly uses: UsedBy;
  readonly sources: ProjectSnapshot['project']['sources'];
}

export function UsedByTab({ model, uses, sources }: UsedByTabProps) {
  return (
    <div className="flex flex-col gap-6">
      <DetailSection title="Routes" count={uses.routes.length} empty={sources.openapi === null ? 'No OpenAPI document is connected (--openapi).' : `No route appears to touch ${model.name}.`}>
        <LinkList label="Routes" entries={uses.routes.map(({ route, because }) => ({ kind: 'route', id: route.id, text: `${route.method} ${route.path}`, note: because }))} />
      </DetailSection>
      <DetailSection title="Queries" count={uses.queries.length} empty={`No recorded query reads or writes ${model.name}.`}>
        <LinkList label="Queries" entries={uses.queries.map((query) => ({ kind: 'query', id: query.id, text: query.sql.replace(/\s+/g, ' '), note: null }))} />
      </DetailSection>
      <DetailSection title="Migrations" count={uses.migrations.length} empty={sources.migrations === null ? 'No migration folder is connected (--migrations).' : `No migration names ${model.name}.`}>
        <LinkList label="Migrations" entries={uses.migrations.map(({ id, state }) => ({ kind: 'migration', id, text: id, note: state }))} />
      </DetailSection>
    </div>
  );
}

interface LinkEntry {
  readonly kind: 'route' | 'query' | 'migration';
  readonly id: string;
  readonly text: string;
  readonly note: string | null;
}

function LinkList({ label, entries }: { readonly label: string; readonly entries: readonly LinkEntry[] }) {
  const { shown, more } = useShowMore(entries, 500);
  return (
    <>
      <ul aria-label={label} className="flex flex-col gap-1">
        {shown.map((entry) => (
          <li key={entry.id} className="flex min-w-0 items-baseline gap-3">
            <ObjectLink kind={entry.kind} id={entry.id} className="min-w-0">
              <span className="line-clamp-1 font-mono text-code"><ForeignText text={entry.text} /></span>
            </ObjectLink>
            {entry.note === null ? null : <span className="shrink-0 text-meta text-faint"><ForeignText text={entry.note} /></span>}
          </li>
        ))}
      </ul>
      {more}
    </>
  );
}
