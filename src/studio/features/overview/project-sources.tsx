import type { ReactNode } from 'react';
import { CircleCheck, CircleDashed, CircleX, TriangleAlert } from 'lucide-react';
import type { ProjectSnapshot } from '#contract';
import { classNames } from '../../components/ui/class-names.ts';
import { ForeignText } from '../../components/ui/foreign-text.tsx';
import { Tooltip } from '../../components/ui/tooltip.tsx';
import { formatBytes } from '../../lib/format.ts';
import { visibleLine } from '../../lib/visible-text.ts';
import { sourceName } from './source-name.ts';
import { sourceState, type SourceState } from './source-state.ts';

/** The three sources of facts, and how to give the ones that are missing. */
export function ProjectSources({ snapshot }: { readonly snapshot: ProjectSnapshot }) {
  const { sources } = snapshot.project;
  return (
    <section aria-labelledby="sources-title" className="flex flex-col gap-1">
      <h2 id="sources-title" className="text-title font-semibold">
        Connected
      </h2>
      <ul className="flex flex-col">
        <Source name="Database" given={sources.database} flag="--database-url" state={sourceState(snapshot, 'models')} facts={databaseFacts(snapshot)} />
        <Source name="OpenAPI" given={sources.openapi} flag="--openapi" state={sourceState(snapshot, 'routes')} />
        <Source name="Migrations" given={sources.migrations} flag="--migrations" state={sourceState(snapshot, 'migrations')} />
      </ul>
    </section>
  );
}

interface SourceProps {
  readonly name: string;
  readonly given: string | null;
  readonly flag: string;
  readonly state: SourceState;
  readonly facts?: ReactNode;
}

const marks = {
  'not given': { icon: CircleDashed, text: 'text-faint' },
  read: { icon: CircleCheck, text: 'text-good' },
  'read in part': { icon: TriangleAlert, text: 'text-warn' },
  'not read': { icon: CircleX, text: 'text-bad' },
} as const;

function Source({ name, given, flag, state, facts }: SourceProps) {
  const { icon: Icon, text } = marks[given === null ? 'not given' : state];
  return (
    <li className="flex min-h-9 items-start gap-2 border-b border-line py-2 last:border-0">
      <Icon aria-hidden size={16} strokeWidth={1.5} className={classNames('mt-0.5 shrink-0', text)} />
      <span className="w-24 shrink-0 font-medium">{name}</span>
      {given === null ? (
        <span className="text-soft">
          not given: start with <code className="text-code">{flag}</code>
        </span>
      ) : (
        <span className="flex min-w-0 flex-1 flex-col">
          <SourceName location={given} />
          {state === 'read' ? null : <span className={classNames('text-meta', text)}>{state}: see below</span>}
          {facts === null || facts === undefined ? null : <span className="text-meta text-soft">{facts}</span>}
        </span>
      )}
    </li>
  );
}

/** A file by its name, with the whole path on hover; an address as it is. */
function SourceName({ location }: { readonly location: string }) {
  const name = sourceName(location);
  const text = (
    <span className="w-fit max-w-full break-words">
      <ForeignText text={name} />
    </span>
  );
  return name === location ? text : <Tooltip content={<span className="font-mono break-all">{visibleLine(location)}</span>}>{text}</Tooltip>;
}

function databaseFacts({ database }: ProjectSnapshot): string | null {
  if (!database) return null;
  const engine = database.engine === 'pglite' ? 'PGlite, PostgreSQL' : 'PostgreSQL';
  const size = database.sizeBytes === null ? '' : ` · ${formatBytes(database.sizeBytes)}`;
  return `${engine} ${database.version} · role ${database.role}${size}`;
}
