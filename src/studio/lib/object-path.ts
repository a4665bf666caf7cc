import { fromPathSegment, toPathSegment, type ObjectKind } from '#contract';
import { basePath } from './page-address.ts';

export const sectionNames = ['overview', 'models', 'routes', 'queries', 'migrations', 'diagnostics', 'ai-hub'] as const;
export type SectionName = (typeof sectionNames)[number];

const sectionOfKind = {
  model: 'models',
  route: 'routes',
  query: 'queries',
  migration: 'migrations',
  diagnostic: 'diagnostics',
  database: 'overview',
} as const satisfies Record<ObjectKind, SectionName>;

export interface Place {
  readonly section: SectionName;
  /** Id of the selected object, decoded; null when none is. */
  readonly id: string | null;
}

/** Path of a section, or of an object in it, from the origin on: `/studio/ui/models/public.users`. */
export function pathOf(section: SectionName, id: string | null = null): string {
  const folder = section === 'overview' ? `${basePath}/` : `${basePath}/${section}`;
  return id === null ? folder : `${folder}/${toPathSegment(id)}`;
}

/** Path of the object a finding, a relation or a query names. */
export function objectPath(kind: ObjectKind, id: string): string {
  return kind === 'database' ? pathOf('overview') : pathOf(sectionOfKind[kind], id);
}

/** The section and object a path names; an unknown section is the overview, an id that does not decode is no id. */
export function parsePath(path: string): Place {
  const rest = path.startsWith(basePath) ? path.slice(basePath.length) : path;
  const [name = '', segment = ''] = rest.split('/').filter((part) => part !== '');
  const section = sectionNames.find((known) => known === name) ?? 'overview';
  return { section, id: segment === '' ? null : decodeId(segment) };
}

function decodeId(segment: string): string | null {
  try {
    return fromPathSegment(decodeURIComponent(segment));
  } catch {
    return null; // a malformed escape typed by hand: the section opens with nothing selected
  }
}
