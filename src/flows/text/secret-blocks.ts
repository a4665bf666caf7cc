import type { PatternFamily } from './secret-pattern.ts';
import { isSecretText, isUrlPassword } from './secret-value.ts';

/** Keys that are blocks of text, in PEM, PGP and PuTTY form; a block that is cut off is hidden as far as it goes. */
export const blockFamily: PatternFamily = {
  hint: /PRIVATE KEY|PuTTY-User-Key|Private-Lines/g,
  before: 64,
  after: 33_000,
  patterns: [
    { kind: 'private-key', pattern: /-{4,5}\s{0,2}BEGIN [A-Z0-9 ]{0,32}PRIVATE KEY(?: BLOCK)?\s{0,2}-{4,5}(?:[^-]|-(?!-{3})){0,16384}(?:-{4,5}\s{0,2}END [A-Z0-9 ]{0,32}PRIVATE KEY(?: BLOCK)?\s{0,2}-{4,5})?/g },
    { kind: 'private-key', pattern: /Private-Lines:\s{0,4}[0-9]{1,4}\s{1,8}(?<value>[A-Za-z0-9+/=\s]{16,16384})/g },
    { kind: 'private-key', pattern: /PuTTY-User-Key-File-[0-9]:[^‹]{0,16384}?Private-MAC:\s{0,4}[0-9a-f]{40,64}/g },
  ],
};

/** Secrets in URLs and connection strings: passwords, keys of webhooks, signatures. */
export const urlFamily: PatternFamily = {
  hint: /:\/\/|[?&;](?:sig|signature|sv|X-Amz)|(?:hooks\.slack|webhook)|:(?:5432|6432|3306|\*):|\/[^\s/@]{1,64}@/g,
  before: 320,
  after: 2100,
  patterns: [
    { kind: 'url-password', pattern: /:\/\/[^\s:@/?#'"‹<>]{0,255}:(?<value>[^\s/'"‹<>]{1,255})@/g, accepts: isUrlPassword },
    { kind: 'url-token', pattern: /:\/\/(?<value>[A-Za-z0-9_-]{20,255})(?::x-oauth-basic)?@/g },
    { kind: 'webhook-url', pattern: /hooks\.slack(?:-gov)?\.com\/(?:services|workflows|triggers)\/(?<value>[A-Za-z0-9/_-]{20,255})/g },
    { kind: 'webhook-url', pattern: /discord(?:app)?\.com\/api\/(?:v[0-9]{1,2}\/)?webhooks\/[0-9]{5,25}\/(?<value>[A-Za-z0-9_-]{40,128})/g },
    { kind: 'webhook-url', pattern: /webhook\.office\.com\/webhookb2\/(?<value>[A-Za-z0-9@/_-]{40,400})/g },
    { kind: 'url-signature', pattern: /[?&](?:sig|signature|X-Amz-Signature|X-Goog-Signature|X-Amz-Security-Token)=(?<value>[A-Za-z0-9%+/=_-]{20,2048})/gi },
    { kind: 'url-password', pattern: /jdbc:oracle:[a-z]{1,8}:[^\s/@]{1,64}\/(?<value>[^\s@/]{1,128})@/g },
    { kind: 'password', pattern: /[^\s:]{1,128}:(?:5432|6432|\*):[^\s:]{1,63}:[^\s:@/]{1,63}:(?<value>[^\s'"‹]{3,255})/g, accepts: isSecretText },
  ],
};
