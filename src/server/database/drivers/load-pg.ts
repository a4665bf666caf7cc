import type pg from 'pg';

/**
 * The driver. While it loads it looks for a Cloudflare worker: by `navigator`, else by making a `Response`, which on Node 20 (it has no
 * `navigator`) loads all of fetch, some 15 ms of every command. So it is told what newer versions of Node tell.
 */
export async function loadPg(): Promise<typeof pg> {
  if ('navigator' in globalThis) return import('pg');
  const userAgent = `Node.js/${process.versions.node.split('.')[0] ?? ''}`;
  Object.defineProperty(globalThis, 'navigator', { value: { userAgent }, configurable: true });
  try {
    return await import('pg');
  } finally {
    Reflect.deleteProperty(globalThis, 'navigator');
  }
}
