import type { PlanNode } from '#contract';
import { toFields } from './explain-entry.ts';

/** Field access that takes nothing for granted: plans come from other servers and other versions. */
export function numberField(node: PlanNode, field: string): number | null {
  const value = node[field];
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}

export function textField(node: PlanNode, field: string): string | null {
  const value = node[field];
  return typeof value === 'string' ? value : null;
}

/** A string of PostgreSQL's own words, such as `external merge`; null for anything longer or stranger: it is shown as it is. */
export function wordsField(node: PlanNode, field: string): string | null {
  const value = textField(node, field);
  return value !== null && /^[A-Za-z][A-Za-z /-]{0,40}$/.test(value) ? value : null;
}

/** A string or a list of strings as a list. */
export function listField(node: PlanNode, field: string): string[] {
  const value = node[field];
  if (typeof value === 'string') return [value];
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}

/** An object or a list of objects as a list, such as the figures of each worker. */
export function recordsField(node: PlanNode, field: string): readonly Readonly<Record<string, unknown>>[] {
  const value = node[field];
  const items: readonly unknown[] = Array.isArray(value) ? value : [value];
  return items.map(toFields).filter((fields) => fields !== null);
}

export function flagField(node: PlanNode, field: string): boolean {
  return node[field] === true;
}

export function childNodes(node: PlanNode): readonly PlanNode[] {
  return Array.isArray(node.Plans) ? node.Plans : [];
}

/** Runs once and hands its result to the node: its cost is part of the node's own start-up cost. */
export function isInitPlan(node: PlanNode): boolean {
  return textField(node, 'Parent Relationship') === 'InitPlan';
}

/** `schema.name` of the table the node reads or changes, or the bare name when EXPLAIN was not VERBOSE. */
export function relationOf(node: PlanNode): string | null {
  const name = textField(node, 'Relation Name');
  const schema = textField(node, 'Schema');
  return name === null || schema === null ? name : `${schema}.${name}`;
}
