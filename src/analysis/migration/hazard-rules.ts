import type { Rule } from '../rule/rule.ts';
import type { MigrationFacts } from './migration-facts.ts';

/** Every hazard rule, in the order of their ids. */
export const hazardRules: readonly Rule<MigrationFacts>[] = [];
