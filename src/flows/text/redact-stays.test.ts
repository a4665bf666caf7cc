import { describe, expect, it } from 'vitest';
import { createRedactor } from './redact.ts';

const base64Image = `data:image/png;base64,${Buffer.from(Array.from({ length: 300 }, (_, index) => (index * 37) % 256)).toString('base64')}`;

/** Text of schemas, documents and code that looks like a secret to a careless pattern. */
const stays: readonly string[] = [
  '550e8400-e29b-41d4-a716-446655440000', '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08', '4adec73a1b2c3d4e5f60718293a4b5c6d7e8f901',
  base64Image, 'orders_customer_id_created_at_status_idx', 'user_password_reset_tokens_user_id_fkey', 'AbstractSingletonProxyFactoryBeanConfiguration',
  'password text NOT NULL', 'password character varying(255)', '"password": {"type": "string", "minLength": 12}', 'password: string', 'password: string;', 'password?: string | null',
  'token: String!', 'secret: Optional[str] = None', 'password = models.CharField(max_length=128)', 'password: z.string().min(8)', 'api_key: SecretStr', 'token: JWT',
  "password = '?'", 'password = $1', 'password = :password', 'password = %s', 'token = $2 AND secret = ?', 'WHERE s.token = t.token', 'SET password = excluded.password',
  'SET token = gen_random_uuid()', 'password = crypt($1, gen_salt($2))', 'PASSWORD ?', "ALTER ROLE app PASSWORD '?'", "OPTIONS (user '?', password '?')", "token IS NULL OR token = ''",
  'GRANT SELECT (token, secret) ON sessions TO app', 'CREATE INDEX ON sessions USING btree (token)', 'CHECK (length(password) >= 12)', "DEFAULT encode(gen_random_bytes(32), 'hex')",
  "type IN ('password', 'token', 'api_key')", 'enum password, token, secret', '{"required": ["password", "token"]}', '"format": "password"', '"in": "header", "name": "X-API-Key"',
  '"token_type": "bearer"', 'bearer authentication', 'bearerAuth (http)', 'Basic functionality of the shop', 'tokens: 12', 'token bigint', 'secret boolean DEFAULT false',
  'password: ${DB_PASSWORD}', 'PASSWORD=$PGPASSWORD psql', 'postgres://app:${PGPASSWORD}@db/shop', 'postgres://user:<password>@host/db', 'https://example.test:8080/path?email=a@b.test',
  'primary key: id', 'foreign key = orders.user_id', 'author: someone', 'monkey: banana', 'compass = north', 'bypass: enabled', 'See https://docs.example.test/tokens#secret-keys',
  'sk-learn-contrib-package', 'task-list-item-component-name', 'key-value-store', '2024-01-01T00:00:00.000Z', '10.0.0.1:5432', 'SELECT dp.id, re.name FROM departments dp JOIN regions re ON re.id = dp.region_id',
  'v1.0-beta', 'lin_reg_result', 'hf_dataset_name', 'npm_package_version', 'comment: The token of the session, never shown.', 'The password is hashed with bcrypt.', 'password_hash text',
  'Authorization: see the policy', 'statistics: analysed < 1 day ago', '‹secret:password:1›', "password = '‹secret:password:1›'", 'PGPASSWORD=‹secret:password:1› psql', 'Bearer ‹secret:bearer-token:1›',
  'Missing AI secret: ANTHROPIC_API_KEY', JSON.stringify('"Missing AI secret: ANTHROPIC_API_KEY"'), JSON.stringify('"password: string"'), 'api_key: OPENAI_API_KEY', 'secretKeyRef: STRIPE_WEBHOOK_SECRET', 'password: DB_PASSWORD', "password = 'PGPASSWORD_FILE'",
  'Hash Cond: (s.token_id = t.id)', 'Index Cond: (token = $1)', 'Sort Key: token', 'CREATE UNIQUE INDEX users_api_key_key ON public.users USING btree (api_key)',
];

describe('text that is no secret', () => {
  it.each(stays)('%s stays', (text) => {
    for (const around of [text, `a line\n${text}\nanother_line2 of text`]) {
      expect(createRedactor([]).redact(around)).toBe(around);
    }
  });

  it('stays when the whole corpus is one text', () => {
    const text = stays.join('\n');
    expect(createRedactor([]).redact(text)).toBe(text);
  });
});
