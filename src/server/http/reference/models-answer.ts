import {
  fromPathSegment,
  type Column, type InspectedConstraint, type InspectedField, type InspectedModel, type InspectedModelsResponse, type InspectedRelationship,
  type Model, type ProjectSnapshot,
} from '#contract';
import { resolveModel } from '#flows';
import { createTableSql } from './create-table.ts';

export function toInspectedModels(snapshot: ProjectSnapshot): InspectedModelsResponse {
  const total = (count: (model: Model) => number): number => snapshot.models.reduce((sum, model) => sum + count(model), 0);
  return {
    models: snapshot.models.map((model) => toInspectedModel(model, snapshot)),
    total_count: snapshot.models.length,
    total_fields: total((model) => model.columns.length),
    total_relationships: total((model) => model.foreignKeys.length),
  };
}

/** By model id, table name or display name, as it stands or in path-segment form. Throws NOT_FOUND (with near names) or AMBIGUOUS. */
export function inspectModel(snapshot: ProjectSnapshot, name: string): InspectedModel {
  const asWritten = resolveModel(snapshot, name);
  const resolution = asWritten.ok ? asWritten : resolveModel(snapshot, fromPathSegment(name));
  if (!resolution.ok) throw resolution.error;
  return toInspectedModel(resolution.value, snapshot);
}

function toInspectedModel(model: Model, snapshot: ProjectSnapshot): InspectedModel {
  const [key, ...more] = model.primaryKey?.columns ?? [];
  const onlyKey = more.length === 0 ? key : undefined;
  return {
    name: model.displayName,
    table_name: model.name,
    app_label: model.schema,
    num_fields: model.columns.length,
    num_relationships: model.foreignKeys.length,
    has_timestamps: ['created_at', 'updated_at'].every((name) => model.columns.some((column) => column.name === name)),
    pk_field: onlyKey ?? null,
    pk_type: model.columns.find(({ name }) => name === onlyKey)?.type ?? null,
    fields: model.columns.map((column) => toField(column, model)),
    relationships: toRelationships(model, snapshot),
    constraints: toConstraints(model),
    ai_description: model.comment ?? '',
    ai_agent_exposed: false,
    create_table_sql: createTableSql(model),
    comments: snapshot.diagnostics.filter(({ object }) => object.kind === 'model' && object.id === model.id).map(({ title }) => title),
    id: model.id,
    kind: model.kind,
    row_estimate: model.rowEstimate,
    total_bytes: model.size?.total ?? null,
  };
}

function toField(column: Column, model: Model): InspectedField {
  const isKey = model.primaryKey?.columns.includes(column.name) ?? false;
  const isAlone = (columns: readonly string[]): boolean => columns.length === 1 && columns[0] === column.name;
  return {
    name: column.name,
    column_name: column.name,
    field_type: column.type,
    // The reference gives the ORM's Python type; there is none here.
    python_type: 'Any',
    nullable: column.nullable,
    primary_key: isKey,
    unique: model.uniques.some(({ columns }) => isAlone(columns)) || (model.primaryKey !== null && isAlone(model.primaryKey.columns)),
    has_default: column.default !== null || column.identity !== null || column.generated !== null,
    default_repr: column.default ?? column.generated,
    max_length: maxLength(column.type),
    choices: column.enumValues,
    is_relation: model.foreignKeys.some(({ columns }) => columns.includes(column.name)),
    ai_description: column.comment ?? '',
    ai_sensitive: sensitiveName.test(column.name),
    auto_generated: column.identity === null ? '' : 'Identity',
  };
}

/** A hint from the name alone: contents are never read. */
const sensitiveName = /passw|secret|token|api_?key|ssn|credit_?card|iban/i;

function maxLength(type: string): number | null {
  const length = /^character(?: varying)?\((\d+)\)$/.exec(type)?.[1];
  return length === undefined ? null : Number(length);
}

function toRelationships(model: Model, { models }: ProjectSnapshot): readonly InspectedRelationship[] {
  return model.foreignKeys.map((key) => {
    const target = models.find(({ id }) => id === key.references);
    return {
      field_name: key.columns.join(', '),
      kind: 'fk',
      target_model: target?.displayName ?? key.references,
      target_table: target?.name ?? key.references,
      on_delete: key.onDelete,
      through_table: null,
      related_name: null,
      nullable: model.columns.some(({ name, nullable }) => nullable && key.columns.includes(name)),
    };
  });
}

function toConstraints(model: Model): readonly InspectedConstraint[] {
  const { primaryKey, uniques, checks, exclusions, foreignKeys, indexes } = model;
  return [
    ...(primaryKey ? [{ kind: 'primary_key', columns: primaryKey.columns, name: primaryKey.name, description: `Primary key on ${primaryKey.columns.join(', ')}` }] : []),
    ...uniques.map(({ name, columns }) => ({ kind: 'unique', columns, name, description: `Unique ${columns.join(', ')}` })),
    ...checks.map(({ name, columns, definition }) => ({ kind: 'check', columns, name, description: definition })),
    ...exclusions.map(({ name, definition }) => ({ kind: 'exclusion', columns: [], name, description: definition })),
    ...foreignKeys.map(({ name, columns, references }) => ({ kind: 'foreign_key', columns, name, description: `${columns.join(', ')} → ${references}` })),
    ...indexes
      .filter(({ constraint }) => constraint === null)
      .map(({ name, keys, definition }) => ({ kind: 'index', columns: keys.map(({ column, expression }) => column ?? expression ?? ''), name, description: definition })),
  ];
}
