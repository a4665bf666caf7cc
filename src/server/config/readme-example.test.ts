import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { readConfiguration } from './read-configuration.ts';

it('the configuration in the README has no problem', async () => {
  const readme = readFileSync(new URL('../../../README.md', import.meta.url), 'utf8');
  const [, example = ''] = /```ts\n(import \{ defineConfig \}[^]*?)```/.exec(readme) ?? [];
  const folder = mkdtempSync(join(tmpdir(), 'aksara-readme-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const path = join(folder, 'aksara.config.ts');
  writeFileSync(path, example);
  const { configuration, sources, problems } = await readConfiguration(path);
  expect(problems).toEqual([]);
  expect(sources.databaseUrl).toBe('postgres://me@localhost/shop');
  expect(configuration).toMatchObject({ detail: 'statistics', budget: 12_000, redact: [{ kind: 'customer-number' }], suppressions: [{ rule: 'D002' }] });
  expect(configuration.actions).toMatchObject([{ action_key: 'privacy_review', sections: { include: ['columns', 'comments', 'row-security', 'used-by'], exclude: [] } }]);
});
