/** Prints the pack id of each golden request: run as a process of its own, in another zone, locale or version of Node. */
import { loadSqlParser } from '#sql';
import { buildPack } from '../build-pack.ts';
import { goldenRequests } from './golden-requests.ts';
import { sampleEvidence, sampleSnapshot } from './sample-project.ts';

const parser = await loadSqlParser();
const ids = goldenRequests.map((request) => [request.body.action_key, buildPack(request, sampleSnapshot(), sampleEvidence(request), { parser }).pack_id]);
process.stdout.write(JSON.stringify(Object.fromEntries(ids)));
