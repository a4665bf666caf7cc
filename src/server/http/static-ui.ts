import { readdirSync, readFileSync } from 'node:fs';
import { extname, join, relative, sep } from 'node:path';
import { FlowError } from '#contract';
import { chooseEncoding, createEncodedBody, type EncodedBody } from './encoded-body.ts';
import type { AppContext } from './request-facts.ts';

export const uiPath = '/studio/ui';

const mediaTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
  '.txt': 'text/plain; charset=utf-8',
  '.webmanifest': 'application/manifest+json',
};
/** Formats that are compressed already. */
const packed = new Set(['.woff2', '.png', '.ico']);

interface UiFile {
  readonly type: string;
  readonly size: number;
  readonly body: EncodedBody;
  readonly compressible: boolean;
}

/**
 * The built Studio from memory: only files that were there at the first request, so no request ever names a path on disk. Every
 * other path under `/studio/ui/` is a page of the single-page application, except a missing asset.
 */
export function createUiAnswer(folder: string): (context: AppContext) => Promise<Response> {
  let files: ReadonlyMap<string, UiFile> | null = null;
  return async function answerUi(context) {
    files ??= readFiles(folder);
    const name = context.req.path.slice(`${uiPath}/`.length);
    const asset = files.get(name);
    if (asset && name !== 'index.html') return send(context, asset, isHashed(name) ? 'public, max-age=31536000, immutable' : 'no-cache');
    const page = files.get('index.html');
    if (!page) throw notBuilt(folder);
    if (name.startsWith('assets/')) throw new FlowError('NOT_FOUND', 'The Studio has no such file; it may be of an older build.', { remedy: 'Reload the page.' });
    return send(context, page, 'no-cache');
  };
}

async function send(context: AppContext, file: UiFile, caching: string): Promise<Response> {
  const encoding = file.compressible ? chooseEncoding(context.req.header('accept-encoding'), file.size) : 'identity';
  context.header('Cache-Control', caching);
  context.header('Vary', 'Accept-Encoding');
  if (encoding !== 'identity') context.header('Content-Encoding', encoding);
  return context.body(new Uint8Array(await file.body.in(encoding)), 200, { 'Content-Type': file.type });
}

/** The build writes every file under `assets/` with a hash of its content in the name. */
function isHashed(name: string): boolean {
  return name.startsWith('assets/');
}

function readFiles(folder: string): ReadonlyMap<string, UiFile> {
  return new Map(listFiles(folder).map((path) => [relative(folder, path).split(sep).join('/'), readFile(path)]));
}

function listFiles(folder: string): readonly string[] {
  try {
    const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
    return entries.filter((entry) => entry.isFile() && !entry.name.endsWith('.map')).map((entry) => join(entry.parentPath, entry.name));
  } catch {
    return []; // no build there: said when the page is asked for
  }
}

function readFile(path: string): UiFile {
  const bytes = readFileSync(path);
  const extension = extname(path);
  const type = mediaTypes[extension] ?? 'application/octet-stream';
  return { type, size: bytes.byteLength, body: createEncodedBody(bytes, 9), compressible: !packed.has(extension) };
}

function notBuilt(folder: string): FlowError {
  return new FlowError('SOURCE_UNREADABLE', `The Studio's pages are not built: ${folder} holds no index.html.`, { remedy: 'Run: npm run build' });
}
