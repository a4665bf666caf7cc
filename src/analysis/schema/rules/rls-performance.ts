import type { Model, Policy, SqlParser } from '#contract';
import { groupBy } from '../../format/order.ts';
import { quoteIdentifier, quoteName } from '../../format/identifier.ts';
import { finding, found, modelObject, notChecked, type Rule, type RuleInfo } from '../../rule/rule.ts';
import { uncachedCalls, withCachedCalls } from '../policy-calls.ts';
import { alterTable, LOCK_TIMEOUT } from '../safe-ddl.ts';
import { isTable, type SchemaFacts } from '../schema-facts.ts';
import { sizeEvidence } from '../size-evidence.ts';

const initplan: RuleInfo = {
  id: 'D027', name: 'rls_initplan', level: 'warning', title: 'Policy that calls a function for each row',
  rationale: 'The value is the same for the whole query; in a scalar subquery it is computed once.',
};

export const rlsInitplan: Rule<SchemaFacts> = {
  ...initplan,
  check: (facts) => found(facts.models.filter(isTable).flatMap((model) => model.policies.flatMap((policy) => describeCalls(facts.parser, model, policy)))),
};

function describeCalls(parser: SqlParser, model: Model, policy: Policy) {
  const calls = [...new Set([policy.using, policy.check].flatMap((expression) => (expression === null ? [] : uncachedCalls(parser, expression))))];
  if (calls.length === 0) return [];
  const using = policy.using === null ? null : withCachedCalls(parser, policy.using);
  const check = policy.check === null ? null : withCachedCalls(parser, policy.check);
  const isComplete = (policy.using === null || using !== null) && (policy.check === null || check !== null);
  const clauses = `${using === null ? '' : ` USING (${using})`}${check === null ? '' : ` WITH CHECK (${check})`}`;
  return [
    finding(initplan, {
      object: modelObject(model, policy.name),
      title: `Policy ${quoteIdentifier(policy.name)} of ${quoteName(model)} calls ${calls.join(', ')} for each row`,
      evidence: [`called outside of a subquery: ${calls.join(', ')}`, sizeEvidence(model)],
      remedy: {
        text: 'Put each call into a scalar subquery, (select …): it is then computed once a query.',
        sql: isComplete ? `${LOCK_TIMEOUT}\nALTER POLICY ${quoteIdentifier(policy.name)} ON ${quoteName(model)}${clauses};` : null,
      },
    }),
  ];
}

const multiple: RuleInfo = {
  id: 'D028', name: 'rls_multiple_permissive', level: 'warning', title: 'Several permissive policies for one role and command',
  rationale: 'Each of them is evaluated for each row, and a row that any of them lets through is visible: together they allow more than each says.',
};

export const rlsMultiplePermissive: Rule<SchemaFacts> = {
  ...multiple,
  check: (facts) =>
    found(
      facts.models
        .filter((model) => isTable(model) && model.rowSecurity.enabled)
        .flatMap((model) => overlaps(model).map((overlap) => describeOverlap(model, overlap))),
    ),
};

interface Overlap {
  readonly role: string;
  readonly commands: readonly string[];
  readonly policies: readonly Policy[];
}

const COMMANDS = ['SELECT', 'INSERT', 'UPDATE', 'DELETE'] as const;

/** Roles for which more than one permissive policy covers a command. */
function overlaps(model: Model): Overlap[] {
  const entries = model.policies
    .filter(({ permissive }) => permissive)
    .flatMap((policy) => policy.roles.flatMap((role) => COMMANDS.filter((command) => policy.command === 'ALL' || policy.command === command).map((command) => ({ role, command, policy }))));
  const byRole = groupBy(entries, ({ role }) => role);
  return [...byRole].flatMap(([role, list]) => {
    const crowded = [...groupBy(list, ({ command }) => command)].filter(([, same]) => same.length > 1);
    if (crowded.length === 0) return [];
    return [{ role, commands: crowded.map(([command]) => command), policies: [...new Set(crowded.flatMap(([, same]) => same.map(({ policy }) => policy)))] }];
  });
}

function describeOverlap(model: Model, { role, commands, policies }: Overlap) {
  const shown = role === 'public' ? 'PUBLIC' : quoteIdentifier(role);
  return finding(multiple, {
    object: modelObject(model, role),
    title: `${quoteName(model)} has ${policies.length} permissive policies for ${shown} and ${commands.join(', ')}`,
    evidence: [...policies.map((policy) => `policy ${quoteIdentifier(policy.name)} for ${policy.command}`), sizeEvidence(model)],
    remedy: { text: 'Join them into one policy with OR, or make those that are meant to narrow access restrictive (AS RESTRICTIVE).', sql: null },
  });
}

const ownerBypass: RuleInfo = {
  id: 'D029', name: 'rls_owner_bypass', level: 'warning', title: 'The owner is not bound by row level security',
  rationale: 'The application connects as the owner of the table, and policies do not hold for the owner unless they are forced.',
};

export const rlsOwnerBypass: Rule<SchemaFacts> = {
  ...ownerBypass,
  check(facts) {
    const open = facts.models.filter((model) => isTable(model) && model.rowSecurity.enabled && !model.rowSecurity.forced);
    if (open.length === 0 || facts.database === null) return found([]);
    const { role, superuser } = facts.database;
    if (superuser) return notChecked(ownerBypass, 'the facts were read as a superuser: which role the application uses is not known', 'Connect as the role of the application.');
    return found(open.filter(({ owner }) => owner === role).map(describeOwner));
  },
};

function describeOwner(model: Model) {
  return finding(ownerBypass, {
    object: modelObject(model),
    title: `Policies of ${quoteName(model)} do not hold for its owner ${quoteIdentifier(model.owner)}`,
    evidence: [`the facts were read as ${quoteIdentifier(model.owner)}, which owns the table`, `row level security is on, not forced; policies: ${model.policies.length}`],
    remedy: { text: 'Force it for the owner, or let the application connect as another role.', sql: `${LOCK_TIMEOUT}\n${alterTable(model)} FORCE ROW LEVEL SECURITY;` },
  });
}
