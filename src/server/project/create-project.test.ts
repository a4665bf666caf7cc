import { createHash } from 'node:crypto';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { FlowError, projectSnapshotSchema, type SqlParser } from '#contract';
import { canonicalJson } from '#flows';
import { loadSqlParser } from '#sql';
import { fixedDatabase, fixedMigration, fixedModels, fixedPlan, fixedRoutes, fixedSources } from '../testing/fixed-sources.ts';
import { createProject } from './create-project.ts';
import type { Project } from './project.ts';
import type { ProjectSources } from './project-sources.ts';

let parser: SqlParser;
beforeAll(async () => {
  parser = await loadSqlParser();
});

async function open(parts: Partial<ProjectSources> = {}, options: { watch?: boolean; lookEveryMs?: number } = {}): Promise<Project> {
  const project = await createProject({ sources: fixedSources(parts), parser, watch: false, ...options });
  onTestFinished(() => project.close());
  return project;
}

const unreachable = new FlowError('DATABASE_UNREACHABLE', 'No PostgreSQL server answers at 127.0.0.1:1.', { remedy: 'Start the server.' });
const brokenFile = { part: 'routes', reason: 'openapi.json is not JSON.', remedy: 'Correct it.' };

describe('a project', () => {
  it('is one canonical snapshot with its diagnostics', async () => {
    const project = await open();
    const snapshot = projectSnapshotSchema.parse(project.snapshot());
    expect(snapshot.project.name).toBe('shop');
    expect(snapshot.models.map(({ id }) => id)).toEqual(['public.orders', 'public.users']);
    expect(snapshot.diagnostics[0]?.shortId).toBe('d-001');
    expect(snapshot.skipped).toEqual([]);
    expect(project.state()).toMatchObject({ stale: false, staleReason: null, database: { connected: true, lastError: null } });
  });

  it('has the same checksum whatever the order its models come in', async () => {
    const reversed = await open({ readCatalog: async () => ({ database: fixedDatabase, models: fixedModels.toReversed(), skipped: [] }) });
    expect(reversed.state().checksum).toBe((await open()).state().checksum);
    expect(reversed.state().checksum).toBe(createHash('sha256').update(canonicalJson(reversed.snapshot())).digest('hex'));
  });

  it('changes the checksums of what changed and of nothing else', async () => {
    const before = (await open()).state().checksums;
    const after = (await open({ readMigrations: async () => ({ migrations: [{ ...fixedMigration, state: 'pending' }], skipped: [] }) })).state().checksums;
    expect(after).toEqual({ ...before, migrations_checksum: expect.not.stringMatching(before.migrations_checksum ?? '') });
  });
});

describe('a source that fails at the start', () => {
  const sources: readonly (readonly [string, Partial<ProjectSources>, string])[] = [
    ['catalog', { readCatalog: () => Promise.reject(unreachable) }, 'models'],
    ['queries', { readQueries: () => Promise.reject(new FlowError('DATABASE_PERMISSION_DENIED', 'Role "app" may not read it.')) }, 'queries'],
    ['routes', { readRoutes: async () => ({ routes: [], skipped: [brokenFile] }) }, 'routes'],
    ['migrations', { readMigrations: () => Promise.reject(new Error('out of disk')) }, 'migrations'],
  ];

  it.each(sources)('%s is skipped with its reason and leaves the others alone', async (_, failing, part) => {
    const project = await open(failing);
    const snapshot = project.snapshot();
    expect(snapshot.skipped.map((entry) => entry.part)).toContain(part);
    const counts = { models: snapshot.models.length, queries: snapshot.queries.length, routes: snapshot.routes.length, migrations: snapshot.migrations.length };
    const lost = part === 'models' ? { models: 0, queries: 0 } : { [part]: 0 };
    expect(counts).toEqual({ models: 2, queries: 1, routes: 2, migrations: 1, ...lost });
    expect(project.state().stale).toBe(false);
  });

  it('of files keeps every reason it gave', async () => {
    const project = await open({ readRoutes: async () => ({ routes: [], skipped: [brokenFile, { ...brokenFile, reason: 'openapi.json names other.json, which does not exist.' }] }) });
    expect(project.snapshot().skipped.filter(({ part }) => part === 'routes')).toHaveLength(2);
  });

  it('is read again by a refresh', async () => {
    let isUp = false;
    const readCatalog = async () => {
      if (!isUp) throw unreachable;
      return { database: fixedDatabase, models: fixedModels, skipped: [] };
    };
    const project = await open({ readCatalog });
    expect(project.state().database).toMatchObject({ connected: false, lastError: unreachable.message });
    isUp = true;
    expect((await project.refresh()).database.connected).toBe(true);
    expect(project.snapshot().models).toHaveLength(2);
    expect(project.snapshot().skipped).toEqual([]);
  });
});

