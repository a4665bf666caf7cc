import type { Model, Policy } from '#contract';
import { generatedName } from '../../format/generated-name.ts';
import { quoteIdentifier, quoteName } from '../../format/identifier.ts';
import { formatCounted } from '../../format/number.ts';
import { finding, found, modelObject, type Rule, type RuleInfo } from '../../rule/rule.ts';
import { alterTable, LOCK_TIMEOUT } from '../safe-ddl.ts';
import { isTable, type SchemaFacts } from '../schema-facts.ts';

const disabled: RuleInfo = {
  id: 'D024',
  name: 'rls_disabled_with_policy',
  level: 'error',
  title: 'Policies without row level security',
  rationale: 'Policies count only while row level security is enabled: as it is, they protect nothing.',
};

const noPolicy: RuleInfo = {
  id: 'D025',
  name: 'rls_no_policy',
  level: 'info',
  title: 'Row level security without a policy',
  rationale: 'No policy means no rows: everyone but the owner and superusers sees an empty table.',
};

const alwaysTrue: RuleInfo = {
  id: 'D026',
  name: 'rls_always_true',
  level: 'warning',
  title: 'Policy that lets every row be changed',
  rationale: 'A permissive policy whose condition is true opens the table for its command, whatever the other policies say.',
};

export const rlsDisabledWithPolicy: Rule<SchemaFacts> = {
  ...disabled,
  check: (facts) =>
    found(
      facts.models
        .filter((model) => isTable(model) && model.policies.length > 0 && !model.rowSecurity.enabled)
        .map((model) =>
          finding(disabled, {
            object: modelObject(model),
            title: `${quoteName(model)} has ${formatCounted(model.policies.length, 'policy', 'policies')} but row level security is off`,
            evidence: model.policies.map(policyEvidence),
            remedy: {
              text: 'Enable row level security; from then on the policies decide which rows each role sees.',
              sql: `${LOCK_TIMEOUT}\n${alterTable(model)} ENABLE ROW LEVEL SECURITY;`,
            },
          }),
        ),
    ),
};

export const rlsNoPolicy: Rule<SchemaFacts> = {
  ...noPolicy,
  check: (facts) =>
    found(
      facts.models
        .filter((model) => isTable(model) && model.policies.length === 0 && model.rowSecurity.enabled)
        .map((model) =>
          finding(noPolicy, {
            object: modelObject(model),
            title: `${quoteName(model)} has row level security but no policy`,
            evidence: [`row level security is on${model.rowSecurity.forced ? ', for the owner too' : ''}; policies: 0`],
            remedy: {
              text: 'Add the policies the table needs. If nobody is meant to reach it, say so with a policy that allows no row:',
              sql: denyAll(model),
            },
          }),
        ),
    ),
};

export const rlsAlwaysTrue: Rule<SchemaFacts> = {
  ...alwaysTrue,
  check: (facts) =>
    found(
      facts.models.filter(isTable).flatMap((model) =>
        model.policies.filter(opensWrites).map((policy) =>
          finding(alwaysTrue, {
            object: modelObject(model, policy.name),
            title: `Policy ${quoteIdentifier(policy.name)} of ${quoteName(model)} lets every row be changed`,
            evidence: [
              policyEvidence(policy),
              model.rowSecurity.enabled ? null : 'row level security is off: at present no policy counts',
            ],
            remedy: {
              text: 'Replace the condition by one that names whose rows these are (ALTER POLICY … USING (…) WITH CHECK (…)), or restrict the policy to SELECT.',
              sql: null,
            },
          }),
        ),
      ),
    ),
};

function opensWrites(policy: Policy): boolean {
  return policy.permissive && policy.command !== 'SELECT' && (isTrue(policy.using) || isTrue(policy.check));
}

function isTrue(expression: string | null): boolean {
  return expression !== null && ['true', '1=1'].includes(expression.replaceAll(/[\s()]/g, '').toLowerCase());
}

function policyEvidence(policy: Policy): string {
  const roles = policy.roles.map((role) => (role === 'public' ? 'PUBLIC' : quoteIdentifier(role))).join(', ');
  const using = isTrue(policy.using) ? ', USING true' : '';
  const check = isTrue(policy.check) ? ', WITH CHECK true' : '';
  return `policy ${quoteIdentifier(policy.name)}: ${policy.permissive ? 'permissive' : 'restrictive'}, for ${policy.command} to ${roles}${using}${check}`;
}

function denyAll(model: Model): string {
  const name = generatedName({ table: model.name, columns: [], suffix: 'no_access' }, new Set());
  return `${LOCK_TIMEOUT}\nCREATE POLICY ${quoteIdentifier(name)} ON ${quoteName(model)} USING (false);`;
}
