import type { Body, Route } from '#contract';
import { Badge } from '../../components/ui/badge.tsx';
import { ForeignText } from '../../components/ui/foreign-text.tsx';
import { SchemaTree } from './schema-tree.tsx';

export function RequestView({ request }: { readonly request: NonNullable<Route['request']> }) {
  return (
    <div className="flex flex-col gap-3">
      {request.required ? null : <p className="text-soft">The body may be left out.</p>}
      <Bodies bodies={request.bodies} owner="the request" />
    </div>
  );
}

export function ResponsesView({ responses }: { readonly responses: Route['responses'] }) {
  return (
    <ul aria-label="Responses" className="flex flex-col gap-4">
      {responses.map((response) => (
        <li key={response.status} className="flex flex-col gap-1.5">
          <p className="flex flex-wrap items-baseline gap-2">
            <Badge tone={statusTone(response.status)}>{response.status}</Badge>
            <span className="text-soft"><ForeignText prose text={response.description ?? ''} /></span>
          </p>
          <Bodies bodies={response.bodies} owner={`the ${response.status} response`} />
        </li>
      ))}
    </ul>
  );
}

function Bodies({ bodies, owner }: { readonly bodies: readonly Body[]; readonly owner: string }) {
  if (bodies.length === 0) return <p className="text-meta text-faint">No body</p>;
  return bodies.map((body) => (
    <div key={body.mediaType} className="flex min-w-0 flex-col gap-1">
      <p className="text-meta text-soft">
        <code><ForeignText text={body.mediaType} /></code>
        {body.component === null ? null : (
          <>
            {' · '}
            <span className="font-medium text-text"><ForeignText text={body.component} /></span>
          </>
        )}
      </p>
      {body.schema === null ? <p className="text-meta text-faint">No schema</p> : <SchemaTree schema={body.schema} label={`Schema of ${owner}`} />}
    </div>
  ));
}

function statusTone(status: string): 'good' | 'warn' | 'bad' | 'neutral' {
  if (status.startsWith('2')) return 'good';
  if (status.startsWith('4')) return 'warn';
  return status.startsWith('5') ? 'bad' : 'neutral';
}
