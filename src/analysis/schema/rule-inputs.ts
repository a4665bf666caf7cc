import type { SchemaFacts } from './schema-facts.ts';

/**
 * The parts of a snapshot each rule looks at beside names and columns, as they stand in `skipped`. Of a database that was not read
 * at all, no rule but those of the files can say anything.
 */
export const ruleInputs: Readonly<Record<string, readonly string[]>> = {
  A001: ['routes', 'models'],
  A004: ['migrations', 'models', 'models.constraints', 'models.indexes'],
  A005: ['migrations'],
  D001: ['models', 'models.constraints'],
  D002: ['models', 'models.constraints', 'models.indexes'],
  D003: ['models', 'models.constraints'],
  D004: ['models', 'models.constraints'],
  D005: ['models', 'models.constraints'],
  D006: ['models', 'models.constraints'],
  D007: ['models', 'models.constraints', 'models.triggers'],
  D008: ['models', 'models.triggers'],
  D009: ['models', 'models.locked'],
  D010: ['models', 'models.indexes'],
  D011: ['models', 'models.indexes', 'models.locked'],
  D012: ['models', 'models.indexes', 'models.locked'],
  D013: ['models', 'models.indexes', 'models.constraints', 'models.sizes', 'models.locked', 'database.activity'],
  D014: ['models', 'models.indexes'],
  D015: ['models', 'models.indexes', 'models.sizes', 'models.statistics', 'models.locked'],
  D016: ['models', 'models.indexes'],
  D017: ['models'],
  D018: ['models'],
  D019: ['models', 'database.sequences'],
  D020: ['models', 'models.constraints'],
  D021: ['models', 'database.sequences'],
  D022: ['models'],
  D023: ['models'],
  D024: ['models', 'models.policies'],
  D025: ['models', 'models.policies'],
  D026: ['models', 'models.policies', 'models.locked'],
  D027: ['models', 'models.policies', 'models.locked'],
  D028: ['models', 'models.policies'],
  D029: ['models'],
  D030: ['models', 'database.functions'],
  D031: ['models', 'database.functions', 'models.triggers'],
  D032: ['models', 'models.views'],
  D033: ['models', 'models.grants'],
  D034: ['models', 'models.grants'],
  D035: ['models', 'database.extensions'],
  D036: ['models', 'database.timeouts'],
  D037: ['models', 'database.freezing'],
  D038: ['models', 'database.sessions'],
  D039: ['models', 'database.sessions'],
  D040: ['models', 'database.sessions'],
  D041: ['models', 'database.activity'],
  D042: ['models', 'queries'],
  D043: ['models', 'queries'],
  D044: ['models', 'queries'],
  D045: ['models', 'database.extensions'],
  D046: ['models'],
  R001: ['routes'],
  R002: ['routes', 'models'],
  R003: ['routes'],
  R004: ['routes'],
  R005: ['routes', 'models', 'models.constraints'],
};

/** Why the rule could not look at all it looks at, one reason each; empty when it could. */
export function unreadInputs(facts: SchemaFacts, rule: string): readonly string[] {
  const parts = ruleInputs[rule] ?? [];
  const models = parts.includes('models') ? facts.unjudged.models : null;
  const routes = parts.includes('routes') ? facts.unjudged.routes : null;
  // That such models are not read from a catalog is the same thing said again.
  const unread = facts.skipped.filter(({ part }) => parts.includes(part) && (models === null || part !== 'models')).map(({ part, reason }) => `${part} was not read: ${reason}`);
  const reasons = [models, routes, ...unread].filter((reason) => reason !== null);
  return reasons.length === 0 && facts.database === null && parts.includes('models') ? ['no database was read'] : reasons;
}
