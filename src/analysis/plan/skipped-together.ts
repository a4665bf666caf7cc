import type { Skipped } from '#contract';
import { PLAN_RULESET } from './plan-thresholds.ts';

/** One line for all rules that could not look for the same reason, such as `P025 no_analyze: P002–P020, P022–P024 of plan@1`. */
export function skippedTogether(skipped: readonly Skipped[]): Skipped[] {
  const groups = new Map<string, Skipped[]>();
  for (const entry of skipped) {
    const key = JSON.stringify([entry.reason, entry.remedy]);
    groups.set(key, [...(groups.get(key) ?? []), entry]);
  }
  return [...groups.values()].flatMap((group) => together(group));
}

function together(group: readonly Skipped[]): Skipped[] {
  const [first, ...more] = group;
  if (first === undefined) return [];
  if (more.length === 0) return [first];
  const coverage = group.find(({ part }) => part.startsWith('P025 '));
  const numbers = group.filter((entry) => entry !== coverage).map(({ part }) => Number(part.slice(1, 4)));
  return [{ ...first, part: `${coverage === undefined ? '' : `${coverage.part}: `}${ranges(numbers)} of ${PLAN_RULESET}` }];
}

/** `[7, 8, 9, 15]` → `P007–P009, P015`; rising numbers. */
function ranges(numbers: readonly number[]): string {
  const runs: { first: number; last: number }[] = [];
  for (const number of numbers) {
    const run = runs.at(-1);
    if (run !== undefined && number - run.last <= 1) run.last = number;
    else runs.push({ first: number, last: number });
  }
  return runs.map(({ first, last }) => (first === last ? rule(first) : `${rule(first)}${last - first === 1 ? ', ' : '–'}${rule(last)}`)).join(', ');
}

function rule(number: number): string {
  return `P${String(number).padStart(3, '0')}`;
}
