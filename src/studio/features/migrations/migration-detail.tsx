import { TriangleAlert } from 'lucide-react';
import { isOnlyNamed, type Diagnostic, type Migration, type MigrationText } from '#contract';
import { CodeView } from '../../components/code-view.tsx';
import { DetailHeader } from '../../components/detail-header.tsx';
import { DetailSection } from '../../components/detail-section.tsx';
import { FindingList } from '../../components/finding-list.tsx';
import { ObjectLink } from '../../components/object-link.tsx';
import { Badge } from '../../components/ui/badge.tsx';
import { ForeignText } from '../../components/ui/foreign-text.tsx';
import { KeyValueList } from '../../components/ui/key-value-list.tsx';
import { MigrationStateBadge } from './migration-state.tsx';

interface MigrationDetailProps {
  readonly migration: Migration;
  readonly findings: readonly Diagnostic[];
  /** Ids of all migrations, to know which dependencies can be linked. */
  readonly known: ReadonlySet<string>;
}

export function MigrationDetail({ migration, findings, known }: MigrationDetailProps) {
  return (
    <div className="min-h-0 flex-1 overflow-y-auto">
      <DetailHeader name={migration.name} copyName="migration id" copyText={migration.id}>
        <MigrationStateBadge state={migration.state} />
        <span>
          app <ForeignText text={migration.app} />
        </span>
        <span>{toolTitles[migration.tool]}</span>
      </DetailHeader>
      <div className="flex flex-col gap-6 border-t border-line p-4">
        <MigrationFacts migration={migration} known={known} />
        {findings.length === 0 ? null : (
          <DetailSection title="Findings" count={findings.length}>
            <FindingList findings={findings} label={`Findings of ${migration.id}`} />
          </DetailSection>
        )}
        {isOnlyNamed(migration) ? <NotTold /> : <Texts migration={migration} />}
      </div>
    </div>
  );
}

function NotTold() {
  return (
    <DetailSection title="File">
      <p className="text-soft">
        The backend tells its name only. To read it, start with <code className="text-code">--migrations DIR</code>.
      </p>
    </DetailSection>
  );
}

function Texts({ migration: { up, down } }: Pick<MigrationDetailProps, 'migration'>) {
  return (
    <>
      <TextSection title="Up" text={up} />
      {down === null ? (
        <DetailSection title="Down">
          <p className="text-soft">No down file: it cannot be undone by the tool.</p>
        </DetailSection>
      ) : (
        <TextSection title="Down" text={down} />
      )}
    </>
  );
}

function TextSection({ title, text }: { readonly title: string; readonly text: MigrationText }) {
  return (
    <DetailSection title={title}>
      {text.sql ? null : <p className="text-soft">Source code of the migration tool, shown as text: its SQL is not known here.</p>}
      <CodeView code={text.text} language={text.sql ? 'sql' : 'text'} label={`${title} of the migration`} title={<code><ForeignText text={text.path} /></code>} />
    </DetailSection>
  );
}

const toolTitles = {
  plain_sql: 'plain SQL',
  prisma: 'Prisma',
  drizzle: 'Drizzle',
  node_pg_migrate: 'node-pg-migrate',
  flyway: 'Flyway',
  golang_migrate: 'golang-migrate',
  dbmate: 'dbmate',
  rails: 'Rails',
  alembic: 'Alembic',
  django: 'Django',
  aksara: 'Aksara',
} as const satisfies Record<Migration['tool'], string>;

function MigrationFacts({ migration, known }: Pick<MigrationDetailProps, 'migration' | 'known'>) {
  return (
    <KeyValueList
      items={[
        { label: 'Applied', value: appliedText(migration) },
        { label: 'Checksum', value: migration.state === 'pending' || isOnlyNamed(migration) ? null : <Checksum checksum={migration.checksum} /> },
        { label: 'Transaction', value: transactionText(migration.transactional) },
        { label: 'Depends on', value: migration.dependsOn.length === 0 ? null : <Dependencies ids={migration.dependsOn} known={known} /> },
      ]}
    />
  );
}

function appliedText({ state, appliedAt, up }: Migration): string {
  if (state === 'pending') return 'not yet';
  if (isOnlyNamed({ up })) return state === 'applied' ? 'yes, the backend does not tell when' : 'unknown: some migrations of its app are pending';
  if (state === 'unknown') return 'unknown: no history table of the tool was found or readable';
  return appliedAt === null ? 'yes, the history has no time' : `${appliedAt.slice(0, 10)} ${appliedAt.slice(11, 16)} UTC`;
}

function Checksum({ checksum }: { readonly checksum: Migration['checksum'] }) {
  if (checksum === 'unchanged') return 'unchanged since it was applied';
  if (checksum === 'unknown') return <span className="text-soft">not recorded</span>;
  return (
    <span className="inline-flex flex-wrap items-center gap-2">
      <Badge tone="bad" icon={TriangleAlert}>
        changed
      </Badge>
      The file is not the one that was applied.
    </span>
  );
}

function transactionText(transactional: boolean | null): string | null {
  if (transactional === null) return null;
  return transactional ? 'runs in one transaction' : 'runs outside a transaction';
}

function Dependencies({ ids, known }: { readonly ids: readonly string[]; readonly known: ReadonlySet<string> }) {
  return (
    <ul aria-label="Depends on" className="flex flex-col">
      {ids.map((id) => (
        <li key={id}>{known.has(id) ? <ObjectLink kind="migration" id={id} /> : <code className="text-code"><ForeignText text={id} /></code>}</li>
      ))}
    </ul>
  );
}
