import type { Finding, HandshakeResponse, Migration, MigrationsSummaryResponse, Model, PlanResponse, Query, QueryBatch, Route, Skipped, SqlParser } from '#contract';
import type { CallOptions } from '../connection.ts';
import type { StudioClient } from '../studio-client.ts';
import { askBackend } from './ask-backend.ts';
import { foldIssues } from './fold-issues.ts';
import { foldMigrations } from './fold-migrations.ts';
import { foldModels } from './fold-models.ts';
import { foldRoutes } from './fold-routes.ts';
import { foldTraces } from './fold-traces.ts';

/** The facts of a running Aksara backend, one method a part. Each throws FlowError, with a remedy, when the backend does not give it. */
export interface BackendReader {
  handshake(): Promise<HandshakeResponse>;
  models(): Promise<{ readonly models: readonly Model[]; readonly skipped: readonly Skipped[] }>;
  routes(): Promise<{ readonly routes: readonly Route[]; readonly skipped: readonly Skipped[] }>;
  migrations(): Promise<{ readonly migrations: readonly Migration[]; readonly skipped: readonly Skipped[]; readonly summary: MigrationsSummaryResponse }>;
  queries(models: readonly Model[]): Promise<{ readonly queries: readonly Query[]; readonly skipped: readonly Skipped[] }>;
  issues(): Promise<{ readonly findings: readonly Finding[]; readonly skipped: readonly Skipped[] }>;
  plan(sql: string, options?: CallOptions): Promise<PlanResponse>;
  /** True for a while after a request that got no answer in its time. */
  isSilent(): boolean;
}

export interface BackendReaderOptions {
  /** Without it column types are the framework's own names, and queries, which hold literals, are left out. */
  readonly parser?: SqlParser;
  /** Milliseconds one request may take. Default 10,000. */
  readonly timeoutMs?: number;
  /** It has just let a request wait for nothing. */
  readonly silent?: boolean;
}

/** Batches whose statements are read; a backend keeps the last 100 requests. */
const readBatches = 40;

/** A backend that hangs is not waited for by each part anew: after one full wait, others are short for a while. */
const [shortMs, silenceMs] = [1_000, 15_000];

export function createBackendReader(client: StudioClient, { parser, timeoutMs = 10_000, silent = false }: BackendReaderOptions = {}): BackendReader {
  let silentSince = silent ? performance.now() : null;
  const isSilent = () => silentSince !== null && performance.now() - silentSince < silenceMs;
  async function ask<Answer>(what: string, call: (options: CallOptions) => Promise<Answer>, options: CallOptions = {}): Promise<Answer> {
    const limit = isSilent() ? Math.min(shortMs, timeoutMs) : timeoutMs;
    const started = performance.now();
    try {
      const answer = await askBackend(what, call, { timeoutMs: limit, ...options });
      silentSince = null;
      return answer;
    } catch (error) {
      if (limit === timeoutMs && performance.now() - started >= limit) silentSince = performance.now();
      throw error;
    }
  }
  /** As much of it as fits; `skipped` says what does not. */
  async function askPart<Answer>(part: string, what: string, call: (options: CallOptions) => Promise<Answer>): Promise<{ readonly answer: Answer; readonly skipped: readonly Skipped[] }> {
    const skipped: Skipped[] = [];
    const onLeft = (left: readonly string[]) => skipped.push(...left.map((text) => ({ part, reason: `Of ${what} the Aksara backend gives, ${text}.`, remedy: null })));
    return { answer: await ask(what, call, { onLeft }), skipped };
  }
  async function readBatch(id: string): Promise<QueryBatch | null> {
    // It may be forgotten between the list and this request: the others still count.
    return ask('the statements of a request', (options) => client.queryBatch({ request_id: id }, options), { onLeft: () => {} }).catch(() => null);
  }
  return {
    handshake: () => ask('its handshake', (options) => client.handshake(options), { onLeft: () => {} }),
    async models() {
      const { answer, skipped } = await askPart('models', 'its models', (options) => client.models(options));
      const folded = foldModels(answer, parser ?? null);
      return { ...folded, skipped: [...folded.skipped, ...skipped] };
    },
    async routes() {
      const { answer, skipped } = await askPart('routes', 'its routes', (options) => client.runtimeRoutes(options));
      const folded = foldRoutes(answer);
      return { ...folded, skipped: [...folded.skipped, ...skipped] };
    },
    async migrations() {
      const { answer, skipped } = await askPart('migrations', 'its migrations', (options) => client.migrationsSummary(options));
      const folded = foldMigrations(answer);
      return { ...folded, skipped: [...folded.skipped, ...skipped] };
    },
    async queries(models) {
      const { answer, skipped } = await askPart('queries', 'its queries', (options) => client.queries(options));
      const ids = parser ? answer.recent_batches.flatMap(({ request_id }) => request_id ?? []).slice(0, readBatches) : [];
      const batches = await Promise.all(ids.map(readBatch));
      const folded = foldTraces(answer, batches.filter((batch) => batch !== null), { models, parser: parser ?? null });
      return { ...folded, skipped: [...folded.skipped, ...skipped] };
    },
    async issues() {
      const { answer, skipped } = await askPart('diagnostics', 'its diagnostics', (options) => client.diagnostics(options));
      return { findings: foldIssues(answer), skipped };
    },
    isSilent,
    plan: (sql, options) => ask('a plan', (own) => client.plan({ sql }, own), options),
  };
}
