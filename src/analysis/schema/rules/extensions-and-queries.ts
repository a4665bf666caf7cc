import type { Query } from '#contract';
import { quoteIdentifier, quoteWord } from '../../format/identifier.ts';
import { formatCounted, formatDuration, formatPercent, formatCount } from '../../format/number.ts';
import { finding, found, notApplicable, notChecked, type Rule, type RuleInfo, type RuleOutcome } from '../../rule/rule.ts';
import type { SchemaFacts } from '../schema-facts.ts';
import { schemaThresholds } from '../thresholds.ts';

const outdated: RuleInfo = {
  id: 'D035', name: 'extension_outdated', level: 'info', title: 'Extension older than the one installed',
  rationale: 'The files on the server are newer than what the database uses: fixes are there and not in effect.',
};

export const extensionOutdated: Rule<SchemaFacts> = {
  ...outdated,
  check: (facts) =>
    found(
      (facts.database?.extensions ?? [])
        .filter(({ version, defaultVersion }) => defaultVersion !== null && defaultVersion !== version)
        .map(({ name, version, defaultVersion }) =>
          finding(outdated, {
            object: { kind: 'database', id: name, part: null },
            title: `Extension ${quoteIdentifier(name)} is at ${quoteWord(version)}, ${quoteWord(defaultVersion ?? '')} is installed`,
            evidence: [`version ${quoteWord(version)}; default version ${quoteWord(defaultVersion ?? '')}`],
            remedy: { text: 'Read its release notes, then update it.', sql: `ALTER EXTENSION ${quoteIdentifier(name)} UPDATE;` },
          }),
        ),
    ),
};

const missing: RuleInfo = {
  id: 'D045', name: 'pgss_missing', level: 'info', title: 'pg_stat_statements is not installed',
  rationale: 'Without it nobody can say which statements take the time.',
};

export const statementsMissing: Rule<SchemaFacts> = {
  ...missing,
  check(facts) {
    const { database } = facts;
    if (database === null || database.extensions.some(({ name }) => name === 'pg_stat_statements')) return found([]);
    if (database.engine === 'pglite') return notApplicable('the embedded database has no server to install it on');
    return found([
      finding(missing, {
        object: { kind: 'database', id: 'pg_stat_statements', part: null },
        title: 'pg_stat_statements is not installed',
        evidence: [`extensions of the database: ${database.extensions.length}, pg_stat_statements is none of them`],
        remedy: { text: 'Add it to shared_preload_libraries, restart the server, then create it.', sql: 'CREATE EXTENSION pg_stat_statements;' },
      }),
    ]);
  },
};

const slow: RuleInfo = {
  id: 'D042', name: 'query_slow', level: 'warning', title: 'Slow statement',
  rationale: 'It takes long each time, and it is sent often.',
};

const dominates: RuleInfo = {
  id: 'D043', name: 'query_dominates', level: 'warning', title: 'One statement takes most of the time',
  rationale: 'Whatever is gained on it is gained for the whole database.',
};

const spills: RuleInfo = {
  id: 'D044', name: 'query_spills', level: 'warning', title: 'Statement that spills to disk',
  rationale: 'Its sorts or hashes do not fit work_mem and go through temporary files.',
};

export const querySlow: Rule<SchemaFacts> = {
  ...slow,
  check: (facts) =>
    overQueries(facts, (queries) =>
      queries
        .filter(({ meanMs, calls }) => (meanMs ?? 0) >= schemaThresholds.queryMeanMs && (calls ?? 0) >= schemaThresholds.queryCalls)
        .map((query) => describe(slow, query, { title: `${operation(query)} takes ${formatDuration(query.meanMs ?? 0)} on average`, evidence: [], text: 'Look at its plan (explain_plan), then at the indexes it could use (suggest_indexes).' })),
    ),
};

export const queryDominates: Rule<SchemaFacts> = {
  ...dominates,
  check: (facts) =>
    overQueries(facts, (queries) => {
      const total = queries.reduce((sum, { totalMs }) => sum + (totalMs ?? 0), 0);
      return queries
        .filter(({ totalMs }) => total > 0 && queries.length > 1 && (totalMs ?? 0) / total >= schemaThresholds.queryShare)
        .map((query) =>
          describe(dominates, query, {
            title: `${operation(query)} takes ${formatPercent((query.totalMs ?? 0) / total)} of the time of all statements`,
            evidence: [`${formatDuration(query.totalMs ?? 0)} of ${formatDuration(total)} over ${formatCounted(queries.length, 'statement')}`],
            text: 'Look at this one first: its plan, its indexes, and whether it has to be sent that often.',
          }),
        );
    }),
};

export const querySpills: Rule<SchemaFacts> = {
  ...spills,
  check: (facts) =>
    overQueries(facts, (queries) =>
      queries
        .filter(({ tempBlocksWritten, calls }) => (tempBlocksWritten ?? 0) > 0 && (calls ?? 0) >= schemaThresholds.queryCalls)
        .map((query) =>
          describe(spills, query, {
            title: `${operation(query)} writes temporary files`,
            evidence: [`${formatCount(query.tempBlocksWritten ?? 0)} temporary blocks written`],
            text: 'Find the sort or hash in its plan; an index in sort order, fewer rows, or a higher work_mem for this statement avoids the files.',
          }),
        ),
    ),
};

const NO_STATISTICS = 'no statement statistics were read';
const INSTALL = 'Install pg_stat_statements (shared_preload_libraries, then CREATE EXTENSION).';

/** Only statements the server measured; without any the rule could not look. */
function overQueries(facts: SchemaFacts, check: (queries: readonly Query[]) => RuleOutcome['findings']): RuleOutcome {
  if (facts.database === null) return found([]);
  const measured = facts.queries.filter(({ source, calls }) => source === 'pg_stat_statements' && calls !== null);
  // The same for the three of them: a run says it once.
  if (measured.length === 0) return notChecked({ id: 'D042–D044', name: 'of schema@1' }, NO_STATISTICS, INSTALL);
  return found(check(measured));
}

function describe(rule: RuleInfo, query: Query, detail: { readonly title: string; readonly evidence: readonly string[]; readonly text: string }) {
  return finding(rule, {
    object: { kind: 'query', id: query.id, part: null },
    title: detail.title,
    evidence: [...detail.evidence, `${formatCounted(query.calls ?? 0, 'call')}, mean ${formatDuration(query.meanMs ?? 0)}, total ${formatDuration(query.totalMs ?? 0)}`],
    remedy: { text: detail.text, sql: null },
  });
}

/** `SELECT 3f2a…` on its tables: enough to find it in the list. */
function operation(query: Query): string {
  const tables = query.models.map((id) => quoteIdentifier(id.slice(id.indexOf('.') + 1)));
  return `${query.operation} ${query.id}${tables.length === 0 ? '' : ` on ${tables.slice(0, 3).join(', ')}${tables.length > 3 ? ', …' : ''}`}`;
}
