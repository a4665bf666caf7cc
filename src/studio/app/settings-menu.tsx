import { Check, FileUp, Monitor, Moon, RefreshCw, Settings2, Sun, type LucideIcon } from 'lucide-react';
import { Button } from '../components/ui/button.tsx';
import { classNames } from '../components/ui/class-names.ts';
import { Menu, MenuChoice, MenuChoices, MenuContent, MenuItem, MenuSeparator, MenuTrigger } from '../components/ui/menu.tsx';
import { useRefresh } from '../lib/api.ts';
import { chooseFile } from '../lib/choose-file.ts';
import { useProjectFile } from '../lib/project-file.ts';
import { themes, useThemeStore, type Theme } from '../lib/theme-store.ts';

const looks: Record<Theme, { readonly title: string; readonly icon: LucideIcon }> = {
  system: { title: 'System theme', icon: Monitor },
  light: { title: 'Light theme', icon: Sun },
  dark: { title: 'Dark theme', icon: Moon },
};

/** Theme, reading the project again, and where there is no server another project. */
export function SettingsMenu() {
  const theme = useThemeStore((state) => state.theme);
  const setTheme = useThemeStore((state) => state.setTheme);
  const refresh = useRefresh();
  const file = useProjectFile();
  return (
    <Menu>
      <MenuTrigger asChild>
        <Button variant="quiet" size="icon" aria-label="Theme and refresh" className="max-narrow:size-11">
          <Settings2 aria-hidden size={16} strokeWidth={1.5} className="max-narrow:size-5" />
        </Button>
      </MenuTrigger>
      <MenuContent align="start">
        <MenuChoices value={theme} onValueChange={(value) => setTheme(themes.find((known) => known === value) ?? 'system')}>
          {themes.map((value) => (
            <ThemeChoice key={value} value={value} />
          ))}
        </MenuChoices>
        <MenuSeparator />
        <MenuItem onSelect={() => refresh.mutate()}>
          <RefreshCw aria-hidden size={16} strokeWidth={1.5} className={classNames('text-soft', refresh.isPending && 'pulse')} />
          Refresh project
        </MenuItem>
        {file === null ? null : (
          <MenuItem onSelect={() => chooseFile((chosen) => void file.load(chosen))}>
            <FileUp aria-hidden size={16} strokeWidth={1.5} className="text-soft" />
            Load snapshot file
          </MenuItem>
        )}
      </MenuContent>
    </Menu>
  );
}

function ThemeChoice({ value }: { readonly value: Theme }) {
  const { title, icon: Icon } = looks[value];
  return (
    <MenuChoice value={value} mark={<Check aria-hidden size={14} strokeWidth={1.5} />}>
      <Icon aria-hidden size={16} strokeWidth={1.5} className="text-soft" />
      <span className="flex-1">{title}</span>
    </MenuChoice>
  );
}
