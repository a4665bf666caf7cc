import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('../dist/static', import.meta.url));
const types: Readonly<Record<string, string>> = {
  '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css', '.json': 'application/json', '.svg': 'image/svg+xml', '.wasm': 'application/wasm', '.woff2': 'font/woff2',
};

export interface StaticHost {
  /** Address of the folder, with a slash at its end. */
  readonly url: string;
  stop(): Promise<void>;
}

/** Any static host: files of dist/static below a path, no rule of rewriting, no header but the type. */
export async function startStaticHost(path = '/docs/studio/'): Promise<StaticHost> {
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://host');
    const name = pathname === path ? 'index.html' : normalize(pathname.slice(path.length));
    if (!pathname.startsWith(path) || name.startsWith('..')) return response.writeHead(404).end();
    try {
      const bytes = readFileSync(join(folder, name));
      return response.writeHead(200, { 'content-type': types[extname(name)] ?? 'application/octet-stream' }).end(bytes);
    } catch {
      return response.writeHead(404).end(); // as a host does that has no such file
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`;
  return {
    url,
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
