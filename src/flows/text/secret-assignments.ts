import type { PatternFamily, SecretPattern } from './secret-pattern.ts';
import { isSecretText, isSecretWord, isStrongSecret } from './secret-value.ts';

/** Last words of a name whose value is secret: `db_password`, `clientSecret`, `X-Api-Key`. */
const NAME =
  '(?<name>pass(?:word|wd|phrase|wort)|kennwort|contrase(?:ñ|n)a|senha|mot_?de_?passe|pwd|(?<![a-z])pass|secret|token|credentials?|authorization|_auth|' +
  '(?:api|app|access|account|auth|client|encryption|encrypt|signing|signature|private|master|service(?:[_-]?role)?|shared|secret|license|session|storage|webhook|hmac|jwt|root|admin|deploy|cookie)[_-]?key|' +
  'shared[_-]?access[_-]?(?:key|signature)|secret[_-]?key[_-]?base|secret[_-]?string|jwks?[_-]?secret|pgpass|pgpassword)(?:[_-]?[0-9]{1,2})?';
const QUOTED = `'(?<value>(?:[^'\\n\\\\‹]|\\\\[^\\n]|''){3,512})'`;
const DOUBLE = `"(?<value>(?:[^"\\n\\\\‹]|\\\\[^\\n]){3,512})"`;
const BACKTICK = '`(?<value>[^`\\n‹]{3,512})`';
const EQUALS = `\\\\?["'\`\\]]{0,2}\\s{0,16}(?:=>|:=|={1,3}|:|\\bTO\\b)\\s{0,16}`;
const BARE = `[^\\s'"\`‹›;&,(){}<>|]{3,512}`;

const ANY_NAME = NAME.replace('?<name>', '?:');
const HINT = [
  `${ANY_NAME}["'\`\\]\\\\]{0,3}\\s{0,16}(?:[=:'"$]|TO\\b|[EN]'|U&')`, `--[a-z-]{0,24}${ANY_NAME} `, '\\bpassword\\s', '\\bbearer[\\s:=]', '\\bbasic\\s',
  'authorization', 'identified\\s', 'crypt\\w{0,8}\\(', 'hmac\\(', 'create_secret\\(', '--user', '-u ',
].join('|');

/** A value that ends its line. */
const LINE = `[^\\s'"\`‹›,;{}]{3,512}`;

/** `name = value` in SQL, JSON, YAML, code, environment files and connection strings. */
export const assignmentFamily: PatternFamily = {
  hint: new RegExp(HINT, 'gi'),
  before: 260,
  after: 560,
  patterns: [
    assigned(`${NAME}${EQUALS}(?:E|N|U&)?${QUOTED}`, isSecretText),
    assigned(`${NAME}${EQUALS}(?:str|b|r|f|u)?${DOUBLE}`, isSecretText),
    assigned(`${NAME}${EQUALS}${BACKTICK}`, isSecretText),
    assigned(`${NAME}\\\\?["']{0,2}\\s{0,4}[:=]\\s{0,4}\\\\"(?<value>[^"\\\\\\n‹]{3,512})\\\\"`, isSecretText),
    assigned(`${NAME}${EQUALS}''(?<value>[^'\\n‹]{1,255})''`, isSecretText),
    assigned(`${NAME}${EQUALS}\\$[A-Za-z_]{0,16}\\$(?<value>[^$‹]{3,255})\\$`, isSecretText),
    // SQL: PASSWORD 'x', IDENTIFIED BY 'x', OPTIONS (password 'x')
    assigned(`${NAME}"?\\s{1,16}(?:E|N|U&)?${QUOTED}`, isSecretText),
    assigned(`(?<name>PASSWORD)\\s{1,16}\\$[A-Za-z_]{0,16}\\$(?<value>[^$‹]{1,255})\\$`, isSecretText),
    assigned(`(?<name>IDENTIFIED)\\s{1,8}(?:WITH\\s{1,8}[\\w']{1,40}\\s{1,8})?(?:BY|AS)\\s{1,8}(?:PASSWORD\\s{1,8})?["']?(?<value>[^\\s"';‹]{1,255})`, isSecretText),
    assigned(`set_config\\(\\s{0,8}'[^'\\n]{0,80}${NAME}'\\s{0,8},\\s{0,8}${QUOTED}`, isSecretText),
    assigned(`(?<name>crypt|create_secret)\\(\\s{0,8}${QUOTED}`, isSecretText),
    assigned(`(?<name>pgp_sym_(?:en|de)crypt(?:_bytea)?|hmac|encrypt|decrypt|encrypt_iv|decrypt_iv)\\([^,\\n‹]{1,200},\\s{0,8}${QUOTED}`, isSecretText),
    // PGPASSWORD=x, password=x host=y, Pwd=x; ?password=x&
    assigned(`${NAME}=(?<value>${BARE})`, isSecretWord),
    // password: x, password = x at the end of a line
    assigned(`${NAME}\\\\?["']?[ \\t]{0,8}:[ \\t]{0,8}(?<value>${LINE})(?=[ \\t]{0,8}(?:$|[\\n,};#"'\`]))`, isSecretWord),
    assigned(`${NAME}[ \\t]{1,8}(?:=>|=)[ \\t]{1,8}(?<value>${LINE})(?=[ \\t]{0,8}(?:$|[\\n,};#"'\`]))`, isStrongSecret),
    assigned(`${NAME}[ \\t]{1,8}(?:=>|=)[ \\t]{1,8}(?<value>[A-Za-z0-9+/_=-]{24,512})`, isRandom),
    assigned(`--[a-z-]{0,24}${NAME}[= ](?<value>${BARE})`, isSecretWord),
    assigned(`\\blogin\\s{1,8}\\S{1,128}\\s{1,8}(?<name>password)\\s{1,8}(?<value>\\S{1,255})`, isSecretText),
    assigned('(?:^|\\s)(?<name>-u|--user)[ =]["\']?[^\\s:"\']{1,64}:(?<value>[^\\s"\'‹]{1,255})', isSecretText),
    { kind: 'bearer-token', pattern: /\bbearer[\s:=]{1,4}["']?(?<value>[A-Za-z0-9._~+/=-]{12,4096})/gi, accepts: isRandom },
    { kind: 'basic-auth', pattern: /\bbasic\s{1,4}(?<value>[A-Za-z0-9+/_-]{8,1024}={0,2})/gi, accepts: isRandom },
    { kind: 'authorization', pattern: /\bauthorization["']?\s{0,4}[:=]\s{0,4}["']?(?:token|apikey|key|digest|aws4-hmac-sha256)?\s{0,2}(?<value>[A-Za-z0-9._~+/=-]{16,4096})/gi, accepts: isRandom },
    { kind: 'sentry-dsn', pattern: /:\/\/(?<value>[0-9a-f]{32}(?::[0-9a-f]{32})?)@[A-Za-z0-9.-]{1,120}\/[0-9]{1,12}/g },
  ],
};

function assigned(source: string, accepts: (value: string) => boolean): SecretPattern {
  return { kind: 'secret', pattern: new RegExp(source, 'gi'), accepts, kindOf };
}

function kindOf(name: string): string {
  if (/token/i.test(name)) return 'token';
  if (/key/i.test(name)) return 'key';
  return /pass|pwd|wort|senha|contrase|identified|-u/i.test(name) ? 'password' : 'secret';
}

/** Not a word of prose: `bearer authentication`, `basic functionality`. */
function isRandom(value: string): boolean {
  return /[0-9]/.test(value) || (value.match(/[a-z][A-Z]/g) ?? []).length > 2;
}
