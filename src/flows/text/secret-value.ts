/** Words that stand where a value could: types, states and other words of schemas and code. */
const ORDINARY = new Set(
  `string str text varchar char character citext bytea boolean bool integer int int4 int8 bigint smallint number numeric uuid json jsonb object array
  any unknown never void null undefined nil none true false yes no on off default required optional nullable hidden secret secrets sensitive masked
  redacted deprecated password passwd token tokens bearer basic digest oauth2 oauth apikey api_key http https header cookie query jwt hash hashed
  encrypted encrypt plain plaintext unset empty generated random readonly writeonly read write private public internal external date datetime timestamp
  time timestamptz bigserial serial enum ref refresh access session reset email username name value values current_user current_timestamp now prompt
  stdin env environment vault keychain file required_if unique column field type format varying disabled enabled primary foreign and or not select
  excluded new old this self props state req request body params input form data config process options args`.split(/\s+/),
);

/** A value in quotes behind a name such as `password`: secret unless it is empty, masked, a reference or an ordinary word. */
export function isSecretText(value: string): boolean {
  const text = withoutEscape(value);
  if (text.length < 3 || isReference(text) || isVariableName(text)) return false;
  return !ORDINARY.has(text.toLowerCase()) && !/^(.)\1*$/.test(text);
}

/** A password inside a URL: whatever stands there, unless it is a reference. */
export function isUrlPassword(value: string): boolean {
  return !isReference(value);
}

/** A value without quotes: also no name of a column, variable, type or function. */
export function isSecretWord(written: string): boolean {
  const value = withoutEscape(written);
  if (!isSecretText(value)) return false;
  if (/^[A-Za-z_][\w$]{0,63}(?:\.[A-Za-z_][\w$]{0,63}){1,6}[!?]?$/.test(value)) return false;
  if (/^[a-z][a-z0-9]{0,63}(?:_[a-z0-9]{1,63}){1,8}$/.test(value) && !/[0-9]{3}/.test(value)) return false;
  return !/^[A-Z][a-z]{1,30}(?:[A-Z][a-z]{1,30}){0,5}[!?]?$/.test(value) && !/^[A-Za-z_][\w.]{0,63}[(<[]/.test(value);
}

/** A value that must be more than a word to be taken as one: with a digit or a mark, as in `a = b` of SQL and code. */
export function isStrongSecret(value: string): boolean {
  return isSecretWord(value) && value.length >= 6 && /[0-9!@#%^&*+=~/]/.test(value) && !/^[0-9.]{1,20}$/.test(value);
}

/** In JSON the backslash before the quote that ends a text is no part of it. */
function withoutEscape(value: string): string {
  return value.trim().replace(/\\{1,8}$/, '');
}

/** `ANTHROPIC_API_KEY`, `DB_PASSWORD_FILE`: the environment variable that holds a secret. */
function isVariableName(text: string): boolean {
  return /^[A-Z][A-Z]{0,31}(?:_[A-Z]{2,31}){0,6}_(?:KEY|SECRET|TOKEN|PASSWORD|PASS|PWD|CREDENTIALS|DSN|URL|FILE)$/.test(text);
}

/** `$1`, `${X}`, `:name`, `<password>`, `{{ x }}`, `%s`, `?`, `***`, `…`: where a value will be put, not a value. */
function isReference(text: string): boolean {
  return /^(?:\$\{?[A-Za-z_0-9]{1,64}\}?$|\$\{|\$\(|:[A-Za-z_]{1,64}$|<[^>]{0,64}>?$|\{\{?|%[sdi(]|\?|\*{2,}|x{3,}$|\.{3}|…|\[|@[A-Za-z_]{1,64}$|‹)/i.test(text);
}
