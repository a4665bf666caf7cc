import type { Model } from '#contract';
import { quoteIdentifier, quoteName } from '../../format/identifier.ts';
import { finding, found, modelObject, type Rule, type RuleInfo } from '../../rule/rule.ts';
import { alterTable } from '../safe-ddl.ts';
import { isTable, type SchemaFacts } from '../schema-facts.ts';
import { sizeEvidence } from '../size-evidence.ts';

const info: RuleInfo = {
  id: 'D005',
  name: 'constraint_not_validated',
  level: 'warning',
  title: 'Constraint that was never checked against the old rows',
  rationale: 'Rows from before the constraint may break it, and the planner does not rely on it.',
};

export const constraintNotValidated: Rule<SchemaFacts> = {
  ...info,
  check: (facts) =>
    found(
      facts.models.filter(isTable).flatMap((model) =>
        unchecked(model)
          .filter(({ name }) => !isInherited(facts, model, name))
          .map(({ name, kind }) => describe(model, name, kind)),
      ),
    ),
};

function unchecked(model: Model): { name: string; kind: string }[] {
  // NOT ENFORCED (PostgreSQL 18) is never checked, on purpose.
  const checks = model.checks.filter(({ validated, definition }) => !validated && !definition.endsWith('NOT ENFORCED'));
  return [
    ...model.foreignKeys.filter(({ validated }) => !validated).map(({ name }) => ({ name, kind: 'foreign key' })),
    ...checks.map(({ name }) => ({ name, kind: 'check' })),
  ];
}

function isInherited(facts: SchemaFacts, model: Model, name: string): boolean {
  const parent = model.partitionOf === null ? undefined : facts.modelById.get(model.partitionOf);
  return parent !== undefined && unchecked(parent).some((constraint) => constraint.name === name);
}

function describe(model: Model, name: string, kind: string) {
  return finding(info, {
    object: modelObject(model, name),
    title: `${kind === 'check' ? 'Check' : 'Foreign key'} ${quoteIdentifier(name)} of ${quoteName(model)} is not validated`,
    evidence: [`${kind} ${quoteIdentifier(name)} is NOT VALID`, sizeEvidence(model)],
    remedy: {
      text: 'Validate it: reads and writes go on, the table is read once. It fails when a row breaks the constraint: repair those rows first.',
      sql: `${alterTable(model)} VALIDATE CONSTRAINT ${quoteIdentifier(name)};`,
    },
  });
}
