import type { Migration } from '#contract';
import { PathLink } from '../../components/path-link.tsx';
import { MiddleTruncated } from '../../components/ui/middle-truncated.tsx';
import { formatPlural } from '../../lib/format.ts';
import { objectPath, pathOf } from '../../lib/object-path.ts';

const shown = 6;

/** Migrations that are not applied yet, oldest first; nothing when there is none. */
export function PendingMigrations({ migrations }: { readonly migrations: readonly Migration[] }) {
  const pending = migrations.filter((migration) => migration.state === 'pending');
  if (pending.length === 0) return null;
  return (
    <section aria-labelledby="pending-title" className="flex flex-col gap-1">
      <h2 id="pending-title" className="text-title font-semibold">
        Pending migrations
      </h2>
      <ul className="-mx-2 flex flex-col">
        {pending.slice(0, shown).map((migration) => (
          <li key={migration.id}>
            <PathLink to={objectPath('migration', migration.id)} className="flex h-8 items-center rounded-medium px-2 font-mono text-code hover:bg-hover">
              <MiddleTruncated text={migration.id} plain />
            </PathLink>
          </li>
        ))}
      </ul>
      {pending.length > shown ? (
        <PathLink to={pathOf('migrations')} className="text-accent-text hover:underline">
          {formatPlural(pending.length - shown, 'more pending migration')}
        </PathLink>
      ) : null}
    </section>
  );
}
