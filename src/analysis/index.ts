export { diagnose } from './diagnose.ts';
export * from './format/number.ts';
export * from './format/identifier.ts';
export * from './format/generated-name.ts';
export * from './format/order.ts';
export type * from './query/query-shape.ts';
export type * from './plan/plan-types.ts';
export * from './migration/migration-report.ts';
export type { RuleInfo } from './rule/rule.ts';
