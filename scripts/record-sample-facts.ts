// Records what the built sample database says, so that a started Studio need not wait for it to open: dist/sample/facts.json.
import { writeFileSync } from 'node:fs';
import { loadSqlParser } from '#sql';
import { openSources } from '../src/server/project/open-sources.ts';
import type { RecordedFacts } from '../src/server/project/recorded-facts.ts';

const sources = (await openSources({}, 'sample'))(await loadSqlParser());
const catalog = await sources.readCatalog();
const facts: RecordedFacts = { catalog, queries: await sources.readQueries(catalog.models), migrations: await sources.readMigrations() };
writeFileSync('dist/sample/facts.json', JSON.stringify(facts));
await sources.close();
