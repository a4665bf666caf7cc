import type { Model } from '#contract';
import { inline } from './fence.ts';

/** A model id as developers say it: without the schema when that is `public`. Safe text. */
export function modelName(id: string): string {
  return inline(id.startsWith('public.') ? id.slice('public.'.length) : id);
}

/** Names as one safe, comma-separated text. */
export function nameList(names: readonly string[]): string {
  return names.map(inline).join(', ');
}

export function yesNo(value: boolean): string {
  return value ? 'yes' : 'no';
}

const KIND_WORDS: Readonly<Record<Model['kind'], string>> = {
  table: 'table',
  partitioned_table: 'partitioned table',
  view: 'view',
  materialized_view: 'materialised view',
  foreign_table: 'foreign table',
};

export function kindWord(kind: Model['kind']): string {
  return KIND_WORDS[kind];
}
