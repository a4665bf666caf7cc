import type { Model } from '#contract';
import { quoteIdentifier, quoteName } from '../../format/identifier.ts';
import { formatCounted } from '../../format/number.ts';
import { byKey, groupBy } from '../../format/order.ts';
import { finding, found, modelObject, type Rule, type RuleInfo } from '../../rule/rule.ts';
import { isTable, type SchemaFacts } from '../schema-facts.ts';

const info: RuleInfo = {
  id: 'D046',
  name: 'name_needs_quotes',
  level: 'info',
  title: 'Name that must be quoted',
  rationale: 'Every statement has to quote it, in its exact case; one that forgets fails or means another table.',
};

const SHOWN = 20;
const REMEDY = { text: 'Rename it where no other code depends on the name; otherwise let the data layer quote it everywhere.', sql: null };

/** A reserved word is the fault of one name; capitals are the habit of a whole schema and are told once for it. */
export const nameNeedsQuotes: Rule<SchemaFacts> = {
  ...info,
  check(facts) {
    const quoted = facts.models
      .filter((model) => (isTable(model) ? model.partitionOf === null : true) && quoteIdentifier(model.name) !== model.name)
      .toSorted(byKey(({ id }) => id));
    const schemas = groupBy(quoted.filter((model) => !isReserved(model)), ({ schema }) => schema);
    return found([...quoted.filter(isReserved).map(describeReserved), ...[...schemas].map(([schema, models]) => describeSchema(schema, models))]);
  },
};

function isReserved(model: Model): boolean {
  return /^[a-z_][a-z0-9_]*$/.test(model.name);
}

function describeReserved(model: Model) {
  return finding(info, {
    object: modelObject(model),
    title: `${quoteName(model)} must be quoted wherever it is named`,
    evidence: ['the name is a reserved word'],
    remedy: REMEDY,
  });
}

function describeSchema(schema: string, models: readonly Model[]) {
  const rest = models.length - SHOWN;
  const names = models.slice(0, SHOWN).map(({ name }) => quoteIdentifier(name)).join(', ');
  return finding(info, {
    object: { kind: 'database', id: schema, part: null },
    title: `${formatCounted(models.length, 'name')} in schema ${quoteIdentifier(schema)} must be quoted wherever used`,
    evidence: ['capitals or other characters than a–z, 0–9 and _', `${names}${rest > 0 ? ` … ${rest} more` : ''}`],
    remedy: REMEDY,
  });
}
