import { endpoints, toPathSegment, type EndpointName, type EndpointRequest, type EndpointResponse } from '#contract';
import type { Call, CallOptions, Connection } from './connection.ts';
import { checkAnswer, checkForeignAnswer, readJson, type ResponseSchema } from './read-answer.ts';
import { send } from './send.ts';
import { createSnapshotReader } from './snapshot-reader.ts';

/**
 * One method an endpoint, named as in the endpoint table: `(body, options)` where it takes a body, `(params, options)` where its
 * path has parameters, else `(options)`. Each throws FlowError when there is no valid answer; a pack with `ok: false` is an answer.
 */
export type StudioClient = { readonly [Name in EndpointName]: Method<Name> };

type Method<Name extends EndpointName> = (...input: Input<Name>) => Promise<EndpointResponse<Name>>;
type Input<Name extends EndpointName> = PathParameters<Name> extends never
  ? EndpointRequest<Name> extends undefined
    ? [options?: CallOptions]
    : [body: EndpointRequest<Name>, options?: CallOptions]
  : [parameters: Readonly<Record<PathParameters<Name>, string>>, options?: CallOptions];
type PathParameters<Name extends EndpointName> = ParametersOf<(typeof endpoints)[Name]['path']>;
type ParametersOf<Path extends string> = Path extends `${string}:${infer Parameter}/${infer Rest}`
  ? Parameter | ParametersOf<Rest>
  : Path extends `${string}:${infer Parameter}`
    ? Parameter
    : never;

/** `fetch` is injected; `baseUrl` is an origin without a trailing slash, empty for the page's own. */
export function createStudioClient(connection: Connection): StudioClient {
  const names = Object.keys(endpoints) as EndpointName[]; // the table's own keys
  const methods = Object.fromEntries(names.map((name) => [name, createMethod(connection, name)]));
  const snapshot = connection.snapshot ?? createSnapshotReader(connection, endpoints.snapshot.path);
  return { ...methods, snapshot } as StudioClient; // each method was made from the entry of its name
}

function createMethod(connection: Connection, name: EndpointName) {
  const endpoint = endpoints[name];
  const schema: ResponseSchema<unknown> = endpoint.response;
  const takesInput = endpoint.request !== null || endpoint.path.includes(':');
  return async (...input: readonly [unknown?, CallOptions?]): Promise<unknown> => {
    const [argument, options] = takesInput ? input : [undefined, toOptions(input[0])];
    const call: Call = {
      method: endpoint.method,
      path: fillPath(endpoint.path, argument),
      signal: options?.signal,
      ...(endpoint.request === null ? {} : { body: argument }),
    };
    const json = await readJson(call, await send(connection, call));
    return options?.onLeft ? checkForeignAnswer(call, schema, { json, onLeft: options.onLeft }) : checkAnswer(call, schema, json);
  };
}

function toOptions(value: unknown): CallOptions | undefined {
  return typeof value === 'object' && value !== null ? value : undefined;
}

/** Puts each parameter into the path as one segment, a slash in it escaped. */
function fillPath(path: string, parameters: unknown): string {
  const values: Readonly<Record<string, unknown>> = typeof parameters === 'object' && parameters !== null ? { ...parameters } : {};
  return path.replace(/:(\w+)/g, (_, name: string) => toPathSegment(String(values[name])));
}
