import type { Rule } from '../rule/rule.ts';
import type { SchemaFacts } from '../schema/schema-facts.ts';
import { routeSecurityMissing } from './route-security.ts';
import { routeUnboundedList } from './unbounded-list.ts';

/** Every rule over the routes. */
export const routeRules: readonly Rule<SchemaFacts>[] = [routeSecurityMissing, routeUnboundedList];
