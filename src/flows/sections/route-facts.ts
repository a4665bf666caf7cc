import { isKnown, whyUnknown, type Body, type Route } from '#contract';
import { section, type SectionDraft } from '../pack/section.ts';
import { bullets, fenced, table, text, type Block } from '../text/block.ts';
import { inline, line } from '../text/fence.ts';
import { compactJson } from '../text/json.ts';
import { nameList, yesNo } from '../text/names.ts';

/** What the operation is called and says of itself. */
export function routeFacts(route: Route): SectionDraft | null {
  const why = whyUnknown(route, 'security');
  const items = [
    `${route.method} ${inline(route.path)}`,
    route.operationId === null ? 'no operation id' : `operation id ${inline(route.operationId)}`,
    ...(route.tags.length === 0 ? [] : [`tags ${nameList(route.tags)}`]),
    ...(route.deprecated ? ['deprecated'] : []),
    why === null ? `security: ${securityWords(route)}` : `security ${line(why)}`,
  ];
  const prose = [route.summary, route.description].filter((part) => part !== null).join('\n\n');
  return section('route', 'Operation', routeSource(route), [bullets(items), prose === '' ? null : fenced('text', prose)]);
}

/** Where the operation stands, as a source text. */
export function routeSource(route: Route): string {
  return route.declared === undefined ? `OpenAPI ${inline(route.source)}` : line(route.source);
}

/** Parameters with place, type and limits. */
export function routeParameters(route: Route): SectionDraft | null {
  const rows = route.parameters.map((parameter) => [
    inline(parameter.name), parameter.in, yesNo(parameter.required),
    parameter.schema === null ? 'no schema' : inline(compactJson(parameter.schema, Number.MAX_SAFE_INTEGER)),
    parameter.description === null ? '' : inline(parameter.description),
  ]);
  return section('parameters', 'Parameters', routeSource(route), rows.length === 0 ? [] : [table(['name', 'in', 'required', 'schema', 'description'], rows)]);
}

/** Request body by media type. */
export function routeRequest(route: Route): SectionDraft | null {
  if (route.request === null) return null;
  const required = route.request.required ? 'Required.' : 'Optional.';
  return section('request', 'Request body', routeSource(route), [text(required), ...route.request.bodies.flatMap(bodyBlocks)]);
}

/** Responses by status; each distinct schema is printed once. */
export function routeResponses(route: Route): SectionDraft | null {
  const rows = route.responses.map((response) => [
    response.status,
    response.description === null ? '' : inline(response.description),
    response.bodies.length === 0 ? 'no body' : response.bodies.map((body) => `${inline(body.mediaType)} ${bodyLabel(body)}`).join(', '),
  ]);
  const blocks = distinctBodies(route).flatMap(bodyBlocks);
  return section('responses', 'Responses', routeSource(route), rows.length === 0 ? [] : [table(['status', 'description', 'body'], rows), ...blocks]);
}

/** `bearerAuth (scopes …) or apiKey`, `none`, `not stated`, or `not known`. */
export function securityWords(route: Route): string {
  if (!isKnown(route, 'security')) return 'not known';
  if (route.security === null) return 'not stated';
  if (route.security.length === 0) return 'none';
  const alternatives = route.security.map((requirement) =>
    requirement.length === 0
      ? 'none'
      : requirement.map(({ scheme, type, scopes }) => `${inline(scheme)} (${inline(type)}${scopes.length === 0 ? '' : `, scopes ${nameList(scopes)}`})`).join(' and '),
  );
  return alternatives.join(' or ');
}

function bodyBlocks(body: Body): readonly Block[] {
  return [text(`${inline(body.mediaType)} ${bodyLabel(body)}:`), fenced('json', compactJson(body.schema ?? {}))];
}

function bodyLabel(body: Body): string {
  if (body.schema === null || JSON.stringify(body.schema) === '{}') return 'without a schema';
  return body.component === null ? 'inline schema' : inline(body.component);
}

function distinctBodies(route: Route): readonly Body[] {
  const seen = new Set<string>();
  return route.responses.flatMap((response) =>
    response.bodies.filter((body) => {
      const key = JSON.stringify(body.schema);
      if (body.schema === null || key === '{}' || seen.has(key)) return false;
      seen.add(key);
      return true;
    }),
  );
}
