import type { Column, IndexDefinition, Model } from '#contract';
import { quoteIdentifier, quoteName } from '../format/identifier.ts';
import type { SchemaFacts } from './schema-facts.ts';

/** What keeps `ALTER COLUMN … TYPE` from running, each as `view public.totals`; empty when nothing is known to. */
export type ColumnDependents = (model: Model, column: Column) => readonly string[];

/**
 * PostgreSQL refuses to change the type of a column that a view, policy, trigger, generated column or partition key uses. Read from
 * their texts: one that names both table and column counts, so a remedy is left out rather than written to fail.
 */
export function columnDependents(facts: SchemaFacts): ColumnDependents {
  const views = facts.viewsByName;
  return (model, column) => {
    const uses = namesColumn(column.name);
    return [
      ...(views.get(quoteName(model)) ?? []).filter(({ definition }) => uses(definition ?? '')).map((view) => `${viewWord(view)} ${quoteName(view)}`),
      ...model.policies.filter(({ using, check }) => uses(`${using ?? ''} ${check ?? ''}`)).map(({ name }) => ofTable(model, `policy ${quoteIdentifier(name)}`)),
      ...model.triggers.filter(({ definition }) => uses(triggerHead(definition))).map(({ name }) => ofTable(model, `trigger ${quoteIdentifier(name)}`)),
      ...model.columns.filter(({ generated }) => uses(generated ?? '')).map(({ name }) => `generated column ${quoteName(model)}.${quoteIdentifier(name)}`),
      ...(uses(model.partitionKey ?? '') ? [ofTable(model, 'the partition key')] : []),
    ];
  };
}

const SHOWN = 3;

/** One line of evidence, or null when nothing stands in the way. */
export function dependentsEvidence(dependents: readonly string[]): string | null {
  if (dependents.length === 0) return null;
  const rest = dependents.length - SHOWN;
  return `may be used by ${dependents.slice(0, SHOWN).join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`;
}

/** Instead of SQL that PostgreSQL would refuse. */
export const DEPENDENTS_FIRST = 'What uses the column has to be dropped before the change of type and made again after it, in one transaction.';

function ofTable(model: Model, what: string): string {
  return `${what} of ${quoteName(model)}`;
}

/** Indexes whose expression or predicate holds the column: PostgreSQL makes them again for the new type, which fails when that is no longer immutable. */
export function computedIndexes(model: Model, column: Column): readonly IndexDefinition[] {
  const uses = namesColumn(column.name);
  return model.indexes.filter(({ predicate, keys }) => uses(predicate ?? '') || keys.some(({ expression }) => uses(expression ?? '')));
}

function namesColumn(name: string): (text: string) => boolean {
  const quoted = quoteIdentifier(name);
  const pattern = new RegExp(`(?<![\\w$"])${quoted.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')}(?![\\w$"])`);
  return (text) => text.includes(quoted) && pattern.test(text);
}

function viewWord(view: Model): string {
  return view.kind === 'materialized_view' ? 'materialized view' : 'view';
}

/** A trigger depends on the columns of `UPDATE OF` and `WHEN`, not on what its function does. */
function triggerHead(definition: string): string {
  return definition.split(/\bEXECUTE (?:FUNCTION|PROCEDURE)\b/, 1)[0] ?? definition;
}
