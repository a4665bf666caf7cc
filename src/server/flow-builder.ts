import type { FlowRequest, PackResult } from '#contract';
import { buildFlow } from './flow-service.ts';
import type { PackLog } from './history/pack-log.ts';
import type { Hub } from './hub/hub.ts';
import type { Project } from './project/project.ts';
import { createRecentEntries } from './recent-entries.ts';

const capacity = 256;

/**
 * Builds packs for a server that is asked again and again. A pack is a function of the snapshot, the request, the target and the
 * secrets to hide, so the same four give the pack that was built before. Failures are not kept: their cause may be gone. Each new
 * pack is noted, for its answer to be checked by its id.
 */
export function createFlowBuilder(project: Project, hub: Hub, log: Pick<PackLog, 'note'>): (request: FlowRequest) => Promise<PackResult> {
  const packs = createRecentEntries<PackResult>(capacity);
  return async (request) => {
    const { checksum } = project.state();
    const key = JSON.stringify([checksum, request, await hub.active(), hub.secrets()]);
    const known = packs.get(key);
    if (known) return known;
    const pack = await buildFlow(project, request, hub);
    if (pack.ok) log.note(pack.pack_id, request);
    // A refresh while it was built may have given it newer facts than its key says.
    if (isComplete(pack) && project.state().checksum === checksum) packs.set(key, pack);
    return pack;
  };
}

/** A pack without the plan it asked for may have it the next time. */
function isComplete(pack: PackResult): boolean {
  return pack.ok && !(pack.omitted ?? []).some(({ part }) => part === 'plan');
}
