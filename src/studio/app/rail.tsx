import type { LucideIcon } from 'lucide-react';
import { PathLink } from '../components/path-link.tsx';
import { classNames } from '../components/ui/class-names.ts';
import { Tooltip } from '../components/ui/tooltip.tsx';
import { useSnapshot } from '../lib/api.ts';
import { formatCompact } from '../lib/format.ts';
import { pathOf, type SectionName } from '../lib/object-path.ts';
import { useMediaQuery } from '../lib/use-media-query.ts';
import { ProjectName } from './project-name.tsx';
import { RailFoot } from './rail-foot.tsx';
import { sections } from './sections.ts';
import { SettingsMenu } from './settings-menu.tsx';

interface RailProps {
  readonly current: SectionName;
  readonly onShortcuts: () => void;
}

/** The sections: names and counts from 1100 px on, icons below, a bar at the bottom under 720 px. */
export function Rail({ current, onShortcuts }: RailProps) {
  const { data } = useSnapshot();
  const iconsOnly = useMediaQuery('(width < 1100px)');
  return (
    <header className="flex shrink-0 border-line bg-rail narrow:w-14 narrow:flex-col narrow:border-r wide:w-52 max-narrow:h-13 max-narrow:items-center max-narrow:border-t">
      <ProjectName />
      <nav aria-label="Sections" className="narrow:px-2 max-narrow:flex-1">
        <ul className="flex narrow:flex-col narrow:gap-0.5 max-narrow:justify-around">
          {sections.map(({ name, title, icon, count }) => (
            <li key={name}>
              <RailLink name={name} title={title} icon={icon} current={name === current} count={data ? count(data) : null} iconsOnly={iconsOnly} />
            </li>
          ))}
        </ul>
      </nav>
      <div className="flex-1 max-narrow:hidden" />
      <RailFoot onShortcuts={onShortcuts} />
      <div className="pr-1 narrow:hidden">
        <SettingsMenu />
      </div>
    </header>
  );
}

interface RailLinkProps {
  readonly name: SectionName;
  readonly title: string;
  readonly icon: LucideIcon;
  readonly current: boolean;
  readonly count: number | null;
  readonly iconsOnly: boolean;
}

function RailLink({ name, title, icon: Icon, current, count, iconsOnly }: RailLinkProps) {
  return (
    <Tooltip content={iconsOnly ? title : null} side="right">
      <PathLink
        to={pathOf(name)}
        aria-current={current ? 'page' : undefined}
        className={classNames(
          'flex h-8 items-center gap-2 rounded-medium px-2 font-medium max-wide:justify-center max-narrow:size-11 max-narrow:px-0',
          current ? 'bg-tint text-accent-text' : 'text-soft hover:bg-hover hover:text-text',
        )}
      >
        <Icon aria-hidden size={16} strokeWidth={1.5} className="shrink-0 max-narrow:size-5" />
        <span className={classNames('flex-1', iconsOnly && 'sr-only')}>{title}</span>
        {count === null || iconsOnly ? null : <span className="text-meta font-normal text-faint tabular-nums">{formatCompact(count)}</span>}
      </PathLink>
    </Tooltip>
  );
}
