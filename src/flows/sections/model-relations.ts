import { formatBytes, formatCount } from '#analysis';
import type { Model } from '#contract';
import { showsStatistics, type BuildContext } from '../pack/build-context.ts';
import { section, type SectionDraft } from '../pack/section.ts';
import { bullets, table } from '../text/block.ts';
import { inline } from '../text/fence.ts';
import { maskOwnSql } from '../text/mask-own-sql.ts';
import { modelName, nameList } from '../text/names.ts';

/** Foreign keys out of the model and into it, with their actions. */
export function modelRelations(model: Model): SectionDraft | null {
  const out = model.foreignKeys.map((key) => [
    'out', inline(key.name), nameList(key.columns), `${modelName(key.references)} (${nameList(key.referencedColumns)})`,
    key.onDelete, key.onUpdate, key.validated ? 'yes' : 'NOT VALID',
  ]);
  const into = model.referencedBy.map((key) => [
    'in', inline(key.name), nameList(key.referencedColumns), `${modelName(key.from)} (${nameList(key.columns)})`, key.onDelete, key.onUpdate, '',
  ]);
  const rows = [...out, ...into];
  const headers = ['direction', 'foreign key', 'columns here', 'other side', 'on delete', 'on update', 'validated'];
  return section('relations', 'Relations', 'catalog', rows.length === 0 ? [] : [table(headers, rows)]);
}

/** Keys, unique, check and exclusion constraints with their validation state. */
export function modelConstraints(model: Model): SectionDraft | null {
  const rows = [
    ...(model.primaryKey === null ? [] : [['primary key', inline(model.primaryKey.name), nameList(model.primaryKey.columns), 'yes']]),
    ...model.uniques.map((unique) => ['unique', inline(unique.name), `${nameList(unique.columns)}${unique.nullsNotDistinct ? ' nulls not distinct' : ''}`, 'yes']),
    ...model.checks.map((check) => ['check', inline(check.name), inline(check.definition), check.validated ? 'yes' : 'NOT VALID']),
    ...model.exclusions.map((exclusion) => ['exclude', inline(exclusion.name), inline(exclusion.definition), 'yes']),
  ];
  return section('constraints', 'Constraints', 'catalog', rows.length === 0 ? [] : [table(['kind', 'name', 'definition', 'validated'], rows)]);
}

/** Indexes with definition, and from detail level `statistics` size and scans. */
export function modelIndexes(models: readonly Model[], context: BuildContext): SectionDraft | null {
  const statistics = showsStatistics(context);
  const rows = models.flatMap((model) =>
    model.indexes.map((index) => [
      modelName(model.id), inline(index.name), indexWords(index.definition, index),
      ...(statistics ? [index.sizeBytes === null ? '' : formatBytes(index.sizeBytes), index.scans === null ? '' : formatCount(index.scans)] : []),
    ]),
  );
  const headers = ['table', 'index', 'definition', ...(statistics ? ['size', 'scans'] : [])];
  const age = context.snapshot.database?.statisticsAge;
  const source = statistics && age !== undefined ? `catalog; scans counted since statistics were reset, ${age} ago` : 'catalog';
  return section('indexes', 'Indexes', source, rows.length === 0 ? [] : [table(headers, rows)]);
}

/** Row security, policies, grants and triggers. */
export function modelSecurity(models: readonly Model[]): SectionDraft | null {
  const items = models.flatMap((model) => [
    `${modelName(model.id)}: row security ${securityWords(model)}, owner ${inline(model.owner)}`,
    ...model.policies.map(
      (policy) =>
        `${modelName(model.id)}, policy ${inline(policy.name)}: ${policy.permissive ? 'permissive' : 'restrictive'} for ${policy.command} to ${nameList(policy.roles)}` +
        `${policy.using === null ? '' : `, using ${inline(policy.using)}`}${policy.check === null ? '' : `, with check ${inline(policy.check)}`}`,
    ),
    ...model.grants.map((grant) => `${modelName(model.id)}, grant to ${inline(grant.grantee)}: ${grant.privileges.join(', ')}`),
  ]);
  return section('row-security', 'Row security and grants', 'catalog', items.length === 0 ? [] : [bullets(items)]);
}

/** Triggers by definition. */
export function modelTriggers(model: Model, context: BuildContext): SectionDraft | null {
  const items = model.triggers.map((trigger) => `${inline(maskOwnSql(trigger.definition, model, context))}${trigger.enabled ? '' : ' (disabled)'}`);
  return section('triggers', 'Triggers', 'catalog', items.length === 0 ? [] : [bullets(items)]);
}

function securityWords(model: Model): string {
  if (!model.rowSecurity.enabled) return 'off';
  return model.rowSecurity.forced ? 'on, forced for the owner' : 'on, the owner bypasses it';
}

function indexWords(definition: string, index: { readonly valid: boolean; readonly constraint: string | null }): string {
  const short = definition.replace(/^CREATE (UNIQUE )?INDEX .*? USING /s, (_, unique: string | undefined) => (unique === undefined ? '' : 'unique '));
  return `${inline(short)}${index.valid ? '' : ' INVALID'}${index.constraint === null ? '' : ', backs a constraint'}`;
}
