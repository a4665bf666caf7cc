import { beforeAll, describe, expect, it } from 'vitest';
import type { DetailLevel, ExplainedPlan, FlowRequest, PackResult, ProjectSnapshot, SqlParser } from '#contract';
import { loadSqlParser } from '#sql';
import { buildPack } from '../build-pack.ts';
import { goldenRequests } from '../testing/golden-requests.ts';
import { sampleEvidence, sampleSnapshot } from '../testing/sample-project.ts';
import { migration, model, query, snapshot } from '../testing/snapshot-fixture.ts';
import { mapStrings } from './map-strings.ts';

let parser: SqlParser;
beforeAll(async () => {
  parser = await loadSqlParser();
});

const literal = 'planted-4711';
const number = '47114711';
const secret = `ghp_${'a1B2c3D4e5'.repeat(4)}`;

const script = `
  INSERT INTO orders (note, total) VALUES ('${literal}', ${number});
  UPDATE orders SET note = E'${literal}\\n' -- ${literal}
    WHERE total > ${number};
  CREATE VIEW recent AS SELECT * FROM orders WHERE note = '${literal}' AND total > ${number};
  CREATE MATERIALIZED VIEW totals AS SELECT ${number} AS n, '${literal}' AS t;
  COMMENT ON TABLE orders IS '${literal}';
  CREATE FUNCTION f() RETURNS int LANGUAGE sql AS $body$ SELECT ${number} FROM orders WHERE note = '${literal}' $body$;
  CREATE TRIGGER t BEFORE UPDATE ON orders FOR EACH ROW WHEN (NEW.note = '${literal}') EXECUTE FUNCTION f('${literal}');
  CREATE RULE r AS ON INSERT TO orders WHERE NEW.note = '${literal}' DO NOTHING;
  DO $$ BEGIN PERFORM '${literal}'; END $$;
  ALTER ROLE app PASSWORD '${literal}';
  CREATE USER MAPPING FOR app SERVER s OPTIONS (user 'app', password '${literal}');
  CREATE SUBSCRIPTION s CONNECTION 'host=h password=${literal}' PUBLICATION p;
  DELETE FROM orders WHERE note IN ('${literal}', U&'${literal}');
  COPY orders FROM PROGRAM '${literal}';`;
const sql = `SELECT id FROM orders WHERE note = '${literal}' AND total = ${number} AND note LIKE '${literal}%' ORDER BY id`;

/** A plan that carries the literal wherever PostgreSQL prints an expression. */
function plantedPlan(): ExplainedPlan {
  const condition = `((note = '${literal}'::text) AND (total = ${number}))`;
  const fields = ['Filter', 'Index Cond', 'Recheck Cond', 'Join Filter', 'Hash Cond', 'Merge Cond', 'TID Cond', 'One-Time Filter', 'Run Condition', 'Function Call', 'Order By'];
  const root = {
    'Node Type': 'Seq Scan', 'Relation Name': 'orders', Schema: 'public', Alias: 'orders', 'Plan Rows': 600000, 'Total Cost': 90000, 'Startup Cost': 0, 'Plan Width': 8,
    ...Object.fromEntries(fields.map((field) => [field, condition])), Output: [`'${literal}'::text`], 'Sort Key': [condition], 'Group Key': [condition], 'Presorted Key': [condition],
    'Cache Key': condition, 'Conflict Filter': condition, 'Table Function Call': condition, 'Sampling Parameters': [condition], 'Remote SQL': `SELECT 1 WHERE note = '${literal}'`,
  };
  return { root, settings: {}, analyzed: false, parameters: 'none', server: 'PostgreSQL 15.20' };
}

