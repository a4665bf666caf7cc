// Run by introspection.ts in a process of its own: reads the catalog of the database given, says how long and how much memory it took.
import { readCatalog } from '../../src/server/database/catalog/read-catalog.ts';
import { openDatabase } from '../../src/server/database/open-database.ts';

const [url = '', rounds = '1'] = process.argv.slice(2);
const times: number[] = [];
let models = 0;
for (let round = 0; round < Number(rounds); round += 1) {
  const started = performance.now();
  const database = openDatabase({ url });
  const catalog = await readCatalog(database, { timeoutMs: 60_000 });
  await database.close();
  times.push(performance.now() - started);
  models = catalog.models.length;
}
console.log(JSON.stringify({ times, models, maxRssKib: process.resourceUsage().maxRSS }));
