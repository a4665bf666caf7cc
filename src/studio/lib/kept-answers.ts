import { detailLevelSchema, FlowError, type HistoryEntry, type KeptAnswer, type ProjectSnapshot } from '#contract';
import { useAnswersStore } from './answers-store.ts';
import { toErrorCode } from './error-code.ts';
import { answerKey, type FlowAnswer, type Question } from './flow-answer.ts';
import { openFlow } from './flow-history.ts';
import { objectPath, parsePath } from './object-path.ts';
import { currentPath, navigate } from './page-address.ts';
import { useTypedQueriesStore } from './typed-queries-store.ts';
import { changeSearch, formatSearch } from './url-state.ts';

/** Shows a kept answer in the panel of its flow, wherever that is. */
export function openKeptAnswer(kept: KeptAnswer, snapshot: ProjectSnapshot | undefined): void {
  const { flow_type: kind, action_key: flow } = kept;
  const id = objectIdOf(kept, snapshot);
  const detail = detailLevelSchema.safeParse(kept.context['detail']).data;
  useAnswersStore.getState().put(answerKey(kind, id, flow), toFlowAnswer(kept));
  const path = objectPath(kind, id);
  const here = parsePath(currentPath());
  const there = parsePath(path);
  if (here.section !== there.section || here.id !== there.id) {
    navigate(path + formatSearch({ flow, detail }));
    return;
  }
  openFlow(flow);
  changeSearch({ detail, pack: undefined });
}

const identifying = ['model_name', 'path', 'method', 'sql', 'migration_id', 'app', 'name', 'issue_id'] as const;

/** True when both are about the same object, whatever the action and the detail. */
export function isSameObject(entry: HistoryEntry, question: Question): boolean {
  return entry.flow_type === question.flow_type && identifying.every((field) => (entry.context[field] ?? null) === (question.context?.[field] ?? null));
}

function objectIdOf({ flow_type, context }: HistoryEntry, snapshot: ProjectSnapshot | undefined): string {
  const text = (field: string) => (typeof context[field] === 'string' ? context[field] : '');
  switch (flow_type) {
    case 'model':
      return snapshot?.models.find(({ id, name, displayName }) => [id, name, displayName].includes(text('model_name')))?.id ?? text('model_name');
    case 'route':
      return `${text('method').toUpperCase()}:${text('path')}`;
    case 'query':
      return snapshot?.queries.find(({ sql }) => sql === text('sql'))?.id ?? useTypedQueriesStore.getState().add(text('sql'));
    case 'migration':
      return text('migration_id') || [text('app'), text('name')].filter(Boolean).join('/');
    case 'diagnostic':
      return text('issue_id');
  }
}

function toFlowAnswer(kept: KeptAnswer): Omit<FlowAnswer, 'id'> {
  const { flow_type, action_key, context, answer: text, partial, provider, model, pack_id: packId, tokens, elapsed_ms: elapsedMs, error, error_code } = kept;
  const question = { flow_type, action_key, context };
  const failure = error === null ? null : new FlowError(toErrorCode(error_code), error);
  return {
    question, origin: 'kept', status: failure === null ? 'complete' : 'failed', text, partial, provider, model, packId, tokens, elapsedMs,
    startedAt: Date.parse(kept.created_at), warnings: [], retry: null, error: failure, stop: null,
  };
}
