import type { Model } from '#contract';
import { quoteIdentifier, quoteName } from '../../format/identifier.ts';
import { byKey } from '../../format/order.ts';
import { finding, found, modelObject, notApplicable, notInSnapshot, type Rule, type RuleInfo } from '../../rule/rule.ts';
import { LOCK_TIMEOUT } from '../safe-ddl.ts';
import type { SchemaFacts } from '../schema-facts.ts';

const info: RuleInfo = {
  id: 'D032',
  name: 'view_definer',
  level: 'warning',
  title: 'View that goes around row level security',
  rationale: 'A view reads with the rights of its owner, for whom no policy holds: whoever may read the view sees every row.',
};

/** `security_invoker` is new in PostgreSQL 15. */
const SECURITY_INVOKER = 150_000;

export const viewDefiner: Rule<SchemaFacts> = {
  ...info,
  check(facts) {
    const version = facts.database?.versionNumber ?? SECURITY_INVOKER;
    if (version < SECURITY_INVOKER) return notApplicable('security_invoker is new in PostgreSQL 15');
    if (facts.models.some(({ kind, view }) => kind === 'view' && view === undefined)) return notInSnapshot();
    return found(
      facts.models.flatMap((view) => {
        if (view.kind !== 'view' || view.view?.invoker !== false) return [];
        const open = guardedTables(facts, view).filter((table) => isOpenTo(view, table));
        return open.length === 0 ? [] : describe(view, open);
      }),
    );
  },
};

/** Tables with row level security that the rights of this view's owner reach: its own, and those of views that pass the rights on. */
function guardedTables(facts: SchemaFacts, view: Model): readonly Model[] {
  const seen = new Set<string>();
  const tables: Model[] = [];
  const open = [...(view.view?.reads ?? [])];
  for (let id = open.shift(); id !== undefined; id = open.shift()) {
    const model = facts.modelById.get(id);
    if (model === undefined || seen.has(id)) continue;
    seen.add(id);
    if (model.rowSecurity.enabled) tables.push(model);
    if (model.view?.invoker === true) open.push(...model.view.reads);
  }
  return tables.toSorted(byKey(({ id }) => id));
}

/** Policies hold for an owner that is neither exempt nor the table's own; then the view is no way around them. */
function isOpenTo(view: Model, table: Model): boolean {
  return view.view?.ownerBypassesRowSecurity === true || (view.owner === table.owner && !table.rowSecurity.forced);
}

function describe(view: Model, tables: readonly Model[]) {
  return finding(info, {
    object: modelObject(view),
    title: `View ${quoteName(view)} shows every row of ${tables.map(quoteName).join(', ')}, whatever the policies say`,
    evidence: [
      `security_invoker is off; no policy holds for the owner ${quoteIdentifier(view.owner)}`,
      ...tables.map((table) => `reads ${quoteName(table)}: row level security is on, policies: ${table.policies.length}`),
    ],
    remedy: {
      text: 'Let it read with the rights of the caller, who then needs SELECT on these tables. If it is meant to show all rows, grant it to the roles that may see them only.',
      sql: `${LOCK_TIMEOUT}\nALTER VIEW ${quoteName(view)} SET (security_invoker = true);`,
    },
  });
}
