import { CircleHelp, Database, PlugZap } from 'lucide-react';
import type { HubStatusResponse, ProjectSnapshot } from '#contract';
import { PathLink } from '../components/path-link.tsx';
import { Button } from '../components/ui/button.tsx';
import { classNames } from '../components/ui/class-names.ts';
import { Tooltip } from '../components/ui/tooltip.tsx';
import { useHealth, useHubStatus, useSnapshot } from '../lib/api.ts';
import { pathOf } from '../lib/object-path.ts';
import { useProjectFile } from '../lib/project-file.ts';
import { SettingsMenu } from './settings-menu.tsx';

/** What the Studio stands on: database and hub; then theme, refresh and shortcuts. */
export function RailFoot({ onShortcuts }: { readonly onShortcuts: () => void }) {
  const snapshot = useSnapshot().data;
  const hub = useHubStatus().data;
  const health = useHealth();
  const fromFile = useProjectFile() !== null;
  const database = describeDatabase(snapshot, health, fromFile);
  const hubText = describeHub(hub);
  return (
    <div className="flex flex-col gap-0.5 border-t border-line p-2 text-meta text-soft max-narrow:hidden">
      <Tooltip content={database.detail} side="right">
        <PathLink to={pathOf('overview')} aria-label={`Database: ${database.text}`} className="flex h-7 items-center gap-2 rounded-medium px-2 hover:bg-hover max-wide:justify-center">
          <Database aria-hidden size={16} strokeWidth={1.5} className={classNames('shrink-0', database.tone)} />
          <span className="truncate max-wide:hidden">{database.text}</span>
        </PathLink>
      </Tooltip>
      <Tooltip content={hubText} side="right">
        <PathLink to={pathOf('ai-hub')} aria-label={hubText} className="flex h-7 items-center gap-2 rounded-medium px-2 hover:bg-hover max-wide:justify-center">
          <PlugZap aria-hidden size={16} strokeWidth={1.5} className={classNames('shrink-0', hub?.active_provider ? 'text-good' : 'text-faint')} />
          <span className="truncate max-wide:hidden">{hubText}</span>
        </PathLink>
      </Tooltip>
      <div className="flex items-center gap-1 max-wide:flex-col">
        <SettingsMenu />
        <Button variant="quiet" size="icon" aria-label="Keyboard shortcuts" tooltip="Keyboard shortcuts (?)" onClick={onShortcuts}>
          <CircleHelp aria-hidden size={16} strokeWidth={1.5} />
        </Button>
      </div>
    </div>
  );
}

interface DatabaseState {
  readonly text: string;
  readonly detail: string;
  readonly tone: 'text-good' | 'text-bad' | 'text-faint';
}

function describeDatabase(snapshot: ProjectSnapshot | undefined, health: ReturnType<typeof useHealth>, fromFile: boolean): DatabaseState {
  if (!snapshot) return { text: 'Database not known', detail: 'The project has not been read yet', tone: 'text-faint' };
  const { database: facts, project } = snapshot;
  if (!facts && project.sources.database === null) return { text: 'No database', detail: 'No database is connected: start with --database-url', tone: 'text-faint' };
  if (!facts && health.data?.backend) return describeBackend(health.data.backend.origin, health);
  if (!facts) return { text: 'Database not read', detail: 'The database could not be read: the overview says why', tone: 'text-bad' };
  const text = `${facts.engine === 'pglite' ? 'PGlite' : 'PostgreSQL'} ${facts.version}`;
  if (fromFile) return { text: `${text}, from a file`, detail: `${text}: as the snapshot file says; nothing is connected`, tone: 'text-faint' };
  if (health.isError) return { text, detail: `${text}: not known whether it is connected, the Studio server is not answering`, tone: 'text-bad' };
  const connected = health.data?.database.connected !== false;
  const detail = `${text}, database ${facts.name}, role ${facts.role}: ${connected ? 'connected' : 'not connected'}`;
  return { text: connected ? text : `${text}, not connected`, detail, tone: connected ? 'text-good' : 'text-bad' };
}

/** In front of a backend without its database there is none to be connected to. */
function describeBackend(origin: string, { data, isError }: ReturnType<typeof useHealth>): DatabaseState {
  const answers = !isError && data?.database.connected !== false;
  const detail = `Aksara backend ${origin}: ${answers ? 'no database is read; start with --database-url' : 'it does not answer'}`;
  return { text: answers ? 'Aksara backend' : 'Aksara backend, not answering', detail, tone: answers ? 'text-good' : 'text-bad' };
}

function describeHub(status: HubStatusResponse | undefined): string {
  if (!status) return 'AI Hub: not known';
  return status.active_provider ? `AI Hub: ${status.active_provider.replaceAll('_', ' ')}` : 'AI Hub: not configured';
}
