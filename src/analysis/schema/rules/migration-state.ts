import type { Migration } from '#contract';
import { quoteWord } from '../../format/identifier.ts';
import { groupBy } from '../../format/order.ts';
import { finding, type Rule, type RuleInfo } from '../../rule/rule.ts';
import { appliedAfter, headsOf, isOrderedByGraph } from '../migration-graph.ts';
import { naturalOrder } from '../natural-order.ts';
import type { SchemaFacts } from '../schema-facts.ts';

const info: RuleInfo = {
  id: 'A005',
  name: 'migration_state',
  level: 'warning',
  title: 'Migration files and database differ',
  rationale: 'The schema the code expects is not the schema it runs on.',
};

/** What is pending, was edited after it ran (M044), comes out of order, or is one of several heads. */
export const migrationState: Rule<SchemaFacts> = {
  ...info,
  check(facts) {
    const unknown = facts.migrations.filter(({ state }) => state === 'unknown');
    return {
      findings: [...groupBy(facts.migrations, ({ app }) => app).values()].flatMap((app) => [...inApp(app), ...severalHeads(app)]),
      skipped: unknown.length === 0 ? [] : [{ part: `${info.id} ${info.name}`, reason: unknownReason(unknown), remedy: 'Connect the database the migrations were applied to, with a role that can read the history table of the tool.' }],
    };
  },
};

function unknownReason(unknown: readonly Migration[]): string {
  return `applied state not known for ${unknown.length} of the migrations: no history table was found or readable`;
}

function inApp(migrations: readonly Migration[]) {
  const order = migrations.toSorted((left, right) => naturalOrder(left.name, right.name));
  const lastApplied = order.findLastIndex(({ state }) => state === 'applied');
  return order.flatMap((migration, position) => {
    if (migration.state === 'applied' && migration.checksum === 'changed') return [changed(migration)];
    if (migration.state !== 'pending') return [];
    const laterByName = position < lastApplied ? (order[lastApplied] ?? null) : null;
    return [pending(migration, isOrderedByGraph(migration) ? appliedAfter(migration, migrations) : laterByName)];
  });
}

/** Each of them carries it: whoever looks at one has to know of the others. */
function severalHeads(migrations: readonly Migration[]) {
  const heads = headsOf(migrations);
  return heads.length < 2 ? [] : heads.map((head) => oneOfHeads(head, heads));
}

function oneOfHeads(head: Migration, heads: readonly Migration[]) {
  return finding(info, {
    object: { kind: 'migration', id: head.id, part: 'heads' },
    title: `Migration ${quoteWord(head.name)} is one of ${heads.length} heads of ${quoteWord(head.app)}`,
    evidence: [
      'no other migration of the app follows it',
      ...heads.filter((other) => other !== head).slice(0, SHOWN_HEADS).map(({ name }) => `the same holds for ${quoteWord(name)}`),
      heads.length - 1 > SHOWN_HEADS ? `… ${heads.length - 1 - SHOWN_HEADS} more` : null,
    ],
    remedy: { text: `Merge the heads (${MERGE[head.tool] ?? 'write a migration that follows both'}), or let one follow the other.`, sql: null },
  });
}

const SHOWN_HEADS = 5;
const MERGE: Readonly<Partial<Record<Migration['tool'], string>>> = { alembic: 'alembic merge heads', django: 'manage.py makemigrations --merge' };

function changed(migration: Migration) {
  return finding(info, {
    object: { kind: 'migration', id: migration.id, part: null },
    level: 'error',
    title: `Migration ${quoteWord(migration.name)} was edited after it was applied`,
    evidence: [
      `file ${quoteWord(migration.up.path)} has another checksum than the history table of the database`,
      migration.appliedAt === null ? null : `applied at ${migration.appliedAt}`,
    ],
    remedy: { text: 'Restore the file as it was applied and put the change into a new migration.', sql: null },
  });
}

function pending(migration: Migration, after: Migration | null) {
  return finding(info, {
    object: { kind: 'migration', id: migration.id, part: null },
    title:
      after === null
        ? `Migration ${quoteWord(migration.name)} is pending`
        : `Migration ${quoteWord(migration.name)} is pending although a later one is applied`,
    evidence: [
      `file ${quoteWord(migration.up.path)} is not in the history table of the database`,
      after === null ? null : `applied already: ${quoteWord(after.name)}`,
    ],
    remedy: {
      text: after === null ? 'Review and apply it.' : outOfOrderRemedy(migration),
      sql: null,
    },
  });
}

function outOfOrderRemedy(migration: Migration): string {
  if (isOrderedByGraph(migration)) return 'The applied one follows it: check whether it ran without being recorded, then record or apply it.';
  return 'Give it a number after the applied ones, or check that it does not depend on their order, then apply it.';
}
