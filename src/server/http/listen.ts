import type { Server } from 'node:http';
import { FlowError } from '#contract';

const portsTried = 50;

/**
 * Listens on the port, or on the next free one when it is taken; 0 takes any. Answers the port. Throws INVALID_REQUEST when the
 * address cannot be bound at all.
 */
export async function listen(server: Server, host: string, port: number): Promise<number> {
  const last = port === 0 ? 0 : Math.min(port + portsTried - 1, 65_535);
  for (let next = port; next <= last; next += 1) {
    const error = await tryPort(server, host, next);
    if (error === null) return boundPort(server);
    if (error.code !== 'EADDRINUSE') throw cannotListen(host, next, error);
  }
  throw new FlowError('INVALID_REQUEST', `The ports ${port} to ${last} of ${host} are all taken.`, { remedy: 'Give another with --port, or --port 0 for any.' });
}

function tryPort(server: Server, host: string, port: number): Promise<NodeJS.ErrnoException | null> {
  return new Promise((resolve) => {
    const settle = (error: NodeJS.ErrnoException | null): void => {
      server.off('error', settle).off('listening', onListening);
      resolve(error);
    };
    const onListening = (): void => settle(null);
    server.once('error', settle).once('listening', onListening);
    server.listen({ host, port });
  });
}

function boundPort(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('A server that listens on a port has an address.');
  return address.port;
}

function cannotListen(host: string, port: number, error: NodeJS.ErrnoException): FlowError {
  const reasons: Readonly<Record<string, string>> = {
    EACCES: 'it takes more rights than this process has',
    EADDRNOTAVAIL: 'this machine has no such address',
    ENOTFOUND: 'the host name is not known',
  };
  const reason = reasons[error.code ?? ''] ?? error.message;
  return new FlowError('INVALID_REQUEST', `Cannot listen on ${host}:${port}: ${reason}.`, { remedy: 'Give another --host or --port.', cause: error });
}
