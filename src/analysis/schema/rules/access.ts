import type { Column, Model } from '#contract';
import { quoteColumns, quoteIdentifier, quoteName } from '../../format/identifier.ts';
import { finding, found, modelObject, type Rule, type RuleInfo } from '../../rule/rule.ts';
import { isTable, ownTables, type SchemaFacts } from '../schema-facts.ts';
import { apiRoles, isHashed, isSensitiveName } from '../sensitive-names.ts';
import { sizeEvidence } from '../size-evidence.ts';

const publicGrant: RuleInfo = {
  id: 'D033',
  name: 'public_grant',
  level: 'warning',
  title: 'Privileges granted to PUBLIC',
  rationale: 'Every role that can connect, present and future, has them.',
};

const sensitive: RuleInfo = {
  id: 'D034',
  name: 'sensitive_column',
  level: 'warning',
  title: 'Column that looks like it holds a secret',
  rationale: 'Whoever reads the table reads the value: a dump, a log or an over-broad API answer is enough to leak it.',
};

export const publicGrantRule: Rule<SchemaFacts> = {
  ...publicGrant,
  check: (facts) =>
    found(
      facts.models.flatMap((model) => {
        const privileges = privilegesOf(model, ['PUBLIC']);
        return privileges.length === 0 ? [] : describeGrant(model, privileges);
      }),
    ),
};

export const sensitiveColumn: Rule<SchemaFacts> = {
  ...sensitive,
  check: (facts) =>
    found(
      ownTables(facts).flatMap((model) =>
        model.columns
          .filter((column) => isSensitiveName(column.name) && isTextLike(column.type))
          .map((column) => describeColumn(model, column)),
      ),
    ),
};

function describeGrant(model: Model, privileges: readonly string[]) {
  const list = privileges.join(', ');
  return finding(publicGrant, {
    object: modelObject(model),
    title: `PUBLIC has ${list} on ${quoteName(model)}`,
    evidence: [
      `granted to PUBLIC: ${list}`,
      isTable(model) ? `row level security is ${model.rowSecurity.enabled ? 'on' : 'off'}` : null,
      sizeEvidence(model),
    ],
    remedy: {
      text: 'Take the privileges back and grant them to the roles that need them; grant first where the application relies on PUBLIC.',
      sql: `REVOKE ${list} ON TABLE ${quoteName(model)} FROM PUBLIC;`,
    },
  });
}

function describeColumn(model: Model, column: Column) {
  const readers = apiRoles.filter((role) => privilegesOf(model, [role]).includes('SELECT'));
  const exposed = readers.length > 0 && !model.rowSecurity.enabled;
  return finding(sensitive, {
    object: modelObject(model, column.name),
    level: exposed ? 'error' : 'warning',
    title: exposed
      ? `${quoteName(model)}.${quoteIdentifier(column.name)} looks secret and ${readers.join(', ')} can read it`
      : `${quoteName(model)}.${quoteIdentifier(column.name)} looks like it holds a secret`,
    evidence: [
      `type ${column.type} (guess from the name)`,
      `row level security is ${model.rowSecurity.enabled ? 'on' : 'off'}; readable by ${readers.length === 0 ? 'no API role' : readers.join(', ')}`,
      sizeEvidence(model),
    ],
    remedy: exposed
      ? { text: 'Leave the column out of what these roles read; then store a hash or an encrypted value.', sql: narrowGrant(model, column, readers) }
      : { text: isHashed(column.name) ? 'Keep the column out of API answers, exports and logs, and out of what reporting roles can read.' : 'Store a hash (passwords, tokens) or an encrypted value (numbers, keys), and keep the column out of API answers and logs.', sql: null },
  });
}

function narrowGrant(model: Model, column: Column, readers: readonly string[]): string {
  const others = model.columns.filter(({ name }) => name !== column.name && !isSensitiveName(name)).map(({ name }) => name);
  const roles = readers.map((role) => (role === 'PUBLIC' ? role : quoteIdentifier(role))).join(', ');
  const revoke = `REVOKE SELECT ON TABLE ${quoteName(model)} FROM ${roles};`;
  return others.length === 0 ? revoke : `${revoke}\nGRANT SELECT ${quoteColumns(others)} ON TABLE ${quoteName(model)} TO ${roles};`;
}

function privilegesOf(model: Model, grantees: readonly string[]): string[] {
  return model.grants.filter(({ grantee }) => grantees.includes(grantee)).flatMap(({ privileges }) => privileges);
}

function isTextLike(type: string): boolean {
  return /^(text|citext|public\.citext|name|character varying(\(\d+\))?|character(\(\d+\))?)$/.test(type);
}
