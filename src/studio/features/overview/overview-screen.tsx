import { ArrowRight } from 'lucide-react';
import type { ProjectSnapshot, Skipped } from '#contract';
import { PathLink } from '../../components/path-link.tsx';
import { SkippedList } from '../../components/skipped-note.tsx';
import { SnapshotState } from '../../components/snapshot-state.tsx';
import { ForeignText } from '../../components/ui/foreign-text.tsx';
import { isHubConfigured, useHubStatus } from '../../lib/api.ts';
import { useProjectFile } from '../../lib/project-file.ts';
import { FindingsSummary } from './findings-summary.tsx';
import { LoadProject } from './load-project.tsx';
import { nextStep } from './next-step.ts';
import { PendingMigrations } from './pending-migrations.tsx';
import { ProjectCounts } from './project-counts.tsx';
import { ProjectSources } from './project-sources.tsx';

/** What is connected, what is in it, what is wrong with it, and what to do next. */
export function OverviewScreen() {
  return <SnapshotState title="Overview" shape="page">{(snapshot) => <Overview snapshot={snapshot} />}</SnapshotState>;
}

function Overview({ snapshot }: { readonly snapshot: ProjectSnapshot }) {
  const fileBased = useProjectFile() !== null;
  return (
    <section aria-label="Overview" className="flex min-h-0 flex-1 flex-col overflow-y-auto bg-surface">
      <div className="flex w-full max-w-280 flex-col gap-8 p-4 narrow:p-6">
        <header className="flex flex-col gap-1">
          <h1 className="text-head font-semibold"><ForeignText text={snapshot.project.name} /></h1>
          {snapshot.project.kind === 'sample' && !fileBased ? (
            <p className="max-w-160 text-soft">
              The sample project, in a database of its own. To open yours: <code className="text-code">aksara studio --database-url postgres://…</code>
            </p>
          ) : null}
        </header>
        <NextStepLine snapshot={snapshot} />
        <LoadProject />
        <ProjectCounts snapshot={snapshot} />
        <div className="grid grid-cols-1 gap-8 wide:grid-cols-2">
          <FindingsSummary snapshot={snapshot} />
          <div className="flex min-w-0 flex-col gap-8">
            <ProjectSources snapshot={snapshot} />
            <PendingMigrations migrations={snapshot.migrations} />
            <NotRead skipped={snapshot.skipped} />
          </div>
        </div>
      </div>
    </section>
  );
}

function NotRead({ skipped }: { readonly skipped: readonly Skipped[] }) {
  if (skipped.length === 0) return null;
  return (
    <section aria-labelledby="skipped-title" className="flex flex-col gap-1">
      <h2 id="skipped-title" className="text-title font-semibold">
        Not read or not checked
      </h2>
      <SkippedList skipped={skipped} />
    </section>
  );
}

function NextStepLine({ snapshot }: { readonly snapshot: ProjectSnapshot }) {
  const { data: status } = useHubStatus();
  const step = status ? nextStep(snapshot, isHubConfigured(status)) : null;
  return (
    <div className="flex min-h-12 flex-wrap items-center gap-x-4 gap-y-1 rounded-medium border border-line bg-page px-4 py-2">
      {step ? (
        <>
          <span className="text-meta font-medium text-faint">Next</span>
          <span className="min-w-0 flex-1 basis-60"><ForeignText prose text={step.reason} /></span>
          <PathLink to={step.to} className="inline-flex h-7 items-center gap-1 font-medium text-accent-text hover:underline">
            {step.title}
            <ArrowRight aria-hidden size={14} strokeWidth={1.75} />
          </PathLink>
        </>
      ) : null}
    </div>
  );
}
