import type { ProjectSnapshot } from '#contract';
import { PathLink } from '../../components/path-link.tsx';
import { formatCount } from '../../lib/format.ts';
import { pathOf, type SectionName } from '../../lib/object-path.ts';

/** How many objects each section holds, each number a way into it. */
export function ProjectCounts({ snapshot }: { readonly snapshot: ProjectSnapshot }) {
  const counts: readonly { readonly section: SectionName; readonly title: string; readonly count: number }[] = [
    { section: 'models', title: 'Models', count: snapshot.models.length },
    { section: 'routes', title: 'Routes', count: snapshot.routes.length },
    { section: 'queries', title: 'DB Queries', count: snapshot.queries.length },
    { section: 'migrations', title: 'Migrations', count: snapshot.migrations.length },
    { section: 'diagnostics', title: 'Diagnostics', count: snapshot.diagnostics.length },
  ];
  return (
    <ul aria-label="Counts" className="grid grid-cols-2 overflow-hidden rounded-medium border border-line narrow:grid-cols-5">
      {counts.map(({ section, title, count }) => (
        <li key={section} className="-mr-px -mb-px border-r border-b border-line">
          <PathLink to={pathOf(section)} data-focus="inset" className="flex flex-col px-4 py-3 hover:bg-hover">
            <span className="text-title font-semibold tabular-nums">{formatCount(count)}</span>
            <span className="text-soft">{title}</span>
          </PathLink>
        </li>
      ))}
    </ul>
  );
}
