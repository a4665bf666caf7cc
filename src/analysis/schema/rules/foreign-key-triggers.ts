import type { Finding, ForeignKey, Model } from '#contract';
import { quoteColumns, quoteIdentifier, quoteName } from '../../format/identifier.ts';
import { groupBy, sortedUnique } from '../../format/order.ts';
import { finding, found, modelObject, type Rule, type RuleInfo } from '../../rule/rule.ts';
import { alterTable, LOCK_TIMEOUT } from '../safe-ddl.ts';
import { isTable, shownModel, type SchemaFacts } from '../schema-facts.ts';
import { sizeEvidence } from '../size-evidence.ts';

const info: RuleInfo = {
  id: 'D007',
  name: 'fk_triggers_disabled',
  level: 'error',
  title: 'Foreign key that is not enforced',
  rationale: 'The triggers behind it are disabled: rows without a target are taken, while the catalog and the planner still trust the key.',
};

/** One finding a table, since `DISABLE TRIGGER ALL` on a table takes all its keys; what its partitions have is named with it. */
export const foreignKeyTriggersDisabled: Rule<SchemaFacts> = {
  ...info,
  check(facts) {
    const disabled = facts.models.filter(isTable).flatMap((model) => model.foreignKeys.flatMap((key) => disabledOn(facts, model, key)));
    return found([...groupBy(disabled, ({ root }) => root.id).values()].flatMap((group) => describe(facts, group)));
  },
};

interface Disabled {
  readonly model: Model;
  readonly key: ForeignKey;
  /** Where the trigger stands, and the table it is a partition of. */
  readonly table: Model;
  readonly root: Model;
  readonly trigger: string;
}

function disabledOn(facts: SchemaFacts, model: Model, key: ForeignKey): Disabled[] {
  return (key.disabledTriggers ?? []).flatMap(({ table: id, trigger }) => {
    const table = facts.modelById.get(id);
    return table === undefined ? [] : [{ model, key, table, root: rootOf(facts, table), trigger }];
  });
}

function rootOf(facts: SchemaFacts, table: Model): Model {
  const parent = table.partitionOf === null ? undefined : facts.modelById.get(table.partitionOf);
  return parent === undefined ? table : rootOf(facts, parent);
}

function describe(facts: SchemaFacts, group: readonly Disabled[]): Finding[] {
  const root = group[0]?.root;
  if (root === undefined) return [];
  const keys = sortedUnique(group.map(({ model, key }) => keyEvidence(facts, model, key)));
  const statements = sortedUnique(group.map(({ table, trigger }) => `${alterTable(table)} ENABLE TRIGGER ${quoteIdentifier(trigger)};`));
  return [
    finding(info, {
      object: modelObject(root),
      title: `Triggers on ${quoteName(root)} that enforce foreign keys are disabled`,
      evidence: [...keys, sizeEvidence(root)],
      remedy: {
        text: 'Enable them as a superuser. Rows written meanwhile were not checked: look for rows without a target, and repair them.',
        sql: [LOCK_TIMEOUT, ...statements].join('\n'),
      },
    }),
  ];
}

function keyEvidence(facts: SchemaFacts, model: Model, key: ForeignKey): string {
  return `not enforced: ${quoteIdentifier(key.name)}, ${quoteName(model)} ${quoteColumns(key.columns)} references ${shownModel(facts, key.references)} ${quoteColumns(key.referencedColumns)}`;
}
