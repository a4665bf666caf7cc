import type { CustomAction, FlowRequest } from '#contract';
import { flowActions } from '../actions/registry.ts';
import { sectionIdOf } from '../actions/section-ids.ts';
import type { BuildContext } from '../pack/build-context.ts';
import { omit, type SectionDraft } from '../pack/section.ts';
import { found, type Resolution } from '../resolve/resolution.ts';
import { mostFindings, rankFindings } from '../sections/findings.ts';
import type { ActionEvidence } from './action-evidence.ts';
import { collectEvidence } from './collect-evidence.ts';

/**
 * Evidence of any action: a built-in one collects its own; a custom one has what the built-in actions of its kind have together, each
 * section once, and of that the sections its configuration names, in the order it names them.
 */
export function packEvidence(request: FlowRequest, context: BuildContext): Resolution<ActionEvidence> {
  const custom = (context.snapshot.configuration?.actions ?? []).find(({ action_key }) => action_key === request.body.action_key);
  if (custom === undefined) return withinBounds(collectEvidence(request, context));
  const collected: ActionEvidence[] = [];
  for (const { action_key } of flowActions.filter(({ kind }) => kind === request.kind)) {
    const evidence = collectEvidence(withKey(request, action_key), context);
    if (!evidence.ok) return evidence;
    collected.push(evidence.value);
  }
  return withinBounds(found(merge(collected, custom)));
}

/** The findings of the highest rank; how many are left out is said. */
function withinBounds(evidence: Resolution<ActionEvidence>): Resolution<ActionEvidence> {
  if (!evidence.ok || evidence.value.findings.length <= mostFindings) return evidence;
  const { findings, omitted } = evidence.value;
  const left = omit(`${findings.length - mostFindings} findings of lower rank`, 'more findings than one pack holds');
  return found({ ...evidence.value, findings: findings.slice(0, mostFindings), omitted: [left, ...omitted] });
}

function merge(collected: readonly ActionEvidence[], custom: CustomAction): ActionEvidence {
  const sections = uniqueBy(collected.flatMap((evidence) => evidence.sections), ({ id }) => id);
  return {
    sections: chooseSections(sections, custom),
    omitted: uniqueBy(collected.flatMap(({ omitted }) => omitted), ({ part, reason }) => `${part}\n${reason}`),
    findings: rankFindings(collected.flatMap(({ findings }) => findings)),
    accepted: uniqueBy(collected.flatMap(({ accepted }) => accepted ?? []), ({ finding }) => finding.id),
    unjudged: collected.some(({ unjudged }) => unjudged === true),
    masked: collected[0]?.masked ?? [],
    identity: { ...collected[0]?.identity, action: custom.action_key },
  };
}

function chooseSections(sections: readonly SectionDraft[], { kind, sections: { include, exclude } }: CustomAction): readonly SectionDraft[] {
  const kept = sections.filter(({ id }) => !exclude.includes(sectionIdOf(kind, id)));
  return include === null ? kept : include.flatMap((wanted) => kept.filter(({ id }) => sectionIdOf(kind, id) === wanted));
}

function withKey(request: FlowRequest, action_key: string): FlowRequest {
  return { ...request, body: { ...request.body, action_key } } as FlowRequest; // kind and body still belong together
}

/** The first of each key, in order. */
function uniqueBy<Item>(items: readonly Item[], keyOf: (item: Item) => string): readonly Item[] {
  const seen = new Map<string, Item>();
  for (const item of items) if (!seen.has(keyOf(item))) seen.set(keyOf(item), item);
  return [...seen.values()];
}
