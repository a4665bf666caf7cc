import type { AcceptedRisk, Finding, Migration, Skipped } from '#contract';

/** Weakest first; PostgreSQL's table-level lock modes. */
export const lockModes = [
  'ACCESS SHARE',
  'ROW SHARE',
  'ROW EXCLUSIVE',
  'SHARE UPDATE EXCLUSIVE',
  'SHARE',
  'SHARE ROW EXCLUSIVE',
  'EXCLUSIVE',
  'ACCESS EXCLUSIVE',
] as const;
export type LockMode = (typeof lockModes)[number];

export type Blocked = 'reads' | 'writes' | 'ddl';

/** What a migration file does to the database, statement by statement, from the parsed SQL and the catalog. */
export interface MigrationReport {
  /** `migration@1`: version of the lock table and the hazard rules. */
  readonly ruleset: string;
  /** Null when the text parses. */
  readonly syntaxError: { readonly message: string; readonly line: number | null } | null;
  readonly statements: readonly MigrationStatement[];
  /** Hazards M001…, worst first. */
  readonly findings: readonly Finding[];
  /** Hazards that `aksara:allow` comments of the file accept. */
  readonly accepted: readonly AcceptedRisk[];
  readonly skipped: readonly Skipped[];
}

export interface MigrationStatement {
  /** From 1. */
  readonly number: number;
  /** First line in the file, from 1. */
  readonly line: number;
  /** `ALTER TABLE … ADD COLUMN`, `CREATE INDEX`, `UPDATE`: the SQL command in words. */
  readonly command: string;
  /** AST node name, such as `AlterTableStmt`. */
  readonly node: string;
  readonly text: string;
  readonly targets: readonly MigrationTarget[];
  /** Strongest lock it takes on a table that was there before; null = not known (see `note`), `none` = no table lock. */
  readonly lock: LockMode | 'none' | null;
  /** What that lock keeps others from doing; empty when the lock is `none` or not known. */
  readonly blocks: readonly Blocked[];
  /** Why every row is written anew, or null when it is not. */
  readonly rewrite: string | null;
  /** Why every row is read, or null when it is not. */
  readonly scan: string | null;
  /** True when `rewrite` and `scan` are known. */
  readonly known: boolean;
  readonly reversible: Reversibility;
  /** Rule and reason when the statement looks like a hazard and is none (M015, M020, M045); null otherwise. */
  readonly fine: string | null;
  /** True when PostgreSQL refuses it inside a transaction: what a failure leaves behind is not rolled back. */
  readonly outsideTransaction: boolean;
  /** One sentence where a fact needs words, such as why the lock is not known. */
  readonly note: string | null;
}

/** A table, view, index or other object a statement touches. */
export interface MigrationTarget {
  /** Model id when the snapshot has it; null for new and unknown objects and for objects that are no tables. */
  readonly model: string | null;
  /** Schema-qualified where it is known, quoted as SQL. */
  readonly name: string;
  readonly role: 'target' | 'referenced' | 'dropped' | 'created' | 'read' | 'partition';
  readonly lock: LockMode | 'none' | null;
  /** True when an earlier statement of this file made it. */
  readonly isNew: boolean;
  readonly rows: number | null;
  /** Bytes of table and TOAST. */
  readonly tableBytes: number | null;
  readonly indexBytes: number | null;
  readonly indexes: number | null;
}

export interface Reversibility {
  readonly kind: 'yes' | 'yes_with_data_loss' | 'no' | 'not_needed' | 'not_known';
  /** The statement that undoes it, when it follows mechanically. */
  readonly inverse: string | null;
  readonly note: string | null;
}

export interface MigrationOptions {
  /** `app/name`: the object the findings point to. */
  readonly migrationId?: string;
  /** False when the file runs outside a transaction, null when not known (then taken as inside one). */
  readonly transactional?: boolean | null;
  /** Text of the down file; null = there is none (then M042 says so), undefined = not looked at. */
  readonly down?: string | null;
  /**
   * Whether the snapshot was read before or after the file ran; default `pending`. Of an applied file the snapshot shows the result:
   * what stands there is not what the statements met.
   */
  readonly state?: Migration['state'];
  /** Path of the file, to say where a risk was accepted; default: `migrationId`. */
  readonly source?: string;
  /** Day by which `until=` of an `aksara:allow` comment is judged, `YYYY-MM-DD`; null = it is not judged. */
  readonly today?: string | null;
  /** server_version_num, such as 150020; null = not known. */
  readonly serverVersion?: number | null;
}
