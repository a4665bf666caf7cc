// @vitest-environment happy-dom
import { beforeEach, describe, expect, it } from 'vitest';
import { takeToken } from './token.ts';

describe('takeToken', () => {
  beforeEach(() => sessionStorage.clear());

  it('takes the token out of the address and keeps it for this tab', () => {
    history.replaceState(null, '', '/studio/ui/models?q=a#token=s3cret');
    expect(takeToken(window)).toBe('s3cret');
    expect(location.href).toMatch(/\/studio\/ui\/models\?q=a$/);
    expect(takeToken(window)).toBe('s3cret');
  });

  it('has none when the server asks for none', () => {
    history.replaceState(null, '', '/studio/ui/');
    expect(takeToken(window)).toBeUndefined();
  });
});
