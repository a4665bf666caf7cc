import { quoteName, SCHEMA_RULESET } from '#analysis';
import { isKnown, type AcceptedRisk, type Finding, type Model, type ModelFlowRequest, type ProjectSnapshot, type Skipped } from '#contract';
import { showsStatistics, type BuildContext } from '../pack/build-context.ts';
import { omit, sections, type SectionDraft } from '../pack/section.ts';
import { failed, found, type Resolution } from '../resolve/resolution.ts';
import { resolveModel } from '../resolve/resolve-model.ts';
import { hasDeclared, untold, type PartWords } from '../sections/declared.ts';
import { domainFacts } from '../sections/domain-facts.ts';
import { acceptedOf, acceptedSection, findingsSection, rankFindings, remediesSection } from '../sections/findings.ts';
import { keyLikeColumns, modelColumns, modelColumnStatistics } from '../sections/model-columns.ts';
import { modelComments, modelFacts } from '../sections/model-facts.ts';
import { modelConstraints, modelIndexes, modelRelations, modelSecurity, modelTriggers } from '../sections/model-relations.ts';
import { modelUsage, usageOmissions } from '../sections/usage.ts';
import type { ActionEvidence } from './action-evidence.ts';

/** Evidence of the three model actions. */
export function modelEvidence(body: ModelFlowRequest, context: BuildContext): Resolution<ActionEvidence> {
  const resolved = resolveModel(context.snapshot, body.model_name);
  if (!resolved.ok) return failed(resolved.error);
  const model = resolved.value;
  const findings = findingsOfModels([model], context.snapshot);
  const accepted = acceptedOf('model', [model.id], context.snapshot);
  return found({
    sections: sectionsOf(body.action_key, model, { findings, accepted }, context),
    omitted: modelOmissions(model, context),
    findings,
    accepted,
    unjudged: hasDeclared([model]),
    masked: [],
    identity: { model_name: model.displayName, table: model.id, action: body.action_key },
  });
}

/** Findings whose object is one of these models, worst first. */
export function findingsOfModels(models: readonly Model[], snapshot: ProjectSnapshot): readonly Finding[] {
  const ids = new Set(models.map(({ id }) => id));
  return rankFindings(snapshot.diagnostics.filter(({ object }) => object.kind === 'model' && ids.has(object.id)));
}

interface ModelRisks {
  readonly findings: readonly Finding[];
  readonly accepted: readonly AcceptedRisk[];
}

function sectionsOf(action: string, model: Model, { findings, accepted }: ModelRisks, context: BuildContext): readonly SectionDraft[] {
  const lints = findingsSection(findings, SCHEMA_RULESET);
  const risks = acceptedSection(accepted);
  if (action === 'suggest_constraints') {
    return sections(
      modelFacts(model, context),
      showsStatistics(context) ? modelColumnStatistics(model) : null,
      modelConstraints(model), domainFacts([model], context), modelRelations(model), keyLikeColumns(model, context), lints, risks, modelColumns(model, context),
      modelIndexes([model], context), modelComments(model), modelUsage(model, context),
    );
  }
  if (action === 'refactor_suggestions') {
    return sections(
      lints, risks, modelFacts(model, context), modelColumns(model, context), showsStatistics(context) ? modelColumnStatistics(model) : null,
      modelRelations(model), modelConstraints(model), domainFacts([model], context), modelIndexes([model], context), remediesSection(findings), modelUsage(model, context),
      modelTriggers(model, context), modelComments(model),
    );
  }
  return sections(
    modelFacts(model, context), modelColumns(model, context), modelRelations(model), modelConstraints(model), domainFacts([model], context),
    modelIndexes([model], context), modelComments(model), modelSecurity([model]), modelTriggers(model, context), modelUsage(model, context), lints, risks,
  );
}

/** Parts that are named by `usageOmissions`, and rules that are not about one model. */
const ELSEWHERE = /^(?:queries|routes|migrations|database\.(?:sessions|timeouts|freezing|activity)|A00\d|R00\d|D03[6-9]|D04[0-5])/;

const PARTS: PartWords = [
  ['owner', 'owner'], ['row_security', 'row security'], ['policies', 'policies'], ['grants', 'grants'], ['triggers', 'triggers'], ['partitions', 'partitions'],
  ['keys', 'undeclared keys'], ['foreign_keys', 'foreign keys'], ['indexes', 'indexes'], ['checks', 'checks'], ['exclusions', 'exclusions'],
  ['statistics', 'row counts, sizes and statistics'],
];

function modelOmissions(model: Model, context: BuildContext): readonly Skipped[] {
  const hidden = !showsStatistics(context) && isKnown(model, 'statistics');
  const detail = !hidden ? [omit('row values and most-common values', 'never read into a pack')] : [omit('row counts, sizes and statistics', 'detail level: structure', 'use detail level statistics')];
  const unread = showsStatistics(context) ? unreadStatistics(model) : [];
  const skipped = context.snapshot.skipped.filter(({ part }) => !ELSEWHERE.test(part));
  return [...detail, ...unread, ...untold([model], PARTS), ...usageOmissions(context.snapshot), ...skipped, omit('application code', 'not part of the project sources')];
}

/** Why no column has statistics: nothing to sample, nobody sampled, or not for this role. */
function unreadStatistics(model: Model): readonly Skipped[] {
  if (model.kind === 'view' || !isKnown(model, 'statistics') || model.columns.some(({ nullFraction }) => nullFraction !== null)) return [];
  const part = `column statistics of ${model.id}`;
  const analysed = model.activity !== null && model.activity.analyzedAgo !== 'never';
  if (analysed && model.rowEstimate === 0) return [omit(part, 'the table was empty when it was analysed')];
  return [omit(part, 'the table was never analysed, or this role cannot read pg_stats', `ANALYZE ${quoteName(model)}`)];
}
