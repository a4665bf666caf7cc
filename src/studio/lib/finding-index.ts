import { findingLevels, type Diagnostic, type FindingLevel, type ObjectKind, type ProjectSnapshot } from '#contract';

const none: readonly Diagnostic[] = [];

/** The findings of each object, worst first as in the snapshot. */
export class FindingIndex {
  readonly #byObject = new Map<string, Diagnostic[]>();

  constructor(snapshot: ProjectSnapshot) {
    for (const diagnostic of snapshot.diagnostics) {
      const key = keyOf(diagnostic.object.kind, diagnostic.object.id);
      const known = this.#byObject.get(key);
      if (known) known.push(diagnostic);
      else this.#byObject.set(key, [diagnostic]);
    }
  }

  of(kind: ObjectKind, id: string): readonly Diagnostic[] {
    return this.#byObject.get(keyOf(kind, id)) ?? none;
  }

  /** Null when the object has no finding. */
  worstLevel(kind: ObjectKind, id: string): FindingLevel | null {
    const found = this.of(kind, id);
    return findingLevels.find((level) => found.some((diagnostic) => diagnostic.level === level)) ?? null;
  }
}

/** Kinds hold no colon, so no two objects share a key. */
function keyOf(kind: ObjectKind, id: string): string {
  return `${kind}:${id}`;
}
