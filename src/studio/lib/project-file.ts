import { createContext, useContext } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import { create } from 'zustand';
import type { SnapshotShelf } from '#client';
import { goTo } from './go-to.ts';
import { pathOf } from './object-path.ts';

/** The part of the shelf that a control works with. */
export type ProjectFile = Pick<SnapshotShelf, 'load' | 'unload' | 'loadedName'>;

const ProjectFileContext = createContext<ProjectFile | null>(null);
export const ProjectFileProvider = ProjectFileContext.Provider;

interface ProjectFileState {
  /** Name of the file that is being read. */
  readonly reading: string | null;
  /** Why the last file was not taken. */
  readonly error: unknown;
  /** Name of the file that is shown; null = the sample. */
  readonly shown: string | null;
}

const useProjectFileStore = create<ProjectFileState>(() => ({ reading: null, error: null, shown: null }));

export interface ProjectFileControl extends ProjectFileState {
  /** Never fails: a file that is not taken is told in `error`, and what was shown stays. */
  load(file: File): Promise<void>;
  showSample(): void;
}

/** Loading a snapshot file in place of the sample; null where a server says what the project is. */
export function useProjectFile(): ProjectFileControl | null {
  const projectFile = useContext(ProjectFileContext);
  const state = useProjectFileStore();
  const queryClient = useQueryClient();
  if (projectFile === null) return null;

  async function show(take: (shelf: ProjectFile) => unknown, reading: string | null): Promise<void> {
    if (projectFile === null) return;
    useProjectFileStore.setState({ reading, error: null });
    goTo(pathOf('overview'));
    const error = await failureOf(async () => take(projectFile));
    useProjectFileStore.setState({ reading: null, error, shown: projectFile.loadedName() });
    if (error === null) await queryClient.invalidateQueries();
  }

  return {
    ...state,
    load: (file) => show((shelf) => shelf.load(file), file.name),
    showSample: () => void show((shelf) => shelf.unload(), null),
  };
}

async function failureOf(work: () => Promise<unknown>): Promise<unknown> {
  try {
    await work();
    return null;
  } catch (error) {
    return error;
  }
}
