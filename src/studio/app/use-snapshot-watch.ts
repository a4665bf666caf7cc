import { useEffect } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import { snapshotQuery, useHealth, useSnapshot } from '../lib/api.ts';
import { useStudioApi } from '../lib/studio-api.ts';

/**
 * Reads the snapshot again when the server says that it holds another one than before, and once the server answers again after
 * a failed first load.
 */
export function useSnapshotWatch(): void {
  const queryClient = useQueryClient();
  const api = useStudioApi();
  const { data: health, isError: serverGone } = useHealth();
  const { isError: snapshotFailed } = useSnapshot();
  const checksum = health?.snapshot?.checksum;
  const missing = snapshotFailed && !serverGone;
  useEffect(() => {
    if (checksum === undefined) return;
    void queryClient.invalidateQueries({ queryKey: snapshotQuery(api).queryKey });
  }, [api, queryClient, checksum, missing]);
}
