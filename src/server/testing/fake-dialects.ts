import type { IncomingHttpHeaders, ServerResponse } from 'node:http';

/** How one kind of provider talks. */
export interface Dialect {
  readonly name: 'openai' | 'anthropic' | 'ollama' | 'json' | 'sse' | 'aksara';
  /** Where its clients put the key; Ollama has none. */
  keyOf(headers: IncomingHttpHeaders): string;
  modelOf(request: { readonly path: string; readonly body: Record<string, unknown> | null }): string;
  list(models: readonly string[]): unknown;
  error(message: string): unknown;
  /** Writes status and headers of an answer. */
  start(response: ServerResponse): void;
  /** The pieces of a whole answer on the wire: what comes before its text, one a piece of text, what ends it. */
  whole(texts: readonly string[]): readonly string[];
  /** An error within an answer that had begun well. */
  errorEvent(message: string): string;
  /** The answer to who does not ask for a stream; absent = the dialect has one form only. */
  single?(texts: readonly string[]): unknown;
}

/** By path, as each real provider is asked; null for any other. */
export function dialectOf(path: string): Dialect | null {
  const [pathname = ''] = path.split('?', 1);
  if (/\/(chat\/completions|models)$/.test(pathname) && !pathname.startsWith('/api/')) return pathname === '/v1/models' ? lists : openai;
  if (pathname === '/v1/messages') return anthropic;
  if (pathname.startsWith('/api/')) return ollama;
  if (pathname === '/complete') return json;
  return pathname === '/complete/sse' ? sse : null;
}

const event = (data: unknown, name?: string) => `${name === undefined ? '' : `event: ${name}\n`}data: ${typeof data === 'string' ? data : JSON.stringify(data)}\n\n`;
const bearer = ({ authorization = '', 'api-key': apiKey = '' }: IncomingHttpHeaders) => `${authorization}${apiKey}`;
const started = (type: string) => (response: ServerResponse) => void response.writeHead(200, { 'content-type': type });
const modelInBody: Dialect['modelOf'] = ({ body }) => String(body?.['model']);
const firstAndLast = 2;

const openai: Dialect = {
  name: 'openai',
  keyOf: bearer,
  modelOf: ({ path, body }) => /\/deployments\/([^/]+)\//.exec(path)?.[1] ?? modelInBody({ path, body }),
  list: (models) => ({ object: 'list', data: models.map((id) => ({ id, object: 'model' })) }),
  error: (message) => ({ error: { message, type: 'invalid_request_error', code: null } }),
  start: started('text/event-stream'),
  whole: (texts) => [
    event(chunk({ role: 'assistant', content: '' })),
    ...texts.map((content) => event(chunk({ content }))),
    event(chunk({}, 'stop')) + event({ ...chunk({}), choices: [], usage: { prompt_tokens: 10, completion_tokens: 5, total_tokens: 15 } }) + event('[DONE]'),
  ],
  errorEvent: (message) => event({ error: { message, type: 'server_error', code: null } }),
  single: (texts) => ({
    id: 'x', object: 'chat.completion', created: 1, model: 'fake-large', usage: { prompt_tokens: 10, completion_tokens: 5, total_tokens: 15 },
    choices: [{ index: 0, message: { role: 'assistant', content: texts.join('') }, finish_reason: 'stop' }],
  }),
};

/** `/v1/models` is asked by OpenAI's clients with a bearer token and by Anthropic's with `x-api-key`. */
const lists: Dialect = { ...openai, keyOf: (headers) => bearer(headers) + String(headers['x-api-key'] ?? '') };

function chunk(delta: object, finish: string | null = null): object {
  return { id: 'x', object: 'chat.completion.chunk', created: 1, model: 'fake-large', choices: [{ index: 0, delta, finish_reason: finish }] };
}

const anthropic: Dialect = {
  name: 'anthropic',
  keyOf: (headers) => String(headers['x-api-key'] ?? ''),
  modelOf: modelInBody,
  list: (models) => ({ data: models.map((id) => ({ id, type: 'model' })) }),
  error: (message) => ({ type: 'error', error: { type: 'invalid_request_error', message } }),
  start: started('text/event-stream'),
  whole: (texts) => [
    event({ type: 'message_start', message: { id: 'x', type: 'message', role: 'assistant', model: 'fake-large', content: [], stop_reason: null, stop_sequence: null, usage: { input_tokens: 10, output_tokens: 1 } } }, 'message_start') +
      event({ type: 'content_block_start', index: 0, content_block: { type: 'text', text: '' } }, 'content_block_start'),
    ...texts.map((text) => event({ type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text } }, 'content_block_delta')),
    event({ type: 'content_block_stop', index: 0 }, 'content_block_stop') +
      event({ type: 'message_delta', delta: { stop_reason: 'end_turn', stop_sequence: null }, usage: { output_tokens: 5 } }, 'message_delta') +
      event({ type: 'message_stop' }, 'message_stop'),
  ],
  errorEvent: (message) => event({ type: 'error', error: { type: 'overloaded_error', message } }, 'error'),
};

const line = (data: unknown) => `${JSON.stringify(data)}\n`;

const ollama: Dialect = {
  name: 'ollama',
  keyOf: () => '',
  modelOf: modelInBody,
  list: (models) => ({ models: models.map((name) => ({ name, model: name })) }),
  error: (message) => ({ error: message }),
  start: started('application/x-ndjson'),
  whole: (texts) => [
    '',
    ...texts.map((content) => line({ model: 'fake-large', message: { role: 'assistant', content }, done: false })),
    line({ model: 'fake-large', message: { role: 'assistant', content: '' }, done: true, done_reason: 'stop', prompt_eval_count: 10, eval_count: 5 }),
  ],
  errorEvent: (message) => line({ error: message }),
};

const json: Dialect = {
  name: 'json',
  keyOf: bearer,
  modelOf: modelInBody,
  list: (models) => ({ models }),
  error: (error) => ({ error }),
  start: started('application/json'),
  whole: (texts) => sliced(JSON.stringify({ response: texts.join(''), usage: { prompt_tokens: 10, completion_tokens: 5 } }), texts.length + firstAndLast),
  errorEvent: (error) => JSON.stringify({ error }),
};

function sliced(text: string, count: number): readonly string[] {
  const size = Math.ceil(text.length / count);
  return Array.from({ length: count }, (_, index) => text.slice(index * size, (index + 1) * size));
}

/** `POST /studio/ai-hub/agent/run` of an Aksara backend, which tells failures of its provider in a 200. */
export const aksara: Dialect = {
  name: 'aksara',
  keyOf: bearer,
  modelOf: modelInBody,
  list: (models) => ({ models: models.map((model_id) => ({ model_id, provider: 'openai', mode: 'chat' })) }),
  error: (detail) => ({ detail }),
  start: started('application/json'),
  whole: (texts) => sliced(JSON.stringify({ provider: 'openai', model: 'gpt-4o', output: texts.join(''), tokens_estimated: 14, error: null }), texts.length + firstAndLast),
  errorEvent: (error) => JSON.stringify({ provider: 'openai', model: 'gpt-4o', output: '', tokens_estimated: null, error }),
};

const sse: Dialect = {
  ...json,
  name: 'sse',
  start: started('text/event-stream; charset=utf-8'),
  whole: (texts) => ['', ...texts.map((delta) => event({ delta })), event({ usage: { prompt_tokens: 10, completion_tokens: 5 } }) + event('[DONE]')],
  errorEvent: (error) => event({ error }, 'error'),
};
