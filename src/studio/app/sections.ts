import type { ComponentType, LazyExoticComponent } from 'react';
import { Gauge, ListChecks, PlugZap, ScanSearch, Table2, Waypoints, FileStack, type LucideIcon } from 'lucide-react';
import type { ProjectSnapshot } from '#contract';
import { lazyPart } from '../lib/lazy-part.ts';
import type { SectionName } from '../lib/object-path.ts';

interface SectionEntry {
  readonly name: SectionName;
  readonly title: string;
  readonly icon: LucideIcon;
  /** A list beside a detail, or one page. */
  readonly shape: 'list' | 'page';
  readonly load: () => Promise<ComponentType>;
  /** How many objects it holds. */
  readonly count: (snapshot: ProjectSnapshot) => number | null;
}

export interface Section extends SectionEntry {
  readonly screen: LazyExoticComponent<ComponentType> | ComponentType;
}

const entries: readonly SectionEntry[] = [
  {
    name: 'overview',
    title: 'Overview',
    icon: Gauge,
    shape: 'page',
    load: async () => (await import('../features/overview/overview-screen.tsx')).OverviewScreen,
    count: () => null,
  },
  {
    name: 'models',
    title: 'Models',
    icon: Table2,
    shape: 'list',
    load: async () => (await import('../features/models/models-screen.tsx')).ModelsScreen,
    count: (snapshot) => snapshot.models.length,
  },
  {
    name: 'routes',
    title: 'Routes',
    icon: Waypoints,
    shape: 'list',
    load: async () => (await import('../features/routes/routes-screen.tsx')).RoutesScreen,
    count: (snapshot) => snapshot.routes.length,
  },
  {
    name: 'queries',
    title: 'DB Queries',
    icon: ScanSearch,
    shape: 'list',
    load: async () => (await import('../features/queries/queries-screen.tsx')).QueriesScreen,
    count: (snapshot) => snapshot.queries.length,
  },
  {
    name: 'migrations',
    title: 'Migrations',
    icon: FileStack,
    shape: 'list',
    load: async () => (await import('../features/migrations/migrations-screen.tsx')).MigrationsScreen,
    count: (snapshot) => snapshot.migrations.length,
  },
  {
    name: 'diagnostics',
    title: 'Diagnostics',
    icon: ListChecks,
    shape: 'list',
    load: async () => (await import('../features/diagnostics/diagnostics-screen.tsx')).DiagnosticsScreen,
    count: (snapshot) => snapshot.diagnostics.length,
  },
  {
    name: 'ai-hub',
    title: 'AI Hub',
    icon: PlugZap,
    shape: 'page',
    load: async () => (await import('../features/hub/hub-screen.tsx')).HubScreen,
    count: () => null,
  },
];

/** The sections of the rail, in order. Each loads its screen when it is opened. */
export const sections: readonly Section[] = entries.map((entry) => ({ ...entry, screen: lazyPart(entry.load) }));
