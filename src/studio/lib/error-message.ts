import { FlowError, type ErrorCode } from '#contract';

export interface ErrorMessage {
  /** What happened, in a few words. */
  readonly title: string;
  /** On which thing. */
  readonly message: string;
  /** What to do next. */
  readonly remedy: string | null;
  readonly suggestions: readonly string[];
}

const titles: Record<ErrorCode, string> = {
  AI_HUB_NOT_CONFIGURED: 'The AI Hub is not configured',
  INVALID_ACTION: 'This action does not exist',
  INVALID_FLOW_TYPE: 'This kind of flow does not exist',
  UNKNOWN_PROVIDER: 'This provider does not exist',
  RUNTIME_ERROR: 'The server could not do this',
  INVALID_REQUEST: 'The request is incomplete',
  NOT_FOUND: 'Not found',
  AMBIGUOUS: 'The name fits more than one object',
  INVALID_SQL: 'This SQL does not parse',
  NOT_PLANNABLE: 'This statement has no plan',
  INVALID_PLAN: 'The pasted plan cannot be read',
  REDACTION_FAILED: 'The pack was held back',
  FORBIDDEN: 'The server refused the request',
  UNAUTHORIZED: 'The server asks for its token',
  PAYLOAD_TOO_LARGE: 'This is too large',
  UNSUPPORTED_MEDIA_TYPE: 'The server refused the format',
  DATABASE_UNREACHABLE: 'The database cannot be reached',
  DATABASE_AUTH_FAILED: 'The database refused the login',
  DATABASE_PERMISSION_DENIED: 'The database role may not read this',
  DATABASE_TIMEOUT: 'The database took too long',
  DATABASE_ERROR: 'The database answered with an error',
  SOURCE_UNREADABLE: 'A source of the project cannot be read',
  INVALID_CONFIG: 'The configuration file is not valid',
  SERVER_UNREACHABLE: 'The Studio server is not answering',
  PROVIDER_AUTH_FAILED: 'The provider refused the key',
  PROVIDER_MODEL_NOT_FOUND: 'The provider does not have this model',
  PROVIDER_RATE_LIMITED: 'The provider asks to wait',
  PROVIDER_REFUSED: 'The provider refused the request',
  PROVIDER_UNREACHABLE: 'The provider cannot be reached',
  PROVIDER_ADDRESS_REFUSED: 'This address is not asked',
  PROVIDER_TIMEOUT: 'The provider took too long',
  PROVIDER_ERROR: 'The provider failed',
  PROVIDER_BAD_ANSWER: 'The answer cannot be read',
  ANSWER_BROKEN_OFF: 'The answer broke off',
  ANSWER_TOO_LARGE: 'The answer is too large',
  CANCELLED: 'Stopped',
};

const remedies: Partial<Record<ErrorCode, string>> = {
  AI_HUB_NOT_CONFIGURED: 'Open the AI Hub (Shift+A) and choose a provider or copy only.',
  REDACTION_FAILED: 'A secret was still in the text after masking. Remove it at its source and refresh.',
  SERVER_UNREACHABLE: 'Start it again with: aksara studio',
  UNAUTHORIZED: 'Open the address that the server printed when it started; it carries the token.',
};

/** Text for people of anything that was thrown. */
export function toErrorMessage(error: unknown): ErrorMessage {
  if (FlowError.isInstance(error)) {
    const remedy = error.remedy ?? remedies[error.code] ?? null;
    return { title: titles[error.code], message: error.message, remedy, suggestions: error.suggestions };
  }
  const message = error instanceof Error ? error.message : String(error);
  return { title: 'The Studio stopped at an error of its own', message, remedy: 'Reload the page.', suggestions: [] };
}