describe('a refresh that fails', () => {
  it('of the database keeps its last facts and says so', async () => {
    let isUp = true;
    const readCatalog = async () => {
      if (!isUp) throw unreachable;
      return { database: fixedDatabase, models: fixedModels, skipped: [] };
    };
    const project = await open({ readCatalog });
    const [snapshot, { checksum, refreshedAt }] = [project.snapshot(), project.state()];
    isUp = false;
    expect(await project.refresh()).toMatchObject({ checksum, refreshedAt, stale: true, staleReason: unreachable.message, database: { connected: false } });
    expect(project.snapshot()).toBe(snapshot);
    isUp = true;
    expect(await project.refresh()).toMatchObject({ checksum, stale: false, staleReason: null, database: { connected: true } });
  });

  it('of the database keeps which migrations were applied', async () => {
    let isUp = true;
    const project = await open({
      readCatalog: async () => (isUp ? { database: fixedDatabase, models: fixedModels, skipped: [] } : Promise.reject(unreachable)),
      readMigrations: async () => ({ migrations: [isUp ? fixedMigration : { ...fixedMigration, state: 'unknown', appliedAt: null }], skipped: [] }),
    });
    isUp = false;
    await project.refresh();
    expect(project.snapshot().migrations).toEqual([fixedMigration]);
  });

  it('of one file keeps the last facts of that file and takes the new ones of the rest', async () => {
    let isBroken = false;
    const project = await open({
      readRoutes: async () => (isBroken ? { routes: [], skipped: [brokenFile] } : { routes: fixedRoutes, skipped: [] }),
      readMigrations: async () => ({ migrations: isBroken ? [fixedMigration, { ...fixedMigration, id: 'blog/0002', name: '0002' }] : [fixedMigration], skipped: [] }),
    });
    isBroken = true;
    expect(await project.refresh()).toMatchObject({ stale: true, staleReason: brokenFile.reason });
    expect(project.snapshot().routes).toHaveLength(2);
    expect(project.snapshot().migrations).toHaveLength(2);
  });

  it('never throws, whatever a source throws', async () => {
    let isBroken = false;
    const fail = <Facts>(facts: Facts) => async () => {
      if (isBroken) throw new TypeError('bug in a reader');
      return facts;
    };
    const project = await open({ readRoutes: fail({ routes: fixedRoutes, skipped: [] }), readCatalog: fail({ database: fixedDatabase, models: fixedModels, skipped: [] }) });
    isBroken = true;
    expect(await project.refresh()).toMatchObject({ stale: true, staleReason: expect.stringContaining('bug in a reader') });
  });
});

describe('refreshing', () => {
  it('runs once for those who ask while it runs', async () => {
    let reads = 0;
    const project = await open({
      readCatalog: async () => {
        reads += 1;
        return { database: fixedDatabase, models: fixedModels, skipped: [] };
      },
    });
    const states = await Promise.all([project.refresh(), project.refresh(), project.refresh()]);
    expect(reads).toBe(2);
    expect(new Set(states).size).toBe(1);
  });

  it('tells subscribers until they leave', async () => {
    const project = await open();
    const seen: string[] = [];
    const leave = project.subscribe(({ checksum }) => seen.push(checksum));
    await project.refresh();
    leave();
    await project.refresh();
    expect(seen).toEqual([project.state().checksum]);
  });

  it('follows a change of a watched file', async () => {
    let report = (): void => {};
    let routes = fixedRoutes;
    const project = await open({ readRoutes: async () => ({ routes, skipped: [] }), watch: (onChange) => ((report = onChange), () => {}) }, { watch: true });
    routes = fixedRoutes.slice(1);
    const changed = new Promise((resolve) => project.subscribe(resolve));
    report();
    await changed;
    expect(project.snapshot().routes).toHaveLength(1);
  });
});

