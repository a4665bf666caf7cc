import {
  databaseRemedy, modelParts, type Column, type Declaration, type ForeignKey, type InspectedConstraint, type InspectedField, type InspectedModel,
  type InspectedModelsResponse, type Model, type ReferentialAction, type Skipped, type SqlParser,
} from '#contract';
import { createTableColumns, type ColumnText } from './create-table-columns.ts';

/** Nothing in an answer says that it is complete: of every part the database may hold more. */
const declared: Declaration = { by: 'Aksara backend', unknown: modelParts };

const missing: Skipped = {
  part: 'models',
  reason: 'An Aksara backend tells its models as its code declares them: names, types and keys in the database may differ, and it may hold more.',
  remedy: databaseRemedy,
};

/**
 * The models a backend reports, by id, each with the parts that are not told. Its schema is not told: `public` stands for it. Types are
 * those of the CREATE TABLE statement the framework writes, else the framework's names. Models without a table are left out.
 */
export function foldModels({ models: inspected }: InspectedModelsResponse, parser: SqlParser | null): { readonly models: readonly Model[]; readonly skipped: readonly Skipped[] } {
  const unique = [...new Map(inspected.filter(({ table_name }) => table_name !== '').map((model) => [idOf(model), model])).values()];
  const models = unique.map((model) => toModel(model, unique, parser)).toSorted((a, b) => (a.id < b.id ? -1 : 1));
  const references = referencesOf(models);
  return { models: models.map((model) => ({ ...model, referencedBy: references.get(model.id) ?? [] })), skipped: [missing] };
}

function idOf({ table_name }: InspectedModel): string {
  return `public.${table_name}`;
}

function toModel(inspected: InspectedModel, all: readonly InspectedModel[], parser: SqlParser | null): Model {
  const { name, table_name: table, fields } = inspected;
  const texts = parser && inspected.create_table_sql ? createTableColumns(inspected.create_table_sql, parser) : new Map<string, ColumnText>();
  const keys = keysOf(inspected);
  return {
    id: idOf(inspected), schema: 'public', name: table, displayName: name || table, declared, kind: 'table', owner: '',
    comment: inspected.ai_description || null,
    columns: fields.map((field) => toColumn(field, texts)),
    primaryKey: keys.primary,
    uniques: keys.uniques,
    checks: [], exclusions: [],
    foreignKeys: inspected.relationships.flatMap((relation) => toForeignKey(relation, inspected, all) ?? []),
    referencedBy: [],
    indexes: keys.indexes,
    triggers: [], rowSecurity: { enabled: false, forced: false }, policies: [], grants: [],
    partitionOf: null, partitionKey: null, partitions: [], definition: null, rowEstimate: null, size: null, activity: null,
  };
}

function columnName(field: InspectedField): string {
  return field.column_name || field.name;
}

function toColumn(field: InspectedField, texts: ReadonlyMap<string, ColumnText>): Column {
  const text = texts.get(columnName(field));
  return {
    name: columnName(field),
    type: text?.type ?? frameworkType(field),
    nullable: field.nullable ?? true,
    default: text?.default ?? null,
    identity: null, generated: null,
    comment: field.ai_description || null,
    enumValues: null, sequence: null, nullFraction: null, distinct: null, averageWidth: null,
  };
}

/** `String(200)`: the framework's name, which no one takes for PostgreSQL's. */
function frameworkType({ field_type, max_length }: InspectedField): string {
  return `${field_type || 'unknown'}${max_length == null ? '' : `(${max_length})`}`;
}

function keysOf({ table_name: table, constraints, fields }: InspectedModel) {
  const of = (kind: string) => constraints.filter((constraint) => constraint.kind === kind && constraint.columns.length > 0);
  const named = ({ name, kind, columns }: InspectedConstraint) => name || `${table}_${columns.join('_')}_${kind}`;
  const [primary] = of('primary_key');
  const keyColumns = fields.filter(({ primary_key }) => primary_key).map(columnName);
  const bare = keyColumns.length === 0 ? null : { name: `${table}_pkey`, columns: keyColumns };
  return {
    primary: primary ? { name: named(primary), columns: primary.columns } : bare,
    uniques: of('unique').map((constraint) => ({ name: named(constraint), columns: constraint.columns, nullsNotDistinct: false, deferrable: false })),
    indexes: of('index').map((constraint) => ({
      name: named(constraint), definition: `CREATE INDEX ${named(constraint)} ON public.${table} USING btree (${constraint.columns.join(', ')})`, method: 'btree',
      keys: constraint.columns.map((column) => ({ column, expression: null, descending: false, nullsFirst: false, operatorClass: '', collation: null })),
      include: [], unique: false, primary: false, valid: true, building: false, predicate: null, constraint: null, sizeBytes: null, scans: null,
    })),
  };
}

const actions: readonly ReferentialAction[] = ['NO ACTION', 'RESTRICT', 'CASCADE', 'SET NULL', 'SET DEFAULT'];

/** Null for relations without a column here (many to many), and for a target that is not among the models or not the only one of its name. */
function toForeignKey(relation: InspectedModel['relationships'][number], inspected: InspectedModel, all: readonly InspectedModel[]): ForeignKey | null {
  const field = inspected.fields.find(({ name }) => name === relation.field_name);
  const named = all.filter((model) => (relation.target_table ? model.table_name === relation.target_table : model.name === relation.target_model));
  const near = named.filter(({ app_label }) => app_label === inspected.app_label);
  const [target, ...others] = near.length > 0 ? near : named;
  if (!field || target === undefined || others.length > 0 || relation.kind === 'm2m') return null;
  const key = target.fields.find(({ name, primary_key }) => primary_key || name === target.pk_field);
  const column = columnName(field);
  return {
    name: `fk_${column}`, columns: [column], references: idOf(target), referencedColumns: [key ? columnName(key) : 'id'], onUpdate: 'NO ACTION',
    onDelete: actions.find((action) => action === relation.on_delete?.toUpperCase().replaceAll('_', ' ')) ?? 'NO ACTION',
    validated: true, deferrable: false,
  };
}

/** The keys that refer to each model, by its id. */
function referencesOf(models: readonly Model[]): ReadonlyMap<string, Model['referencedBy']> {
  const found = new Map<string, Model['referencedBy'][number][]>();
  for (const { id: from, foreignKeys } of models) {
    for (const { references, name, columns, referencedColumns, onUpdate, onDelete } of foreignKeys) {
      const known = found.get(references) ?? [];
      known.push({ name, from, columns, referencedColumns, onUpdate, onDelete });
      found.set(references, known);
    }
  }
  return found;
}
