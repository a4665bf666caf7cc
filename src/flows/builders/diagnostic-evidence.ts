import { FlowError, findingSchema, type AcceptedRisk, type Diagnostic, type DiagnosticFlowRequest, type Finding, type ProjectSnapshot } from '#contract';
import type { BuildContext } from '../pack/build-context.ts';
import { omit, sections } from '../pack/section.ts';
import { failed, found, type Resolution } from '../resolve/resolution.ts';
import { resolveDiagnostic } from '../resolve/resolve-diagnostic.ts';
import { findingsToRank, relatedFindings, touchedModels, worstFindings } from '../sections/diagnostic-facts.ts';
import { untold } from '../sections/declared.ts';
import { acceptedSection, remediesSection } from '../sections/findings.ts';
import { queryTables } from '../sections/query-facts.ts';
import { tableUsage, usageOmissions } from '../sections/usage.ts';
import { quoteWords } from '../text/quote.ts';
import type { ActionEvidence } from './action-evidence.ts';

/** Evidence of `diagnostic_prioritize`: one finding with related ones, a foreign one, or the worst of the project. */
export function diagnosticEvidence(body: DiagnosticFlowRequest, context: BuildContext): Resolution<ActionEvidence> {
  const chosen = chooseFindings(body, context.snapshot);
  if (!chosen.ok) return chosen;
  const findings = chosen.value;
  const touched = new Set(findings.flatMap((finding) => [...touchedModels(finding, context.snapshot)]));
  const models = context.snapshot.models.filter(({ id }) => touched.has(id));
  const left = body.issue_id == null ? context.snapshot.diagnostics.length - findings.length : 0;
  const accepted = acceptedBeside(body, touched, context.snapshot);
  return found({
    sections: sections(findingsToRank(findings, context), remediesSection(findings), acceptedSection(accepted), queryTables(models, context), tableUsage(models, context)),
    omitted: [
      ...(left > 0 ? [omit(`${left} findings of lower rank`, 'more findings than one ranking holds')] : []),
      ...usageOmissions(context.snapshot),
      ...context.snapshot.skipped.filter(({ part }) => part !== 'queries' && part !== 'routes'),
      ...untold(models, [['statistics', 'row counts, sizes and statistics']]),
    ],
    findings,
    accepted,
    masked: [],
    identity: { issue_id: body.issue_id ?? null, action: body.action_key },
  });
}

/** Accepted risks that belong beside the ranking: all of the project, or those on the models that the finding asked for is about. */
function acceptedBeside({ issue_id, issue_payload }: DiagnosticFlowRequest, touched: ReadonlySet<string>, { accepted = [] }: ProjectSnapshot): readonly AcceptedRisk[] {
  const all = (issue_id == null || issue_id.trim() === '') && issue_payload == null;
  return all ? accepted : accepted.filter(({ finding }) => touched.has(finding.object.id));
}

function chooseFindings(body: DiagnosticFlowRequest, snapshot: ProjectSnapshot): Resolution<readonly (Diagnostic | Finding)[]> {
  if (body.issue_id != null && body.issue_id.trim() !== '') {
    const resolved = resolveDiagnostic(snapshot, body.issue_id);
    return resolved.ok ? found(relatedFindings(resolved.value, snapshot)) : resolved;
  }
  if (body.issue_payload != null) return foreignFinding(body.issue_payload);
  if (snapshot.diagnostics.length > 0) return found(worstFindings(snapshot));
  return failed(new FlowError('NOT_FOUND', 'This project has no findings to rank.'));
}

/**
 * A finding that a foreign backend reported: our own shape, or the reference's `kind`, `severity`, `title`, `message`, `hint`. Its
 * texts are quoted: words of strangers, which go into code spans where our own rules' words do not.
 */
function foreignFinding(payload: Readonly<Record<string, unknown>>): Resolution<readonly Finding[]> {
  const own = findingSchema.safeParse(payload);
  if (own.success) return found([quotedFinding(own.data)]);
  const { kind, severity, title, message, hint } = payload;
  if (typeof title !== 'string' || title.trim() === '') {
    return failed(new FlowError('INVALID_REQUEST', 'issue_payload needs at least a title. Send the finding as the diagnostics endpoint gave it, or an issue_id.'));
  }
  const rule = typeof kind === 'string' ? kind : 'reported';
  return found([
    quotedFinding({
      id: `${rule}:${title}`,
      rule: 'reported',
      name: rule,
      level: severity === 'error' || severity === 'warning' ? severity : 'info',
      title,
      object: { kind: 'diagnostic', id: rule, part: null },
      evidence: typeof message === 'string' ? [message] : [],
      remedy: typeof hint === 'string' ? { text: hint, sql: null } : null,
    }),
  ]);
}

function quotedFinding(finding: Finding): Finding {
  const remedy = finding.remedy === null ? null : { text: quoteWords(finding.remedy.text), sql: finding.remedy.sql };
  return { ...finding, rule: 'reported', name: quoteWords(finding.name), title: quoteWords(finding.title), evidence: finding.evidence.map(quoteWords), remedy };
}
