import { describe, expect, it } from 'vitest';
import { errorCodes, FlowError } from '#contract';
import { toErrorMessage } from './error-message.ts';

describe('toErrorMessage', () => {
  it.each(errorCodes)('has a title of its own for %s', (code) => {
    expect(toErrorMessage(new FlowError(code, 'what happened')).title.length).toBeGreaterThan(5);
  });

  it('prefers the remedy of the error to the general one', () => {
    expect(toErrorMessage(new FlowError('SERVER_UNREACHABLE', 'gone', { remedy: 'Start it on 8000.' })).remedy).toBe('Start it on 8000.');
    expect(toErrorMessage(new FlowError('SERVER_UNREACHABLE', 'gone')).remedy).toContain('aksara studio');
  });

  it('shows what was thrown when it is no error of ours', () => {
    expect(toErrorMessage(new TypeError('x is not a function')).message).toBe('x is not a function');
    expect(toErrorMessage('text').message).toBe('text');
  });
});
