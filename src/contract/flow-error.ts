import type { ErrorCode } from './error-code.ts';

const MARK = Symbol.for('aksara-studio/FlowError');

export interface FlowErrorOptions {
  /** Names close to the one asked for, nearest first. */
  readonly suggestions?: readonly string[];
  /** What the user does next, one sentence. */
  readonly remedy?: string;
  readonly cause?: unknown;
}

/** "Could not do my job": a code from the closed union, a message for people, and the facts as fields. */
export class FlowError extends Error {
  override readonly name = 'FlowError';
  readonly code: ErrorCode;
  readonly suggestions: readonly string[];
  readonly remedy: string | null;
  readonly [MARK] = true;

  constructor(code: ErrorCode, message: string, options: FlowErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.suggestions = options.suggestions ?? [];
    this.remedy = options.remedy ?? null;
  }

  /** By symbol, not `instanceof`: the class may be bundled twice. */
  static isInstance(value: unknown): value is FlowError {
    return typeof value === 'object' && value !== null && MARK in value;
  }
}
