import { formatBytes, formatCounted } from '#analysis';
import { isKnown, type Diagnostic, type Finding, type ProjectSnapshot } from '#contract';
import { showsStatistics, type BuildContext } from '../pack/build-context.ts';
import { section, type SectionDraft } from '../pack/section.ts';
import { table } from '../text/block.ts';
import { inline, line } from '../text/fence.ts';
import { modelName } from '../text/names.ts';

/** Findings beside the one asked for that are worth ranking with it. */
const RELATED_SHOWN = 19;
const ALL_SHOWN = 60;

/** Every finding to rank with its id, object and size. */
export function findingsToRank(findings: readonly (Diagnostic | Finding)[], context: BuildContext): SectionDraft | null {
  const rows = findings.map((finding) => [
    inline('shortId' in finding ? finding.shortId : finding.id),
    finding.level,
    `${finding.rule} ${inline(finding.name)}`,
    objectWords(finding),
    ...(showsStatistics(context) ? [sizeOf(finding, context.snapshot)] : []),
    finding.evidence.length === 0 ? line(finding.title) : finding.evidence.map(line).join('; '),
  ]);
  const headers = ['id', 'level', 'rule', 'object', ...(showsStatistics(context) ? ['size'] : []), 'evidence'];
  return section('findings', 'Findings to rank', findingsSource(findings, context.snapshot), rows.length === 0 ? [] : [table(headers, rows)]);
}

/** What a backend reported is not what our rules saw, and models as code declares them have no sizes. */
function findingsSource(findings: readonly Finding[], { models }: ProjectSnapshot): string {
  const reported = findings.filter(({ rule }) => rule === 'reported').length;
  const who = [...(reported < findings.length ? ['rules'] : []), ...(reported > 0 ? ['reports of a backend'] : [])].join(' and ');
  return models.length > 0 && models.every((model) => !isKnown(model, 'statistics')) ? who : `${who}; sizes from the catalog`;
}

/** The finding, then others on the same object, on the models it touches, and of the same rule. */
export function relatedFindings(finding: Diagnostic, snapshot: ProjectSnapshot): readonly Diagnostic[] {
  const touched = touchedModels(finding, snapshot);
  const sameObject = snapshot.diagnostics.filter(({ object }) => object.kind === finding.object.kind && object.id === finding.object.id);
  const onModels = snapshot.diagnostics.filter(({ object }) => object.kind === 'model' && touched.has(object.id));
  const sameRule = snapshot.diagnostics.filter(({ rule }) => rule === finding.rule);
  const related = new Set([...sameObject, ...onModels, ...sameRule]);
  related.delete(finding);
  return [finding, ...[...related].slice(0, RELATED_SHOWN)];
}

/** Model ids the finding's object is about: itself, or what its route (a guess) or query touches. */
export function touchedModels({ object }: Finding, snapshot: ProjectSnapshot): ReadonlySet<string> {
  if (object.kind === 'model') return new Set([object.id]);
  const route = object.kind === 'route' ? snapshot.routes.find(({ id }) => id === object.id) : undefined;
  const query = object.kind === 'query' ? snapshot.queries.find(({ id }) => id === object.id) : undefined;
  return new Set([...(route?.models.map(({ model }) => model) ?? []), ...(query?.models ?? [])]);
}

/** The worst findings of the project, for a request that names none. */
export function worstFindings(snapshot: ProjectSnapshot): readonly Diagnostic[] {
  return snapshot.diagnostics.slice(0, ALL_SHOWN);
}

function objectWords({ object }: Finding): string {
  const name = object.kind === 'model' ? modelName(object.id) : inline(object.id);
  return `${object.kind} ${name}${object.part === null ? '' : `, ${inline(object.part)}`}`;
}

function sizeOf({ object }: Finding, snapshot: ProjectSnapshot): string {
  const model = object.kind === 'model' ? snapshot.models.find(({ id }) => id === object.id) : undefined;
  if (model === undefined) return '';
  const rows = model.rowEstimate === null ? 'rows not known' : formatCounted(model.rowEstimate, 'row');
  return model.size === null ? rows : `${rows}, ${formatBytes(model.size.total)}`;
}
