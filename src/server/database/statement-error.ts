/** A statement the server refused, told alike by every driver. */
export class StatementError extends Error {
  override readonly name = 'StatementError';
  /** SQLSTATE, such as `42P01`. */
  readonly sqlState: string;
  readonly detail: string | null;
  readonly hint: string | null;
  /** 1-based offset in characters into the statement that was sent, or null. */
  readonly position: number | null;

  constructor(report: ServerReport) {
    super(report.message);
    this.sqlState = report.code ?? 'XX000';
    this.detail = report.detail ?? null;
    this.hint = report.hint ?? null;
    this.position = report.position === undefined ? null : Number(report.position);
  }
}

/** The fields of an ErrorResponse that both clients hand over. */
export interface ServerReport {
  readonly message: string;
  readonly code?: string | undefined;
  readonly detail?: string | undefined;
  readonly hint?: string | undefined;
  readonly position?: string | undefined;
}

/** SQLSTATEs this layer decides on; https://www.postgresql.org/docs/18/errcodes-appendix.html */
export const SQL_STATE = {
  insufficientPrivilege: '42501',
  queryCanceled: '57014',
  adminShutdown: '57P01',
  crashShutdown: '57P02',
  cannotConnectNow: '57P03',
  idleInTransactionTimeout: '25P03',
  lockNotAvailable: '55P03',
  tooManyConnections: '53300',
  invalidPassword: '28P01',
  invalidAuthorization: '28000',
  unknownDatabase: '3D000',
  undefinedTable: '42P01',
  readOnlyTransaction: '25006',
  objectNotInPrerequisiteState: '55000',
  internalError: 'XX000',
} as const;
