import { findingLevels, objectKinds, type Diagnostic, type FindingLevel, type ObjectKind } from '#contract';

/** Empty = everything. */
export interface DiagnosticFilter {
  readonly level: FindingLevel | '';
  readonly kind: ObjectKind | '';
  readonly rule: string;
}

export interface FilterOption<Value extends string> {
  readonly value: Value;
  readonly label: string;
  readonly count: number;
}

export interface DiagnosticFacets {
  readonly levels: readonly FilterOption<FindingLevel>[];
  readonly kinds: readonly FilterOption<ObjectKind>[];
  readonly rules: readonly FilterOption<string>[];
}

/** The filter a URL asks for; a value nobody knows narrows nothing. */
export function parseFilter(search: { readonly level?: string | undefined; readonly kind?: string | undefined; readonly rule?: string | undefined }): DiagnosticFilter {
  return {
    level: findingLevels.find((level) => level === search.level) ?? '',
    kind: objectKinds.find((kind) => kind === search.kind) ?? '',
    rule: search.rule ?? '',
  };
}

export function filterDiagnostics(diagnostics: readonly Diagnostic[], filter: DiagnosticFilter): readonly Diagnostic[] {
  return diagnostics.filter(
    (diagnostic) =>
      (filter.level === '' || diagnostic.level === filter.level) &&
      (filter.kind === '' || diagnostic.object.kind === filter.kind) &&
      (filter.rule === '' || diagnostic.rule === filter.rule),
  );
}

/** The values there is anything to filter by, each with how many diagnostics of the whole list have it. */
export function diagnosticFacets(diagnostics: readonly Diagnostic[]): DiagnosticFacets {
  return {
    levels: present(findingLevels, diagnostics, (diagnostic) => diagnostic.level),
    kinds: present(objectKinds, diagnostics, (diagnostic) => diagnostic.object.kind),
    rules: ruleOptions(diagnostics),
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

function ruleOptions(diagnostics: readonly Diagnostic[]): FilterOption<string>[] {
  const rules = new Map<string, FilterOption<string>>();
  for (const { rule, name } of diagnostics) {
    rules.set(rule, { value: rule, label: `${rule} ${name.replaceAll('_', ' ')}`, count: (rules.get(rule)?.count ?? 0) + 1 });
  }
  return [...rules.values()].toSorted((a, b) => (a.value < b.value ? -1 : 1));
}