function project(): ProjectSnapshot {
  const id = parser.fingerprint(sql)?.slice(0, 12) ?? '';
  return snapshot({
    models: [
      model('orders', {
        triggers: [{ name: 't', definition: `CREATE TRIGGER t BEFORE UPDATE ON public.orders FOR EACH ROW WHEN ((new.note = '${literal}'::text)) EXECUTE FUNCTION f('${literal}')`, enabled: true, function: 'public.f' }],
      }),
      model('recent', { kind: 'view', definition: ` SELECT id FROM orders WHERE note = '${literal}'::text AND total > ${number};` }),
    ],
    queries: [query(id, sql, { models: ['public.orders', 'public.recent'] })],
    migrations: [migration('shop', '0001_first', script, { down: { path: 'down.sql', text: script, sql: true } })],
  });
}

const requests: readonly FlowRequest[] = [
  ...['explain_model', 'suggest_constraints', 'refactor_suggestions'].flatMap((action_key) =>
    ['orders', 'recent'].map((model_name): FlowRequest => ({ kind: 'model', body: { action_key, model_name } })),
  ),
  ...['explain_plan', 'suggest_indexes', 'rewrite_suggestions'].map((action_key): FlowRequest => ({ kind: 'query', body: { action_key, sql } })),
  ...['explain_migration', 'safe_rollout_plan'].map((action_key): FlowRequest => ({ kind: 'migration', body: { action_key, app: 'shop' } })),
];

function build(request: FlowRequest, from: ProjectSnapshot, plan: ExplainedPlan | null, detail?: DetailLevel): PackResult {
  const asked = detail === undefined ? request : ({ ...request, body: { ...request.body, detail } } as FlowRequest); // kind and body still belong together
  return buildPack(asked, from, { plan: plan === null ? null : { ok: true, plan }, provider: 'copy_only', model: '' }, { parser });
}

describe('a literal of SQL', () => {
  it.each(requests.flatMap((request) => (['structure', 'statistics'] as const).map((detail) => [request.body.action_key, detail, request] as const)))(
    'does not come out of %s at detail level %s',
    (_, detail, request) => {
      const pack = build(request, project(), request.kind === 'query' ? plantedPlan() : null, detail);
      expect(pack.ok).toBe(true);
      // The command line asks for this very statement, on the developer's own machine.
      const { cli_command: _command, ...rest } = pack.ok ? pack : { cli_command: '' };
      expect(JSON.stringify(rest)).not.toContain('planted');
      expect(JSON.stringify(rest)).not.toContain(number);
      expect(JSON.stringify(rest)).not.toContain('47,114,711');
    },
  );

  it('comes out at detail level literals where it was typed', () => {
    const request = requests.find(({ kind }) => kind === 'query');
    if (request === undefined) throw new Error('no query');
    const pack = build(request, project(), null, 'literals');
    expect(pack.user_prompt).toContain(literal);
  });
});

describe('a secret in any text of a project', () => {
  const levels: readonly DetailLevel[] = ['structure', 'statistics', 'literals'];

  it.each(goldenRequests.map((request) => [request.body.action_key, request] as const))('does not come out of %s', (_, request) => {
    const untouched = new Set(['id', 'schema', 'name', 'displayName', 'kind', 'model', 'object', 'shortId', 'state', 'tool', 'engine', 'source', 'operation', 'level', 'rule', 'detail', 'format', 'app', 'path', 'method']);
    const plain = sampleSnapshot();
    const from = JSON.parse(JSON.stringify(plain), (key, value: unknown) => (typeof value === 'string' && !untouched.has(key) && /[ (']/.test(value) ? `${value} /* ${secret} */` : value));
    const { plan } = sampleEvidence(request);
    const planted = plan?.ok === true ? mapStrings(plan.plan, (text) => (/[ (]/.test(text) && text.includes('(') ? `${text} ${secret}` : text)) : null;
    for (const detail of levels) {
      const pack = build(request, from as ProjectSnapshot, planted, detail);
      expect(pack.ok).toBe(true);
      expect(JSON.stringify(pack)).not.toContain(secret);
    }
  });
});
