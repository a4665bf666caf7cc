import type { Freezing } from '#contract';
import { formatCount } from '../../format/number.ts';
import { finding, found, notInSnapshot, type Rule, type RuleInfo } from '../../rule/rule.ts';
import { shownModel, type SchemaFacts } from '../schema-facts.ts';
import { schemaThresholds } from '../thresholds.ts';

const info: RuleInfo = {
  id: 'D037',
  name: 'xid_age',
  level: 'warning',
  title: 'Old transaction ids were not frozen',
  rationale: 'Two billion transactions after the oldest one the server refuses every write until the tables are vacuumed.',
};

const SHOWN = 10;

/** One finding for the whole database: what holds freezing up on one table mostly does so on others. */
export const xidAge: Rule<SchemaFacts> = {
  ...info,
  check(facts) {
    const { database } = facts;
    if (database === null) return found([]);
    if (database.freezing === undefined) return notInSnapshot();
    return found(database.freezing.relations.length === 0 ? [] : [describe(facts, database.name, database.freezing)]);
  },
};

function describe(facts: SchemaFacts, database: string, { limit, relations }: Freezing) {
  const shown = relations.slice(0, SHOWN);
  const isUrgent = relations.some(({ age }) => age >= schemaThresholds.freezeError);
  return finding(info, {
    object: { kind: 'database', id: database, part: null },
    level: isUrgent ? 'error' : 'warning',
    title: isUrgent ? 'The server will soon refuse writes: old transaction ids were not frozen' : 'Tables are past the age at which autovacuum freezes them',
    evidence: [
      `autovacuum_freeze_max_age is ${formatCount(limit)} transactions, unless a table sets its own`,
      ...shown.map(({ relation, age }) => `${shownModel(facts, relation)}: oldest transaction id ${ageWords(age)}`),
      relations.length > SHOWN ? '… more' : null,
    ],
    remedy: {
      text: 'Look first for what keeps old rows alive (a transaction open for long, a prepared transaction, a replication slot), then freeze, the oldest tables first. Reads and writes go on.',
      sql: shown.map(({ relation }) => `VACUUM (FREEZE) ${shownModel(facts, relation)};`).join('\n'),
    },
  });
}

/** Ages come in steps of 100 million. */
function ageWords(age: number): string {
  return age === 0 ? 'less than 100 million transactions ago' : `${formatCount(age / 1_000_000)} million transactions ago or more`;
}
