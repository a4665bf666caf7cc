import type { Model } from '#contract';

/** A table of nothing but a name and columns, `public` unless the name is qualified. */
export function modelFixture(name: string, displayName: string, columns: readonly string[] = ['id']): Model {
  const [schema = 'public', table = name] = name.includes('.') ? name.split('.') : ['public', name];
  return {
    id: `${schema}.${table}`, schema, name: table, displayName, kind: 'table', owner: 'app', comment: null,
    columns: columns.map((column) => ({
      name: column, type: 'text', nullable: true, default: null, identity: null, generated: null, comment: null, enumValues: null,
      sequence: null, nullFraction: null, distinct: null, averageWidth: null,
    })),
    primaryKey: null, uniques: [], checks: [], exclusions: [], foreignKeys: [], referencedBy: [], indexes: [], triggers: [],
    rowSecurity: { enabled: false, forced: false }, policies: [], grants: [], partitionOf: null, partitionKey: null, partitions: [],
    definition: null, rowEstimate: null, size: null, activity: null,
  };
}
