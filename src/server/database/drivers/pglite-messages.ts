import type { ServerReport } from '../statement-error.ts';

/** How to get an embedded database: from a data directory's tarball, or empty, then `scripts` (SQL texts) run in order. */
export interface PgliteSource {
  readonly loadDataDir?: string | undefined;
  readonly scripts?: readonly string[] | undefined;
  /** Must be those the tarball was made with. */
  readonly extensions?: readonly 'pg_stat_statements'[] | undefined;
}

export interface PgliteRequest {
  readonly id: number;
  readonly sql: string;
  /** Null: the simple protocol. */
  readonly values: readonly unknown[] | null;
}

export type PgliteReply =
  | { readonly kind: 'started' }
  | { readonly kind: 'not_started'; readonly message: string }
  | { readonly kind: 'rows'; readonly id: number; readonly rows: readonly unknown[] }
  | { readonly kind: 'refused'; readonly id: number; readonly report: ServerReport };