describe('watching the database', () => {
  it('refreshes when its catalog changed, only while someone looks', async () => {
    let version = 'one';
    let models = fixedModels;
    let looks = 0;
    const readCatalogChecksum = async () => {
      looks += 1;
      return version;
    };
    const project = await open({ readCatalogChecksum, readCatalog: async () => ({ database: fixedDatabase, models, skipped: [] }) }, { watch: true, lookEveryMs: 5 });
    await new Promise((resolve) => setTimeout(resolve, 40));
    expect(looks).toBe(1); // the baseline
    [version, models] = ['two', fixedModels.slice(1)];
    const changed = new Promise((resolve) => project.subscribe(resolve));
    project.touch();
    await changed;
    expect(project.snapshot().models).toHaveLength(1);
  });

  it('marks the snapshot stale when the database goes, and refreshes when it is back', async () => {
    let isUp = true;
    const whenUp = <Facts>(facts: Facts) => async () => {
      if (!isUp) throw unreachable;
      return facts;
    };
    const sources = { readCatalogChecksum: whenUp('same'), readCatalog: whenUp({ database: fixedDatabase, models: fixedModels, skipped: [] }) };
    const project = await open(sources, { watch: true, lookEveryMs: 5 });
    const next = () => new Promise((resolve) => project.subscribe(resolve));
    isUp = false;
    project.touch();
    await next();
    expect(project.state()).toMatchObject({ stale: true, staleReason: unreachable.message, database: { connected: false } });
    expect(project.snapshot().models).toHaveLength(2);
    isUp = true;
    await next();
    expect(project.state()).toMatchObject({ stale: false, staleReason: null, database: { connected: true } });
  });
});

describe('explaining', () => {
  it('plans a statement once for a snapshot, and an executed one every time', async () => {
    const asked: boolean[] = [];
    const explain: ProjectSources['explain'] = async (_, { analyze }) => {
      asked.push(analyze);
      return { ...fixedPlan, analyzed: analyze };
    };
    const project = await open({ explain });
    await project.explain('SELECT 1');
    await project.explain('  SELECT 1 ; ');
    await project.explain('SELECT 1', { analyze: true });
    await project.explain('SELECT 1', { analyze: true });
    expect(asked).toEqual([false, true, true]);
  });

  it.each([
    ['', 'INVALID_REQUEST', 'empty'],
    ['-- nothing', 'INVALID_REQUEST', 'no statement'],
    ['SELECT 1; DELETE FROM users', 'INVALID_SQL', '2 statements'],
    ['SELECT 1 FRM users WHERE', 'INVALID_SQL', 'line 1, column'],
  ])('%j is %s before the database is asked', async (sql, code, text) => {
    const project = await open({ explain: () => Promise.reject(new Error('must not be asked')) });
    await expect(project.explain(sql)).rejects.toMatchObject({ code, message: expect.stringContaining(text) });
  });

  it('does not remember a failure', async () => {
    let isUp = false;
    const project = await open({ explain: async () => (isUp ? fixedPlan : Promise.reject(unreachable)) });
    await expect(project.explain('SELECT 1')).rejects.toBe(unreachable);
    isUp = true;
    expect(await project.explain('SELECT 1')).toEqual(fixedPlan);
  });
});

describe('secrets', () => {
  it('are known as they are, percent-encoded and in base64', async () => {
    const project = await open({ passwords: ['p@ss/wörd!'] });
    const values = project.secrets(['sk-0123456789']).map(({ value }) => value);
    expect(values).toEqual(expect.arrayContaining(['p@ss/wörd!', 'p%40ss%2Fw%C3%B6rd!', Buffer.from('p@ss/wörd!').toString('base64'), 'sk-0123456789']));
  });
});
