import { describe, expect, it } from 'vitest';
import { redactPatternProblem } from './redact-pattern.ts';

describe('redactPatternProblem', () => {
  it.each([
    'acme_[a-z0-9]{32}', 'acme_live_[A-Za-z0-9]+', 'ACME-[0-9]{4}-[0-9]{4}', '(?:key|tok)_[0-9a-f]{16,64}', 'internal\\.example\\.com',
    'pin=(?<value>[0-9]{4,8})', '\\bacme-[a-z0-9-]{20,64}-prod\\b', 'x-token: (?<value>[^\\s]{8,200})', 'kunde-[\\u{c0}-\\u{ff}]{3,20}',
    '[A-Z]{2}[0-9]{2}(?: ?[0-9]{4}){4}', '\\$2[aby]\\$[0-9]{2}\\$[./A-Za-z0-9]{53}', 'a(?:bc)*', 'acme[a-z]+(?::[0-9]+)?',
  ])('lets %s be used', (pattern) => expect(redactPatternProblem(pattern)).toBeNull());

  it.each([
    ['(a+)+$', 'without a limit'], ['(a|a)*b', 'without a limit'], ['a*a*b', 'without a limit'], ['\\s+x', 'without a limit'],
    ['acme.*secret', 'without a limit'], ['acme[a-z]+\\b', 'without a limit'], ['(?:a+b)?c', 'without a limit'], ['k(?:[a-z]+,)*', 'without a limit'],
    ['(?:a{0,50}){0,50}b', 'too many ways'], ['a{0,100}a{0,100}a{0,100}b', 'too many ways'], ['(?:a|a|a){1,30}b', 'too many ways'], ['[a-z]{1,9999}[0-9a-z]{2,9}', 'too many ways'],
    ['(a)b\\1', 'refers back'], ['(?<q>[\'"])x\\k<q>', 'refers back'], ['(?<=key=)[a-z]{8}', 'ahead or behind'], ['key(?!s)', 'ahead or behind'],
    ['', 'empty'], ['a*', 'empty text'], ['(?:abc)?', 'empty text'], ['\\b', 'empty text'], ['x|', 'empty text'],
    ['(', 'no regular expression'], ['[z-a]', 'no regular expression'], ['a{2,1}', 'no regular expression'], ['\\q', 'no regular expression'],
    ['\\p{L}{4}', 'Unicode property'], ['(?i:key)', 'switches flags'], ['x'.repeat(501), 'at most 500'],
  ])('refuses %s and says why: %s', (pattern, why) => expect(redactPatternProblem(pattern)).toContain(why));
});
