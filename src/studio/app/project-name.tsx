import { PathLink } from '../components/path-link.tsx';
import { MiddleTruncated } from '../components/ui/middle-truncated.tsx';
import { useSnapshot } from '../lib/api.ts';
import { pathOf } from '../lib/object-path.ts';

/** Mark and name of the project, at the head of the rail. */
export function ProjectName() {
  const { data } = useSnapshot();
  return (
    <PathLink to={pathOf('overview')} aria-label={`${data?.project.name ?? 'Aksara Studio'}, overview`} className="m-2 flex h-8 items-center gap-2 rounded-medium px-2 max-wide:justify-center max-narrow:hidden">
      <svg aria-hidden viewBox="0 0 32 32" className="size-4 shrink-0 text-accent-text">
        <path d="M16 3 30 28H2Z M16 13.5 9.6 25h12.8Z" fill="currentColor" fillRule="evenodd" />
      </svg>
      <span className="flex min-w-0 font-semibold max-wide:hidden">{data ? <MiddleTruncated text={data.project.name} plain /> : null}</span>
    </PathLink>
  );
}
