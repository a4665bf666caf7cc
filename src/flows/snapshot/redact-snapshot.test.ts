import { beforeAll, describe, expect, it } from 'vitest';
import { parseSnapshot, type SqlParser } from '#contract';
import { loadSqlParser } from '#sql';
import { buildPack } from '../build-pack.ts';
import { goldenRequests } from '../testing/golden-requests.ts';
import { sampleEvidence, sampleSnapshot } from '../testing/sample-project.ts';
import { migration, model, query, snapshot } from '../testing/snapshot-fixture.ts';
import { redactSnapshot } from './redact-snapshot.ts';

let parser: SqlParser;
beforeAll(async () => {
  parser = await loadSqlParser();
});

describe('redactSnapshot', () => {
  it('keeps every pack of the sample what it was', () => {
    const original = sampleSnapshot();
    const read = parseSnapshot(JSON.stringify(redactSnapshot(original, { parser, secrets: [] }).snapshot));
    for (const request of goldenRequests) {
      const [before, after] = [original, read].map((facts) => buildPack(request, facts, sampleEvidence(request), { parser }));
      expect(after?.pack_id).toBe(before?.pack_id);
    }
  });

  it('masks literals of queries and of data statements, and leaves those of the schema', () => {
    const sql = "CREATE TABLE t (s text DEFAULT 'open');\nINSERT INTO t VALUES ('Ada Lovelace', 4711);";
    const { snapshot: redacted } = redactSnapshot(snapshot({ queries: [query('q', "SELECT 1 FROM t WHERE name = 'Ada Lovelace'")], migrations: [migration('a', '1', sql)] }), { parser, secrets: [] });
    expect(JSON.stringify(redacted)).not.toMatch(/Ada|4711/);
    expect(redacted.migrations[0]?.up.text).toContain("DEFAULT 'open'");
  });

  it('masks all literals of a migration that does not parse', () => {
    const { snapshot: redacted } = redactSnapshot(snapshot({ migrations: [migration('a', '1', "INSRT INTO t VALUES ('Ada')")] }), { parser, secrets: [] });
    expect(redacted.migrations[0]?.up.text).toBe("INSRT INTO t VALUES ('?')");
  });

  it('names files of this machine without their folders', () => {
    const sources = { database: 'localhost/shop', openapi: '/home/ada/shop/openapi.json', migrations: 'C:\\\\ada\\\\migrations\\\\' };
    const { snapshot: redacted } = redactSnapshot(snapshot({ project: { name: 'shop', kind: 'project', sources } }), { parser, secrets: [] });
    expect(redacted.project.sources).toEqual({ database: 'localhost/shop', openapi: 'openapi.json', migrations: 'migrations' });
  });

  it('replaces secrets wherever they stand, and counts them', () => {
    const secrets = [{ kind: 'database-password', value: 'correct-horse' }];
    const holding = snapshot({ models: [model('orders', { comment: 'login with correct-horse', columns: [] })], migrations: [migration('a', '1', 'SELECT 1', { appliedAt: 'correct-horse' })] });
    const { snapshot: redacted, redactions } = redactSnapshot(holding, { parser, secrets });
    expect(JSON.stringify(redacted)).not.toContain('correct-horse');
    expect(redactions).toEqual([{ kind: 'secret:database-password', count: 2 }]);
  });
});
