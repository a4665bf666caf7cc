import { createServer, type Socket } from 'node:net';
import { listen } from './tcp-relay.ts';

/**
 * A server that speaks just enough of PostgreSQL's protocol (version 3) to refuse every login with an error; a real server that
 * trusts its local connections has no wrong password.
 */
export async function refusingPostgres(code: string, message: string): Promise<{ readonly port: number; readonly close: () => void }> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => socket.destroy());
    socket.on('data', (request) => (isSslRequest(request) ? socket.write('N') : socket.end(errorResponse(code, message))));
  });
  const port = await listen(server, 0);
  function close(): void {
    for (const socket of sockets) socket.destroy();
    server.close();
  }
  return { port, close };
}

const SSL_REQUEST = 80_877_103;

function isSslRequest(message: Buffer): boolean {
  return message.length === 8 && message.readInt32BE(4) === SSL_REQUEST;
}

/** `E`, its length, and fields of a type byte and text each. */
function errorResponse(code: string, message: string): Buffer {
  const fields = Buffer.from(`SFATAL\0VFATAL\0C${code}\0M${message}\0\0`);
  const head = Buffer.alloc(5);
  head.write('E');
  head.writeInt32BE(fields.length + 4, 1);
  return Buffer.concat([head, fields]);
}
