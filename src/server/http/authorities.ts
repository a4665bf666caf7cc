import { networkInterfaces } from 'node:os';

const loopbackNames = ['localhost', '127.0.0.1', '[::1]'];
const wildcards = new Set(['0.0.0.0', '::', '[::]']);

export interface Address {
  readonly host: string;
  readonly port: number;
}

/** The `host:port` texts under which this server may be asked: loopback names, and the address it was told to bind. */
export function authoritiesOf({ host, port }: Address): ReadonlySet<string> {
  const names = new Set([...loopbackNames, ...namesOf(host)]);
  const withPort = [...names].map((name) => `${name}:${port}`);
  return new Set(port === 80 ? [...withPort, ...names] : withPort);
}

export function isLoopback(host: string): boolean {
  return loopbackNames.includes(inUrl(host)) || /^127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(host);
}

/** A host as it stands in a URL: IPv6 addresses in brackets. */
export function inUrl(host: string): string {
  const name = host.toLowerCase();
  return name.includes(':') && !name.startsWith('[') ? `[${name}]` : name;
}

/** A server on all interfaces is asked by their addresses; a rebinding attack needs a name, and names are not among them. */
function namesOf(host: string): readonly string[] {
  if (!wildcards.has(host)) return [inUrl(host)];
  return Object.values(networkInterfaces()).flatMap((addresses) => (addresses ?? []).map(({ address }) => inUrl(address)));
}
