import { findingLevels, objectKinds, type Diagnostic, type FindingLevel, type ObjectKind } from '#contract';
import { modelName } from '../../lib/model-name.ts';
import type { SearchState } from '../../lib/url-state.ts';

/** Empty = everything. */
export interface DiagnosticFilter {
  readonly level: FindingLevel | '';
  readonly kind: ObjectKind | '';
  readonly rule: string;
  /** Kind and id, such as `model:public.orders`. */
  readonly object: string;
}

/** The parameters of the URL that narrow the list, all away. */
export const noFilter = { level: undefined, kind: undefined, rule: undefined, object: undefined } as const;

export interface FilterOption<Value extends string> {
  readonly value: Value;
  readonly label: string;
  readonly count: number;
}

export interface DiagnosticFacets {
  readonly levels: readonly FilterOption<FindingLevel>[];
  readonly kinds: readonly FilterOption<ObjectKind>[];
  readonly rules: readonly FilterOption<string>[];
  /** Of the kind that is chosen, if one is. */
  readonly objects: readonly FilterOption<string>[];
}

/** The filter a URL asks for; a value nobody knows narrows nothing. */
export function parseFilter(search: Pick<SearchState, keyof DiagnosticFilter>): DiagnosticFilter {
  return {
    level: findingLevels.find((level) => level === search.level) ?? '',
    kind: objectKinds.find((kind) => kind === search.kind) ?? '',
    rule: search.rule ?? '',
    object: search.object ?? '',
  };
}

export function filterDiagnostics(diagnostics: readonly Diagnostic[], filter: DiagnosticFilter): readonly Diagnostic[] {
  return diagnostics.filter(
    (diagnostic) =>
      (filter.level === '' || diagnostic.level === filter.level) &&
      (filter.kind === '' || diagnostic.object.kind === filter.kind) &&
      (filter.rule === '' || diagnostic.rule === filter.rule) &&
      (filter.object === '' || objectKey(diagnostic) === filter.object),
  );
}

/** The values there is anything to filter by, each with how many diagnostics of the whole list have it. */
export function diagnosticFacets(diagnostics: readonly Diagnostic[], kind: DiagnosticFilter['kind']): DiagnosticFacets {
  return {
    levels: present(findingLevels, diagnostics, (diagnostic) => diagnostic.level),
    kinds: present(objectKinds, diagnostics, (diagnostic) => diagnostic.object.kind),
    rules: count(diagnostics, ({ rule, name }) => ({ value: rule, label: `${rule} ${name.replaceAll('_', ' ')}` })),
    objects: count(diagnostics.filter(({ object }) => kind === '' || object.kind === kind), objectOption),
  };
}

function present<Value extends string>(
  values: readonly Value[],
  diagnostics: readonly Diagnostic[],
  read: (diagnostic: Diagnostic) => Value,
): FilterOption<Value>[] {
  return values
    .map((value) => ({ value, label: value, count: diagnostics.filter((diagnostic) => read(diagnostic) === value).length }))
    .filter((option) => option.count > 0);
}

/** Each value once, with how often it occurs, by code unit. */
function count(diagnostics: readonly Diagnostic[], read: (diagnostic: Diagnostic) => Omit<FilterOption<string>, 'count'>): readonly FilterOption<string>[] {
  const options = new Map<string, FilterOption<string>>();
  for (const diagnostic of diagnostics) {
    const option = read(diagnostic);
    options.set(option.value, { ...option, count: (options.get(option.value)?.count ?? 0) + 1 });
  }
  return [...options.values()].toSorted((a, b) => (a.value < b.value ? -1 : 1));
}

function objectOption(diagnostic: Diagnostic): Omit<FilterOption<string>, 'count'> {
  const { kind, id } = diagnostic.object;
  return { value: objectKey(diagnostic), label: `${kind} ${kind === 'model' ? modelName(id) : id}` };
}

/** Kinds hold no colon, so no two objects share a key. */
function objectKey({ object: { kind, id } }: Diagnostic): string {
  return `${kind}:${id}`;
}
