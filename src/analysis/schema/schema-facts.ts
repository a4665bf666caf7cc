import type { Model, ProjectSnapshot, SqlParser } from '#contract';
import { quoteName, quoteQualified } from '../format/identifier.ts';
import { groupBy } from '../format/order.ts';
import { judged, whyUnjudged, whyUnjudgedRoutes } from '../rule/judged.ts';

export type ProjectFacts = Omit<ProjectSnapshot, 'diagnostics'>;

/** The project's facts with the look-ups the schema rules share; `models` and `routes` are those that rules judge. */
export interface SchemaFacts extends ProjectFacts {
  readonly parser: SqlParser;
  /** Why the project has models and routes that are not among these; null = it has none. */
  readonly unjudged: { readonly models: string | null; readonly routes: string | null };
  readonly modelById: ReadonlyMap<string, Model>;
  /** Names of tables, views, indexes and sequences, by schema: what a new index or table must not be called. */
  readonly relationNames: ReadonlyMap<string, ReadonlySet<string>>;
  /** Views by the qualified names their texts hold, quoted as there; an alias and its column look the same and do no harm. */
  readonly viewsByName: ReadonlyMap<string, readonly Model[]>;
}

export function schemaFacts(project: ProjectFacts, parser: SqlParser): SchemaFacts {
  const facts = { ...project, models: judged(project.models), routes: judged(project.routes) };
  return {
    ...facts,
    parser,
    unjudged: { models: whyUnjudged(project.models), routes: whyUnjudgedRoutes(project.routes) },
    modelById: new Map(facts.models.map((model) => [model.id, model])),
    relationNames: namesBySchema(facts),
    viewsByName: viewsByName(facts.models),
  };
}

export function isTable(model: Model): boolean {
  return model.kind === 'table' || model.kind === 'partitioned_table';
}

/** Tables a developer made as such: partitions follow their parent and would only repeat its findings. */
export function ownTables(facts: SchemaFacts): Model[] {
  return facts.models.filter((model) => isTable(model) && model.partitionOf === null);
}

/** Every name a constraint of the table has. */
export function constraintNames(model: Model): Set<string> {
  return new Set([
    ...(model.primaryKey === null ? [] : [model.primaryKey.name]),
    ...[model.uniques, model.checks, model.exclusions, model.foreignKeys].flatMap((list) => list.map(({ name }) => name)),
  ]);
}

/** A foreign key rests on exactly these columns, so a constraint over them may be one that cannot be dropped. */
export function isReferenced(model: Model, columns: readonly string[]): boolean {
  return model.referencedBy.some(({ referencedColumns }) => referencedColumns.length === columns.length && referencedColumns.every((name) => columns.includes(name)));
}

/** Names that are used up. */
export interface TakenNames {
  has(name: string): boolean;
  add(name: string): void;
}

/** Names a new index of the model must not have; a remedy adds the names it uses up itself. */
export function takenNames(facts: SchemaFacts, model: Model): TakenNames {
  const relations = facts.relationNames.get(model.schema);
  const own = constraintNames(model);
  return { has: (name) => own.has(name) || relations?.has(name) === true, add: (name) => void own.add(name) };
}

/** A model id as a qualified SQL name: exact for models in the facts, even when a schema or name holds a dot. */
export function shownModel(facts: SchemaFacts, id: string): string {
  const model = facts.modelById.get(id);
  return model === undefined ? quoteQualified(id) : quoteName(model);
}

const QUALIFIED = /(?:"(?:[^"]|"")+"|[a-z_][\w$]*)\.(?:"(?:[^"]|"")+"|[a-z_][\w$]*)/g;

function viewsByName(models: readonly Model[]): ReadonlyMap<string, readonly Model[]> {
  const named = models.flatMap((view) => [...new Set(view.definition?.match(QUALIFIED))].map((name) => ({ name, view })));
  return new Map([...groupBy(named, ({ name }) => name)].map(([name, group]) => [name, group.map(({ view }) => view)]));
}

function namesBySchema(facts: ProjectFacts): Map<string, Set<string>> {
  const names = new Map<string, Set<string>>();
  const add = (schema: string, name: string) => names.set(schema, (names.get(schema) ?? new Set()).add(name));
  for (const model of facts.models) {
    add(model.schema, model.name);
    for (const index of model.indexes) add(model.schema, index.name);
  }
  for (const sequence of facts.database?.sequences ?? []) {
    const dot = sequence.id.indexOf('.');
    add(sequence.id.slice(0, dot), sequence.id.slice(dot + 1));
  }
  return names;
}
