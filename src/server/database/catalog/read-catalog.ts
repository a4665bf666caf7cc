import { FlowError, type DatabaseFacts, type Model, type Skipped } from '#contract';
import type { Database, ReadOptions } from '../database.ts';
import { foldDatabase } from './fold-database.ts';
import { foldModels } from './fold-models.ts';
import { compareCodeUnits } from './lookup.ts';
import { isTorn } from './part-reader.ts';
import { readCatalogParts, type CatalogReading } from './read-catalog-parts.ts';
import { readLastValues } from './read-last-values.ts';

export interface Catalog {
  readonly database: DatabaseFacts;
  /** Sorted by id. */
  readonly models: Model[];
  /** Parts that could not be read, with what would change that. */
  readonly skipped: Skipped[];
}

export type CatalogOptions = Pick<ReadOptions, 'timeoutMs' | 'signal'>;

/** Everything the system catalogs say about the user's schemas, in one transaction. Throws `FlowError` DATABASE_*. */
export async function readCatalog(db: Database, options: CatalogOptions = {}): Promise<Catalog> {
  const { database, models, skipped } = await readUntorn(db, options);
  const later = await readLastValues(db, database, options);
  const lastValues = [...database.lastValues, ...later.rows];
  return {
    database: foldDatabase({ ...database, lastValues }, models.lookup, db.engine),
    models: foldModels(models),
    skipped: [...skipped, ...later.skipped].toSorted((a, b) => compareCodeUnits(a.part, b.part) || compareCodeUnits(a.reason, b.reason)),
  };
}

/** DDL that commits while the catalog is read can take away a row that a function then does not find: read once more. */
async function readUntorn(db: Database, options: CatalogOptions): Promise<CatalogReading> {
  const read = () => db.read(readCatalogParts, options);
  return read().catch((error: unknown) => {
    if (FlowError.isInstance(error) && isTorn(error.cause)) return read();
    throw error;
  });
}
