import type { AcceptedRisk, Finding, ObjectReference, SqlParser, SqlStatement } from '#contract';
import { quoteWord } from '../format/identifier.ts';
import { finding, type FindingDetail, type RuleInfo } from '../rule/rule.ts';
import { applySuppressions, type ActiveSuppression } from '../suppression/apply-suppressions.ts';
import { parseAllowComments, type AllowComment } from '../suppression/parse-allow-comments.ts';
import { suppressionExpired, suppressionInvalid, suppressionUnused } from '../suppression/suppression-rules.ts';

export interface AllowContext {
  readonly parser: SqlParser;
  readonly migrationId: string;
  /** Path of the file, for `migrations/0007.sql, line 3`. */
  readonly source: string;
  /** `YYYY-MM-DD`; null = expiry is not judged. */
  readonly today: string | null;
  readonly rules: readonly RuleInfo[];
  /** Rules that could not look: whether their suppression is needed is not known. */
  readonly unjudged: ReadonlySet<string>;
  /** An applied file must not be edited: then nothing is said about the comments themselves. */
  readonly applied: boolean;
}

/** Takes the hazards out that the file's own `aksara:allow` comments accept; what is wrong with a comment is a finding itself. */
export function acceptHazards(
  file: { readonly sql: string; readonly statements: readonly SqlStatement[] },
  hazards: readonly Finding[],
  context: AllowContext,
): { readonly findings: readonly Finding[]; readonly accepted: readonly AcceptedRisk[] } {
  const comments = parseAllowComments(file.sql, context.parser, file.statements);
  if (comments.length === 0) return { findings: hazards, accepted: [] };
  const allowed = comments.flatMap((comment) => suppressionsOf(comment, context));
  const { findings, accepted, used, expired } = applySuppressions(hazards, allowed.map(({ suppression }) => suppression), context.today);
  if (context.applied) return { findings, accepted };
  const own = [
    ...comments.flatMap((comment) => invalid(comment, context)),
    ...allowed.filter(({ suppression }) => expired.includes(suppression)).map((entry) => overdue(entry, context)),
    ...allowed.filter(({ suppression, rule }) => !used.has(suppression) && !expired.includes(suppression) && !context.unjudged.has(rule.id)).map((entry) => unused(entry, hazards, context)),
  ];
  return { findings: [...findings, ...own], accepted };
}

interface Allowed {
  readonly comment: AllowComment;
  readonly rule: RuleInfo;
  readonly suppression: ActiveSuppression;
}

function suppressionsOf(comment: AllowComment, { rules, migrationId, source }: AllowContext): Allowed[] {
  if (comment.problem !== null) return [];
  return comment.rules.flatMap((written) => {
    const rule = ruleNamed(rules, written);
    if (rule === null) return [];
    // A comment no statement follows is about nothing.
    const part = comment.scope === 'file' ? null : String(comment.statement ?? 'none');
    const suppression = { rule: rule.id, object: migrationId, part, reason: comment.reason, until: comment.until, source: `${source}, line ${comment.line}` };
    return [{ comment, rule, suppression }];
  });
}

function ruleNamed(rules: readonly RuleInfo[], written: string): RuleInfo | null {
  return rules.find(({ id, name }) => id === written.toUpperCase() || name === written.toLowerCase()) ?? null;
}

/** Unknown rules named in the text of one finding; more are cut. */
const UNKNOWN_SHOWN = 3;

function invalid(comment: AllowComment, context: AllowContext): Finding[] {
  const unknown = comment.rules.filter((rule) => ruleNamed(context.rules, rule) === null);
  const names = unknown.slice(0, UNKNOWN_SHOWN).map((rule) => quoteWord(rule.slice(0, 60)));
  const problem = comment.problem ?? (unknown.length === 0 ? null : `there is no migration rule ${names.join(', ')}`);
  if (problem === null) return [];
  return [
    about(suppressionInvalid, { comment, detail: '' }, context, {
      title: `The aksara:allow comment of line ${comment.line} ${unknown.length < comment.rules.length && comment.problem === null ? 'is wrong in part' : 'accepts nothing'}: ${problem}`,
      evidence: [],
      remedy: { text: 'Write it as: -- aksara:allow M019 reason="why this is fine here" until=2027-01-31', sql: null },
    }),
  ];
}

function overdue({ comment, rule, suppression }: Allowed, context: AllowContext): Finding {
  return about(suppressionExpired, { comment, detail: rule.id }, context, {
    title: `The acceptance of ${rule.id} in line ${comment.line} ended on ${suppression.until ?? ''}`,
    evidence: [],
    remedy: { text: 'Repair what it accepted, or give it a new day and say why.', sql: null },
  });
}

function unused({ comment, rule }: Allowed, hazards: readonly Finding[], context: AllowContext): Finding {
  const elsewhere = hazards.filter((hazard) => hazard.rule === rule.id).flatMap(({ object }) => object.part ?? []);
  const place = comment.scope === 'file' ? 'the file' : `statement ${comment.statement ?? '(none follows it)'}`;
  return about(suppressionUnused, { comment, detail: rule.id }, context, {
    title: `${rule.id} (${rule.name}) is accepted in line ${comment.line} but not found in ${place}`,
    evidence: elsewhere.length === 0 ? [] : [`it is found at statement ${elsewhere.join(', ')}`],
    remedy: { text: elsewhere.length === 0 ? 'Remove it.' : 'Put it above that statement, or accept it for the whole file with aksara:allow-file.', sql: null },
  });
}

function about(rule: RuleInfo, place: { readonly comment: AllowComment; readonly detail: string }, { migrationId, source }: AllowContext, detail: Omit<FindingDetail, 'object'>): Finding {
  const { line, statement } = place.comment;
  const object: ObjectReference = { kind: 'migration', id: migrationId, part: statement === null ? null : String(statement) };
  return {
    ...finding(rule, { ...detail, object, evidence: [`${source}, line ${line}`, ...detail.evidence] }),
    id: [rule.id, migrationId, `line ${line}`, place.detail].filter((part) => part !== '').join(':'),
  };
}
