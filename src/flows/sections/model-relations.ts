import { formatBytes, formatCount } from '#analysis';
import { isKnown, type Model } from '#contract';
import { showsStatistics, type BuildContext } from '../pack/build-context.ts';
import { section, type SectionDraft } from '../pack/section.ts';
import { bullets, table } from '../text/block.ts';
import { inline } from '../text/fence.ts';
import { maskOwnSql } from '../text/mask-own-sql.ts';
import { modelName, nameList } from '../text/names.ts';
import { sourceOf, unknownBlock, unknownItems } from './declared.ts';

/** Foreign keys out of the model and into it, with their actions. */
export function modelRelations(model: Model): SectionDraft | null {
  // Code says what a delete does; the rest stands at what PostgreSQL does when nobody says.
  const told = (value: string) => (isKnown(model, 'foreign_keys') ? value : 'not known');
  const out = model.foreignKeys.map((key) => [
    'out', inline(key.name), nameList(key.columns), `${modelName(key.references)} (${nameList(key.referencedColumns)})`,
    key.onDelete, told(key.onUpdate), told(key.validated ? 'yes' : 'NOT VALID'),
  ]);
  const into = model.referencedBy.map((key) => [
    'in', inline(key.name), nameList(key.referencedColumns), `${modelName(key.from)} (${nameList(key.columns)})`, key.onDelete, told(key.onUpdate), '',
  ]);
  const rows = [...out, ...into];
  const headers = ['direction', 'foreign key', 'columns here', 'other side', 'on delete', 'on update', 'validated'];
  return section('relations', 'Relations', sourceOf([model]), [rows.length === 0 ? null : table(headers, rows), unknownBlock([model], [['foreign_keys', 'undeclared foreign keys']])]);
}

/** Keys, unique, check and exclusion constraints with their validation state. */
export function modelConstraints(model: Model): SectionDraft | null {
  const validated = isKnown(model, 'keys') ? 'yes' : 'not known';
  const rows = [
    ...(model.primaryKey === null ? [] : [['primary key', inline(model.primaryKey.name), nameList(model.primaryKey.columns), validated]]),
    ...model.uniques.map((unique) => ['unique', inline(unique.name), `${nameList(unique.columns)}${unique.nullsNotDistinct ? ' nulls not distinct' : ''}`, validated]),
    ...model.checks.map((check) => ['check', inline(check.name), inline(check.definition), check.validated ? 'yes' : 'NOT VALID']),
    ...model.exclusions.map((exclusion) => ['exclude', inline(exclusion.name), inline(exclusion.definition), 'yes']),
  ];
  const unknown = unknownBlock([model], [['keys', 'undeclared keys'], ['checks', 'checks'], ['exclusions', 'exclusions']]);
  return section('constraints', 'Constraints', sourceOf([model]), [rows.length === 0 ? null : table(['kind', 'name', 'definition', 'validated'], rows), unknown]);
}

/** Indexes with definition, and from detail level `statistics`, where known, size and scans. */
export function modelIndexes(models: readonly Model[], context: BuildContext): SectionDraft | null {
  const statistics = showsStatistics(context) && models.some((model) => isKnown(model, 'statistics'));
  const rows = models.flatMap((model) =>
    model.indexes.map((index) => [
      modelName(model.id), inline(index.name), indexWords(index.definition, index),
      ...(statistics ? [index.sizeBytes === null ? '' : formatBytes(index.sizeBytes), index.scans === null ? '' : formatCount(index.scans)] : []),
    ]),
  );
  const headers = ['table', 'index', 'definition', ...(statistics ? ['size', 'scans'] : [])];
  const age = context.snapshot.database?.statisticsAge;
  const source = statistics && age !== undefined ? `catalog; scans counted since statistics were reset, ${age} ago` : 'catalog';
  const unknown = unknownBlock(models, [['indexes', 'undeclared indexes'], ...(showsStatistics(context) ? [['statistics', 'sizes and scans'] as const] : [])]);
  return section('indexes', 'Indexes', sourceOf(models, source), [rows.length === 0 ? null : table(headers, rows), unknown]);
}

/** Row security, policies and grants. */
export function modelSecurity(models: readonly Model[]): SectionDraft | null {
  const items = models.flatMap((model) => [
    ...(isKnown(model, 'row_security') ? [`${modelName(model.id)}: row security ${securityWords(model)}, owner ${inline(model.owner)}`] : []),
    ...model.policies.map(
      (policy) =>
        `${modelName(model.id)}, policy ${inline(policy.name)}: ${policy.permissive ? 'permissive' : 'restrictive'} for ${policy.command} to ${nameList(policy.roles)}` +
        `${policy.using === null ? '' : `, using ${inline(policy.using)}`}${policy.check === null ? '' : `, with check ${inline(policy.check)}`}`,
    ),
    ...model.grants.map((grant) => `${modelName(model.id)}, grant to ${inline(grant.grantee)}: ${grant.privileges.join(', ')}`),
  ]);
  const unknown = unknownItems(models, [['row_security', 'row security'], ['policies', 'policies'], ['grants', 'grants'], ['owner', 'owner']]);
  const all = [...items, ...unknown];
  return section('row-security', 'Row security and grants', sourceOf(models), all.length === 0 ? [] : [bullets(all)]);
}

/** Triggers by definition. */
export function modelTriggers(model: Model, context: BuildContext): SectionDraft | null {
  const items = model.triggers.map((trigger) => `${inline(maskOwnSql(trigger.definition, model, context))}${trigger.enabled ? '' : ' (disabled)'}`);
  const all = [...items, ...unknownItems([model], [['triggers', 'triggers']])];
  return section('triggers', 'Triggers', sourceOf([model]), all.length === 0 ? [] : [bullets(all)]);
}

function securityWords(model: Model): string {
  if (!model.rowSecurity.enabled) return 'off';
  return model.rowSecurity.forced ? 'on, forced for the owner' : 'on, the owner bypasses it';
}

function indexWords(definition: string, index: { readonly valid: boolean; readonly constraint: string | null }): string {
  const short = definition.replace(/^CREATE (UNIQUE )?INDEX .*? USING /s, (_, unique: string | undefined) => (unique === undefined ? '' : 'unique '));
  return `${inline(short)}${index.valid ? '' : ' INVALID'}${index.constraint === null ? '' : ', backs a constraint'}`;
}
