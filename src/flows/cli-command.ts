import type { FlowRequest } from '#contract';
import { shellQuote } from './text/shell-quote.ts';

/** The command that prints the same pack, quoted so that a POSIX shell passes every argument through unchanged. */
export function cliCommand(request: FlowRequest): string {
  const words = ['aksara', 'ai', 'flows', request.kind, ...objectArguments(request), '--action', request.body.action_key];
  const detail = request.body.detail === undefined ? [] : ['--detail', request.body.detail];
  const budget = request.body.budget === undefined ? [] : ['--budget', String(request.body.budget)];
  return [...words, ...detail, ...budget].map(shellQuote).join(' ');
}

function objectArguments(request: FlowRequest): readonly string[] {
  switch (request.kind) {
    case 'model':
      // A name that begins with a dash would be read as an option.
      return request.body.model_name.startsWith('-') ? ['--model-name', request.body.model_name] : [request.body.model_name];
    case 'route':
      return [`${request.body.method.toUpperCase()}:${request.body.path}`];
    case 'query':
      return ['--sql', request.body.sql, ...planArguments(request.body)];
    case 'migration':
      return migrationArguments(request.body);
    case 'diagnostic':
      return request.body.issue_id == null ? [] : ['--issue-id', request.body.issue_id];
  }
}

/** The text of a pasted plan is too long for a command: it stands in a file. */
function planArguments(body: Extract<FlowRequest, { kind: 'query' }>['body']): readonly string[] {
  if (body.plan != null) return ['--plan', 'plan.txt'];
  return body.include_explain === false ? ['--no-explain'] : [];
}

function migrationArguments(body: Extract<FlowRequest, { kind: 'migration' }>['body']): readonly string[] {
  return [
    ...(body.migration_id == null ? [] : ['--id', body.migration_id]),
    ...(body.app == null ? [] : ['--app', body.app]),
    ...(body.name == null ? [] : ['--name', body.name]),
  ];
}
