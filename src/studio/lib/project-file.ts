import { createContext, useContext } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import { create } from 'zustand';
import type { SnapshotShelf } from '#client';
import type { FlowError } from '#contract';
import { goTo } from './go-to.ts';
import { pathOf } from './object-path.ts';

/** The part of the shelf that a control works with. */
export type ProjectFile = Pick<SnapshotShelf, 'load' | 'unload' | 'loadedName'>;

const ProjectFileContext = createContext<ProjectFile | null>(null);
export const ProjectFileProvider = ProjectFileContext.Provider;

export interface ReadingFile {
  readonly name: string;
  /** Bytes. */
  readonly size: number;
  /** Ends the reading; what is shown stays. */
  readonly cancel: () => void;
}

interface ProjectFileState {
  /** The file that is being read. */
  readonly reading: ReadingFile | null;
  /** Why the last file was not taken. */
  readonly error: unknown;
  /** Name of the file that is shown; null = the sample. */
  readonly shown: string | null;
}

const useProjectFileStore = create<ProjectFileState>(() => ({ reading: null, error: null, shown: null }));

export interface ProjectFileControl extends ProjectFileState {
  /** Never fails: a file that is not taken is told in `error`, and what was shown stays. A file that is still being read gives way. */
  load(file: File): Promise<void>;
  /** Tells why nothing is loaded. */
  refuse(error: FlowError): void;
  showSample(): void;
}

/** Loading a snapshot file in place of the sample; null where a server says what the project is. */
export function useProjectFile(): ProjectFileControl | null {
  const projectFile = useContext(ProjectFileContext);
  const state = useProjectFileStore();
  const queryClient = useQueryClient();
  if (projectFile === null) return null;
  const shelf = projectFile;

  async function load(file: File): Promise<void> {
    useProjectFileStore.getState().reading?.cancel();
    const ending = new AbortController();
    const cancel = () => {
      ending.abort();
      useProjectFileStore.setState({ reading: null });
    };
    useProjectFileStore.setState({ reading: { name: file.name, size: file.size, cancel }, error: null });
    goTo(pathOf('overview'));
    const error = await failureOf(() => shelf.load(file, { signal: ending.signal }));
    // Who cancelled it, or took another file, knows.
    if (ending.signal.aborted) return;
    useProjectFileStore.setState({ reading: null, error, shown: shelf.loadedName() });
    if (error === null) await queryClient.invalidateQueries();
  }

  return {
    ...state,
    load,
    refuse(error) {
      useProjectFileStore.setState({ error });
      goTo(pathOf('overview'));
    },
    showSample() {
      shelf.unload();
      useProjectFileStore.setState({ error: null, shown: null });
      void queryClient.invalidateQueries();
    },
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
