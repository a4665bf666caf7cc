import { groupBy } from '#analysis';
import type { Column, IndexDefinition, Model, ProjectSnapshot, Sequence } from '#contract';
import { column, foreignKey, index, policy, projectFacts, table } from '../../src/analysis/testing/model-factory.ts';

const TYPES = ['bigint', 'text', 'timestamp without time zone', 'numeric(12,2)', 'timestamp with time zone', 'boolean', 'json', 'character varying(80)'];
const COLUMNS = 16;

/**
 * A project of `size` tables and views like those of applications: foreign keys with and without index, serial keys, policies,
 * triggers, sequences, indexes of which some repeat others. The same for the same number.
 */
export function largeSchema(size: number): Omit<ProjectSnapshot, 'diagnostics'> {
  const models = Array.from({ length: size }, (_, number) => (isView(number) ? aView(number) : aTable(number, size)));
  const facts = projectFacts({ models: withReferences(models).toSorted((a, b) => (a.id < b.id ? -1 : 1)) });
  const sequences = models.filter(({ kind }) => kind === 'table').map(sequenceOf);
  return { ...facts, database: facts.database && { ...facts.database, sequences } };
}

function isView(number: number): boolean {
  return number % 10 === 9;
}

function aTable(number: number, size: number): Model {
  const name = `item_${number}`;
  const target = tableBefore((number * 7 + 1) % size);
  return table(name, {
    columns: [keyColumn(name), ...columns(number), column(`${target}_id`, { type: 'integer' })],
    indexes: indexes(name, number),
    foreignKeys: isKeyed(number) ? [foreignKey([`${target}_id`], `public.${target}`, { onDelete: 'CASCADE', validated: number % 7 !== 0 })] : [],
    rowSecurity: { enabled: number % 5 === 0, forced: false },
    policies: number % 5 === 0 ? [policy('own', { using: "(column_1 = current_setting('app.user'::text))" })] : [],
    triggers: [{ name: 'stamp', definition: `CREATE TRIGGER stamp BEFORE UPDATE ON public.${name} FOR EACH ROW EXECUTE FUNCTION public.stamp()`, enabled: true, function: 'public.stamp' }],
  });
}

function isKeyed(number: number): boolean {
  return number % 3 !== 0;
}

function withReferences(models: readonly Model[]): Model[] {
  const keys = models.flatMap(({ id, foreignKeys }) => foreignKeys.map((key) => ({ from: id, ...key })));
  const byTarget = groupBy(keys, ({ references }) => references);
  return models.map((model) => ({ ...model, referencedBy: byTarget.get(model.id) ?? [] }));
}

function tableBefore(number: number): string {
  return `item_${isView(number) ? number - 1 : number}`;
}

/** Each reads the table before it, and one table that all of them read. */
function aView(number: number): Model {
  const read = `public.item_${number - 1}`;
  return table(`overview_${number}`, {
    kind: 'view', columns: columns(number), primaryKey: null, rowEstimate: null, size: null,
    definition: ` SELECT i.id,\n    i.column_1\n   FROM (${read} i\n     JOIN public.item_0 o ON ((o.id = i.id)))\n  WHERE (i.column_3 > (10)::numeric)`,
    view: { reads: ['public.item_0', read].toSorted(), invoker: false, ownerBypassesRowSecurity: false },
  });
}

function keyColumn(name: string): Column {
  return column('id', { type: 'integer', nullable: false, default: `nextval('public.${name}_id_seq'::regclass)`, sequence: `public.${name}_id_seq` });
}

function columns(number: number): Column[] {
  return Array.from({ length: COLUMNS - 2 }, (_, position) =>
    column(`column_${position}`, { type: TYPES[(number + position) % TYPES.length] ?? 'text', nullable: position % 3 === 0, nullFraction: position / 20 }),
  );
}

function indexes(name: string, number: number): IndexDefinition[] {
  return [
    index(`${name}_pkey`, ['id'], { unique: true, primary: true, constraint: `${name}_pkey` }),
    ...[1, 2, 3].map((position) => index(`${name}_${position}_idx`, [`column_${position}`, `column_${(number % 3) + 4}`])),
    index(`${name}_short_idx`, ['column_1'], { scans: 0 }),
  ];
}

function sequenceOf({ id }: Model): Sequence {
  return { id: `${id}_id_seq`, dataType: 'integer', lastValue: 1_900_000_000, maxValue: 2_147_483_647, increment: 1, cycles: false, ownedBy: `${id}.id`, ownerType: 'integer' };
}
