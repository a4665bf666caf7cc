import { useMemo } from 'react';
import type { Migration, ProjectSnapshot } from '#contract';
import type { ObjectListItem } from '../../components/list-item.ts';
import { EmptyState, NotReadState } from '../../components/query-state.tsx';
import { SectionLayout } from '../../components/section-layout.tsx';
import { SnapshotState } from '../../components/snapshot-state.tsx';
import { UnknownObject } from '../../components/unknown-object.tsx';
import { FindingIndex } from '../../lib/finding-index.ts';
import { skippedParts } from '../../lib/skipped-parts.ts';
import { usePlace } from '../../lib/url-state.ts';
import { groupMigrations, type MigrationGroup } from './group-migrations.ts';
import { MigrationDetail } from './migration-detail.tsx';
import { MigrationStateIcon } from './migration-state.tsx';

/** Migration files, pending ones of each app first. */
export function MigrationsScreen() {
  return <SnapshotState title="Migrations">{(snapshot) => <Migrations snapshot={snapshot} />}</SnapshotState>;
}

function Migrations({ snapshot }: { readonly snapshot: ProjectSnapshot }) {
  const { id } = usePlace();
  const findings = useMemo(() => new FindingIndex(snapshot), [snapshot]);
  const items = useMemo(() => groupMigrations(snapshot.migrations).flatMap(toItems), [snapshot]);
  const known = useMemo(() => new Set(snapshot.migrations.map((candidate) => candidate.id)), [snapshot]);
  const migration = snapshot.migrations.find((candidate) => candidate.id === id);
  const detail = (asked: string) =>
    migration ? (
      <MigrationDetail key={migration.id} migration={migration} findings={findings.of('migration', migration.id)} known={known} />
    ) : (
      <UnknownObject kind="migration" id={asked} ids={[...known]} />
    );
  const skipped = skippedParts(snapshot, 'migrations');
  return (
    <SectionLayout
      kind="migration"
      title="Migrations"
      items={items}
      selectedId={migration?.id ?? null}
      skipped={skipped}
      empty={skipped.length > 0 ? <NotReadState what="migrations" /> : <NoMigrations connected={snapshot.project.sources.migrations !== null} />}
      detail={id === null ? null : detail(id)}
    />
  );
}

function toItems({ app, migrations, pending }: MigrationGroup): ObjectListItem[] {
  const group = { name: app, ...(pending === 0 ? {} : { note: `${pending} pending` }) };
  return migrations.map((migration) => ({ ...toItem(migration), group }));
}

function toItem(migration: Migration): ObjectListItem {
  return {
    id: migration.id,
    primary: migration.name,
    badge: <MigrationStateIcon state={migration.state} />,
    meta: migration.state === 'pending' ? <span className="font-medium text-warn">pending</span> : (migration.appliedAt?.slice(0, 10) ?? null),
    search: `${migration.app} ${migration.id} ${migration.state}`,
  };
}

function NoMigrations({ connected }: { readonly connected: boolean }) {
  if (connected) {
    return (
      <EmptyState title="No migrations">
        The migration folder holds no file of a known tool: ordered SQL files, Prisma, Drizzle, Flyway, golang-migrate, dbmate, Rails, Alembic, Django or Aksara.
      </EmptyState>
    );
  }
  return (
    <EmptyState title="No migration folder is connected" code="aksara studio --migrations ./migrations">
      Migrations of the project stand here, with what each would lock. Start the Studio with their folder:
    </EmptyState>
  );
}
