import type { EndpointName, EndpointRequest, EndpointResponse } from '#contract';
import type { AnswerHistory } from '../history/history.ts';
import type { RunLimits } from '../ai/execute.ts';
import type { Hub } from '../hub/hub.ts';
import type { Project } from '../project/project.ts';

/** What the handlers work with; each takes the part it needs. */
export interface Services {
  readonly project: Project;
  readonly hub: Hub;
  readonly history: AnswerHistory;
  readonly about: About;
  /** Waits and sizes of a run, where they are not the usual ones. */
  readonly runLimits?: Partial<RunLimits> | undefined;
}

/** Facts of this process. */
export interface About {
  readonly version: string;
  readonly startedAt: Date;
  now(): Date;
}

export interface EndpointCall<Name extends EndpointName> {
  /** The body as the endpoint's schema let it through. */
  readonly body: EndpointRequest<Name>;
  /** A path parameter, decoded. */
  parameter(name: string): string;
  /** Aborted when the client goes away. */
  readonly signal: AbortSignal;
}

export type Handler<Name extends EndpointName> = (call: EndpointCall<Name>) => EndpointResponse<Name> | Promise<EndpointResponse<Name>>;

/** `snapshot` is apart: it answers prepared bytes, not a value. */
export type Handlers = { readonly [Name in Exclude<EndpointName, 'snapshot'>]: Handler<Name> };
