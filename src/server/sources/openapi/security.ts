import type { Route } from '#contract';
import type { Documents } from './documents.ts';
import { toList, toObject, toStrings } from './json-values.ts';
import type { Problems } from './problems.ts';

export type Security = NonNullable<Route['security']>;

/** Reads `security` of an operation or of the document: null when it is absent, an empty list when it demands nothing. */
export type SecurityReader = (security: unknown, where: string) => Security | null;

export function createSecurityReader(documents: Documents, problems: Problems): SecurityReader {
  const schemes = toObject(toObject(documents.root['components'])?.['securitySchemes']) ?? {};

  function typeOf(name: string, where: string): string {
    const scheme = Object.hasOwn(schemes, name) ? resolveScheme(schemes[name]) : null;
    if (scheme === null) {
      problems.add('security scheme', `${name} is not defined under components.securitySchemes`, where);
      return 'undefined';
    }
    return schemeType(scheme);
  }

  function resolveScheme(value: unknown): Record<string, unknown> | null {
    const reference = toObject(value)?.['$ref'];
    if (typeof reference !== 'string') return toObject(value);
    const target = documents.resolve(reference, '');
    return target.ok ? toObject(target.value) : null;
  }

  return (security, where) => {
    if (!Array.isArray(security)) return null;
    return toList(security).map((alternative) =>
      Object.entries(toObject(alternative) ?? {}).map(([scheme, scopes]) => ({ scheme, type: typeOf(scheme, where), scopes: toStrings(scopes) })),
    );
  };
}

/** `http bearer`, `apiKey header`, `oauth2`, `openIdConnect`, `mutualTLS`. */
function schemeType(scheme: Record<string, unknown>): string {
  const detail = scheme['type'] === 'http' ? scheme['scheme'] : scheme['in'];
  const type = typeof scheme['type'] === 'string' ? scheme['type'] : 'undefined';
  return typeof detail === 'string' ? `${type} ${detail}` : type;
}
