import { routeRules } from './route/route-rules.ts';
import type { Rule } from './rule/rule.ts';
import type { SchemaFacts } from './schema/schema-facts.ts';
import { schemaRules } from './schema/schema-rules.ts';
import { SCHEMA_RULESET } from './schema/thresholds.ts';

/** Version of the rules over the routes. */
const ROUTE_RULESET = 'route@1';

/** The rules over a whole project, set by set; a snapshot's `checks` have one entry for each. */
export const projectRules: readonly { readonly ruleset: string; readonly rules: readonly Rule<SchemaFacts>[] }[] = [
  { ruleset: ROUTE_RULESET, rules: routeRules },
  { ruleset: SCHEMA_RULESET, rules: schemaRules },
];
