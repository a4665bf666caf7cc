import type { Model } from '#contract';
import type { BuildContext } from '../pack/build-context.ts';
import { section, type SectionDraft } from '../pack/section.ts';
import { table } from '../text/block.ts';
import { inline } from '../text/fence.ts';
import { yesNo } from '../text/names.ts';

/** Domains that columns of these models have as their type: the base type, and what the domain checks. */
export function domainFacts(models: readonly Model[], context: BuildContext): SectionDraft | null {
  const types = new Set(models.flatMap(({ columns }) => columns.map(({ type }) => type.replace(/(?:\[\])+$/, ''))));
  const rows = (context.snapshot.database?.domains ?? [])
    .filter(({ type }) => types.has(type))
    .map((domain) => [
      inline(domain.type), inline(domain.baseType), yesNo(!domain.notNull), domain.default === null ? '' : inline(domain.default),
      domain.checks.map(inline).join(', '),
    ]);
  return section('domains', 'Domains', 'catalog', rows.length === 0 ? [] : [table(['domain', 'base type', 'null', 'default', 'checks'], rows)]);
}
