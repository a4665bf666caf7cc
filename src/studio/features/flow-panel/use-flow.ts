import { useQuery } from '@tanstack/react-query';
import { FlowError, type DetailLevel, type FlowAction, type FlowKind, type FlowRequest, type PromptPack } from '#contract';
import { actionsQuery, flowQuery, isHubConfigured, useHubStatus, useSnapshot } from '../../lib/api.ts';
import { answerKey, toQuestion, type Question } from '../../lib/flow-answer.ts';
import { usePastedPlansStore } from '../../lib/pasted-plans-store.ts';
import { useStudioApi } from '../../lib/studio-api.ts';
import { useTypedQueriesStore } from '../../lib/typed-queries-store.ts';
import { usePlace, useSearchState } from '../../lib/url-state.ts';
import { findTarget, type FlowTarget } from './flow-target.ts';
import { packFailure } from './pack-failure.ts';

export interface OpenFlow {
  readonly actionKey: string;
  readonly action: FlowAction | undefined;
  /** Actions of the same kind, for the suggested next ones. */
  readonly actions: readonly FlowAction[];
  readonly target: FlowTarget | null;
  /** Where the answer to it is kept. */
  readonly answerKey: string;
  /** What is asked of a server; null while nothing can be asked. */
  readonly request: FlowRequest | null;
  /** What a run of it asks; null while nothing can be asked. */
  readonly question: Question | null;
  /** How much the pack shows: what the URL says, else the project's default. */
  readonly detail: DetailLevel;
  readonly pack: PromptPack | undefined;
  /** The page built the pack itself, because the server could not. */
  readonly builtHere: boolean;
  readonly error: unknown;
  readonly fetching: boolean;
  readonly retry: () => void;
}

/** The flow that the URL says is open: its action, its object, and the pack for them. */
export function useFlow(kind: FlowKind): OpenFlow {
  const api = useStudioApi();
  const { id } = usePlace();
  const { flow: actionKey = '', detail } = useSearchState();
  const snapshot = useSnapshot();
  const typedQueries = useTypedQueriesStore((state) => state.queries);
  const pastedPlans = usePastedPlansStore((state) => state.plans);
  const actions = useQuery(actionsQuery(api));
  const hub = useHubStatus();
  const ofKind = actions.data?.actions.filter((action) => action.kind === kind) ?? [];
  const action = ofKind.find((candidate) => candidate.action_key === actionKey);
  const target = id !== null && snapshot.data ? findTarget(kind, id, { snapshot: snapshot.data, typedQueries, pastedPlans }) : null;
  const configured = hub.data !== undefined && isHubConfigured(hub.data);
  const request = target && action && configured ? target.request(actionKey, detail) : null;
  const pack = useQuery(flowQuery(api, request, snapshot.dataUpdatedAt));
  const known = snapshot.data !== undefined && actions.data !== undefined && hub.data !== undefined;
  const failure = snapshot.error ?? actions.error ?? hub.error ?? pack.error;
  return {
    actionKey,
    action,
    actions: ofKind,
    target,
    answerKey: answerKey(kind, id ?? '', actionKey),
    request,
    question: request && toQuestion(request),
    detail: detail ?? pack.data?.detail ?? snapshot.data?.configuration?.detail ?? 'statistics',
    pack: pack.data?.ok ? pack.data : undefined,
    builtHere: pack.data !== undefined && api.isBuiltHere?.(pack.data) === true,
    error: known ? (blocked({ kind, id, actionKey, action, target, configured, actions: ofKind }) ?? packFailure(pack.data) ?? pack.error) : failure,
    fetching: pack.isFetching,
    retry: () => void (request ? pack.refetch() : Promise.all([snapshot.refetch(), actions.refetch(), hub.refetch()])),
  };
}

interface Blockers {
  readonly kind: FlowKind;
  readonly id: string | null;
  readonly actionKey: string;
  readonly action: FlowAction | undefined;
  readonly target: FlowTarget | null;
  readonly configured: boolean;
  readonly actions: readonly FlowAction[];
}

/** Why nothing can be asked at all; null when it can. */
function blocked({ kind, id, actionKey, action, target, configured, actions }: Blockers): FlowError | null {
  if (!action) {
    const suggestions = actions.map((candidate) => candidate.action_key);
    return new FlowError('INVALID_ACTION', `There is no AI flow “${actionKey}” for a ${kind}.`, { suggestions });
  }
  if (!configured) return new FlowError('AI_HUB_NOT_CONFIGURED', 'AI flows are off until the AI Hub is configured.');
  if (id === null) return new FlowError('INVALID_REQUEST', `${action.title} needs a ${kind}.`, { remedy: `Select a ${kind} in the list.` });
  if (!target) {
    return new FlowError('NOT_FOUND', `Query “${id}” is not among the recorded ones, and its text was not typed in this tab.`, {
      remedy: 'Type the statement again: SQL is never part of a link.',
    });
  }
  return null;
}
