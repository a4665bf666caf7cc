import type { Rule } from '../rule/rule.ts';
import type { SchemaFacts } from '../schema/schema-facts.ts';
import { routeErrorsUndocumented } from './error-responses.ts';
import { routeIdUntyped } from './id-parameter.ts';
import { routeSecurityMissing } from './route-security.ts';
import { routeUnguarded } from './route-unguarded.ts';
import { routeUnboundedList } from './unbounded-list.ts';
import { routeBodyUndescribed } from './write-body.ts';

/** Every rule over the routes. */
export const routeRules: readonly Rule<SchemaFacts>[] = [
  routeUnguarded, // A001
  routeSecurityMissing, // R001
  routeUnboundedList,
  routeBodyUndescribed,
  routeErrorsUndocumented,
  routeIdUntyped, // R005
];
