import { openDatabase } from '../../server/database/open-database.ts';
import { readCatalog } from '../../server/database/catalog/read-catalog.ts';
import { projectFacts } from './model-factory.ts';

/** The facts of a real database, read as the server reads them. */
export async function catalogFacts(databaseName: string, role = 'postgres'): Promise<ReturnType<typeof projectFacts>> {
  const database = openDatabase({ url: `postgres://${role}@127.0.0.1:5432/${databaseName}` });
  try {
    const { database: facts, models, skipped } = await readCatalog(database);
    return projectFacts({ database: facts, models, skipped });
  } finally {
    await database.close();
  }
}
