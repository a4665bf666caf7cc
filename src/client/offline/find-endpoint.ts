import { endpoints, fromPathSegment, type EndpointName } from '#contract';

export interface FoundEndpoint {
  readonly name: EndpointName;
  /** Values of the path's parameters, decoded. */
  readonly parameters: Readonly<Record<string, string>>;
}

/** The entry of the endpoint table that a request is for; null when there is none, or a parameter does not decode. */
export function findEndpoint(method: string, path: string): FoundEndpoint | null {
  const segments = path.split('/');
  for (const name of endpointNames) {
    const endpoint = endpoints[name];
    const parameters = endpoint.method === method ? matchPath(endpoint.path.split('/'), segments) : null;
    if (parameters !== null) return { name, parameters };
  }
  return null;
}

/** Fixed paths before those with a parameter, which would take them as a value. */
const endpointNames = (Object.keys(endpoints) as EndpointName[]) // the table's own keys
  .toSorted((a, b) => Number(endpoints[a].path.includes(':')) - Number(endpoints[b].path.includes(':')));

function matchPath(pattern: readonly string[], segments: readonly string[]): Readonly<Record<string, string>> | null {
  if (pattern.length !== segments.length) return null;
  const parameters: [string, string][] = [];
  for (const [index, part] of pattern.entries()) {
    const segment = segments[index] ?? '';
    if (!part.startsWith(':')) {
      if (part !== segment) return null;
      continue;
    }
    const value = decode(segment);
    if (value === null) return null;
    parameters.push([part.slice(1), value]);
  }
  return Object.fromEntries(parameters);
}

function decode(segment: string): string | null {
  try {
    return fromPathSegment(decodeURIComponent(segment));
  } catch {
    return null; // a malformed escape names no object
  }
}
