import { useEffect } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import { actionsQuery, snapshotQuery, useHealth } from '../lib/api.ts';
import { useStudioApi } from '../lib/studio-api.ts';

/** Reads the snapshot again when the server says that it holds another one than before, and once the server is back. */
export function useSnapshotWatch(): void {
  const queryClient = useQueryClient();
  const api = useStudioApi();
  const { data: health, isError: serverGone } = useHealth();
  const checksum = health?.snapshot?.checksum;
  useEffect(() => {
    if (checksum === undefined || serverGone) return;
    void queryClient.invalidateQueries({ queryKey: snapshotQuery(api).queryKey });
    // The project's own actions come from its configuration, which is part of the snapshot.
    void queryClient.invalidateQueries({ queryKey: actionsQuery(api).queryKey });
  }, [api, queryClient, checksum, serverGone]);
  useEffect(() => {
    if (!serverGone) return;
    // What comes back may be another server, with a hub of its own.
    return () => void queryClient.invalidateQueries({ queryKey: ['hub'] });
  }, [queryClient, serverGone]);
}
