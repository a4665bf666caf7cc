import { useEffect } from 'react';
import { useSnapshot } from '../lib/api.ts';
import { useProjectFile } from '../lib/project-file.ts';
import { useStudioApi } from '../lib/studio-api.ts';
import { whenIdle } from './load-ahead.ts';

/**
 * Loads what packs are built with in the page, once the project is shown and the browser has nothing else to do: when the server is
 * gone it is too late. A page that never had a server loads it for its first pack.
 */
export function useBuilderAhead(): void {
  const api = useStudioApi();
  const hasServer = useProjectFile() === null;
  const isShown = useSnapshot().data !== undefined;
  useEffect(() => {
    if (!hasServer || !isShown) return;
    return whenIdle(() => void api.loadBuilder?.());
  }, [api, hasServer, isShown]);
}
