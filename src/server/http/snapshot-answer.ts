import { hideKnown } from '#flows';
import type { Hub } from '../hub/hub.ts';
import type { Project } from '../project/project.ts';
import { chooseEncoding, createEncodedBody, type EncodedBody } from './encoded-body.ts';
import type { AppContext } from './request-facts.ts';

interface Prepared {
  readonly checksum: string;
  readonly size: number;
  readonly body: EncodedBody;
}

/**
 * `GET /studio/snapshot`: the whole snapshot, serialised and compressed once a checksum, 304 when the client has it. A page builds packs
 * of it when this server is gone, so what no pack may hold is not in it.
 */
export function createSnapshotAnswer(project: Project, hub: Pick<Hub, 'secrets'>): (context: AppContext) => Promise<Response> {
  let prepared: Prepared | null = null;
  return async function answerSnapshot(context) {
    const { checksum } = project.state();
    // Weak: the same facts in another encoding are other bytes.
    const tag = `W/"${checksum}"`;
    context.header('ETag', tag);
    context.header('Vary', 'Accept-Encoding');
    if (holdsTag(context.req.header('if-none-match'), checksum)) return context.body(null, 304);
    if (prepared?.checksum !== checksum) prepared = prepare(project, hub, checksum);
    const encoding = chooseEncoding(context.req.header('accept-encoding'), prepared.size);
    const bytes = await prepared.body.in(encoding);
    if (encoding !== 'identity') context.header('Content-Encoding', encoding);
    return context.body(new Uint8Array(bytes), 200, { 'Content-Type': 'application/json; charset=utf-8' });
  };
}

function prepare(project: Project, hub: Pick<Hub, 'secrets'>, checksum: string): Prepared {
  const secrets = project.secrets(hub.secrets());
  const text = JSON.stringify(project.snapshot());
  // Looking through one text is fast; looking through each of its strings is not.
  const holdsOne = secrets.some(({ value }) => text.includes(value));
  const bytes = Buffer.from(holdsOne ? JSON.stringify(hideKnown(project.snapshot(), secrets)) : text);
  return { checksum, size: bytes.byteLength, body: createEncodedBody(bytes, 4) };
}

function holdsTag(header: string | undefined, checksum: string): boolean {
  return (header ?? '').split(',').some((tag) => tag.trim() === '*' || tag.trim().replace(/^W\//, '') === `"${checksum}"`);
}
