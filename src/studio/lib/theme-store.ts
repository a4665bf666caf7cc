import { create } from 'zustand';
import { persist } from 'zustand/middleware';

export const themes = ['system', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];

interface ThemeState {
  readonly theme: Theme;
  readonly setTheme: (theme: Theme) => void;
}

/** The one preference of the Studio; kept in the browser. `system` leaves the choice to `prefers-color-scheme`. */
export const useThemeStore = create<ThemeState>()(
  persist((set) => ({ theme: 'system', setTheme: (theme) => set({ theme }) }), {
    name: 'aksara-studio:theme',
    version: 1,
    partialize: ({ theme }) => ({ theme }),
  }),
);

/** Keeps the document's `data-theme` equal to the preference. Returns the end of it. */
export function applyTheme(root: HTMLElement): () => void {
  const apply = ({ theme }: { readonly theme: Theme }) => {
    if (theme === 'system') delete root.dataset['theme'];
    else root.dataset['theme'] = theme;
  };
  apply(useThemeStore.getState());
  return useThemeStore.subscribe(apply);
}
