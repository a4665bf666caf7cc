import type { DefinerFunction, Finding, SqlParser } from '#contract';
import { quoteIdentifier } from '../../format/identifier.ts';
import { finding, found, type Rule, type RuleInfo } from '../../rule/rule.ts';
import type { SchemaFacts } from '../schema-facts.ts';

const searchPath: RuleInfo = {
  id: 'D030', name: 'definer_search_path', level: 'warning', title: 'SECURITY DEFINER function without a fixed search_path',
  rationale: 'It runs with the rights of its owner but looks names up where its caller says: a caller can put an object of its own in the way.',
};

const publicExecute: RuleInfo = {
  id: 'D031', name: 'definer_public_execute', level: 'warning', title: 'SECURITY DEFINER function that everyone may call',
  rationale: 'It runs with the rights of its owner, for whoever can connect.',
};

export const definerSearchPath: Rule<SchemaFacts> = {
  ...searchPath,
  check: (facts) =>
    found(
      functions(facts)
        .filter(({ searchPathFixed }) => !searchPathFixed)
        .map((definer) =>
          describe(facts.parser, searchPath, {
            definer,
            title: (name) => `${name} runs as its owner with the search_path of its caller`,
            evidence: 'no search_path is set on the function',
            text: 'Fix it to the schemas it uses, with pg_temp last.',
            sql: ({ schema, routine }) => `ALTER ROUTINE ${routine} SET search_path = ${schema}, pg_temp;`,
          }),
        ),
    ),
};

export const definerPublicExecute: Rule<SchemaFacts> = {
  ...publicExecute,
  check(facts) {
    // A trigger function cannot be called by hand.
    const triggers = new Set(facts.models.flatMap(({ triggers: list }) => list.map((trigger) => trigger.function)));
    return found(
      functions(facts)
        .filter(({ id, publicExecute: open }) => open && !triggers.has(id.slice(0, Math.max(0, id.indexOf('(')))))
        .map((definer) =>
          describe(facts.parser, publicExecute, {
            definer,
            title: (name) => `PUBLIC may execute ${name}, which runs as its owner`,
            evidence: 'EXECUTE is granted to PUBLIC (the default)',
            text: 'Take it back and grant it to the roles that call it.',
            sql: ({ routine }) => `REVOKE EXECUTE ON ROUTINE ${routine} FROM PUBLIC;`,
          }),
        ),
    );
  },
};

interface Detail {
  readonly definer: DefinerFunction;
  title(name: string): string;
  readonly evidence: string;
  readonly text: string;
  sql(names: { readonly schema: string; readonly routine: string }): string;
}

function functions(facts: SchemaFacts): readonly DefinerFunction[] {
  return facts.database?.definerFunctions ?? [];
}

function describe(parser: SqlParser, rule: RuleInfo, detail: Detail): Finding {
  const { definer } = detail;
  const dot = definer.id.indexOf('.');
  const open = definer.id.indexOf('(', dot);
  const schema = quoteIdentifier(definer.id.slice(0, dot));
  const name = `${schema}.${quoteIdentifier(definer.id.slice(dot + 1, open))}`;
  const sql = detail.sql({ schema, routine: `${name}${definer.id.slice(open)}` });
  return finding(rule, {
    object: { kind: 'database', id: definer.id, part: null },
    title: detail.title(`${name}()`),
    evidence: [`SECURITY DEFINER, owner ${quoteIdentifier(definer.owner)}`, detail.evidence],
    remedy: { text: detail.text, sql: parser.parse(sql).ok ? sql : null },
  });
}
