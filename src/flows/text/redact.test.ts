import { describe, expect, it } from 'vitest';
import { createRedactor, holdsSecret } from './redact.ts';

const planted: readonly (readonly [string, string])[] = [
  ['aws-access-key', `AKIA${'ABCDEFGH'.repeat(2)}`],
  ['github-token', `ghp_${'a1B2'.repeat(9)}`],
  ['google-api-key', `AIza${'a1B2c'.repeat(7)}`],
  ['stripe-key', `sk_live_${'a1B2'.repeat(6)}`],
  ['openai-key', `sk-proj-${'a1B2'.repeat(8)}`],
  ['slack-token', `xoxb-${'123456789'.repeat(2)}`],
  ['json-web-token', `eyJ${'hbGciOi'.repeat(3)}.eyJ${'zdWIiOi'.repeat(3)}.${'sflKxw'.repeat(4)}`],
  ['private-key', `-----BEGIN RSA PRIVATE KEY-----\n${'MIIEow'.repeat(20)}\n-----END RSA PRIVATE KEY-----`],
];

describe('createRedactor', () => {
  it.each(planted)('removes a %s and says which kind it was', (kind, secret) => {
    const redactor = createRedactor([]);
    const text = redactor.redact(`before ${secret} after`);
    expect(text).toBe(`before ‹secret:${kind}:1› after`);
    expect(redactor.report()).toEqual([{ kind: `secret:${kind}`, count: 1 }]);
  });

  it('keeps what surrounds a password in a URL, an assignment and a DSN', () => {
    const redact = (text: string): string => createRedactor([]).redact(text);
    expect(redact('postgres://app:hunter22@db/shop')).toBe('postgres://app:‹secret:url-password:1›@db/shop');
    expect(redact("password = 'correct horse'")).toBe("password = '‹secret:password:1›'");
    expect(redact('PGPASSWORD=hunter22 psql')).toBe('PGPASSWORD=‹secret:password:1› psql');
    expect(redact("CREATE ROLE app PASSWORD 'hunter22'")).toBe("CREATE ROLE app PASSWORD '‹secret:password:1›'");
  });

  it.each([
    'password_hash text NOT NULL', '"password": {"type": "string", "minLength": 12}', "WHERE password = '?'", 'WHERE u.api_token = t.token',
    'token bigint', 'SELECT secret FROM vault WHERE password = $1',
  ])('leaves schema text alone: %s', (text) => {
    expect(createRedactor([]).redact(text)).toBe(text);
  });

  it('gives the same value the same number and another value the next', () => {
    const [first, second] = [`ghp_${'a'.repeat(36)}`, `ghp_${'b'.repeat(36)}`];
    expect(createRedactor([]).redact(`${first} ${second} ${first}`)).toBe('‹secret:github-token:1› ‹secret:github-token:2› ‹secret:github-token:1›');
  });

  it('removes values that the process knows, wherever they stand', () => {
    const redactor = createRedactor([{ kind: 'database-password', value: 's3cr3t' }]);
    expect(redactor.redact('a s3cr3t, xs3cr3tx')).toBe('a ‹secret:database-password:1›, x‹secret:database-password:1›x');
    expect(redactor.report()).toEqual([{ kind: 'secret:database-password', count: 2 }]);
  });

  it('leaves nothing behind that it would find again', () => {
    const text = createRedactor([]).redact(planted.map(([, secret]) => secret).join('\n'));
    expect(holdsSecret(text, [])).toBe(false);
  });

  it('stays linear on a long text without secrets', () => {
    const text = 'password = password: Bearer eyJ sk- postgres://a:'.repeat(20000);
    expect(createRedactor([]).redact(text).length).toBeGreaterThan(text.length / 2);
  });
});
