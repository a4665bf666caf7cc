import { describe, expect, it } from 'vitest';
import { route } from '../testing/snapshot-fixture.ts';
import { routeSecurity } from './route-neighbours.ts';

describe('routeSecurity', () => {
  it('shows the nearest paths before the alphabet is used up', () => {
    const far = Array.from({ length: 30 }, (_, index) => route('GET', `/api/public/annotations-${String(index).padStart(2, '0')}`));
    const [asked, near] = [route('GET', '/api/public/traces'), route('GET', '/api/public/traces/{traceId}')];
    const text = JSON.stringify(routeSecurity(asked, { routes: [...far, asked, near] }));
    expect(text).toContain('/api/public/traces/{traceId}');
    expect(text.indexOf('traces/{traceId}')).toBeLessThan(text.indexOf('annotations-00'));
  });
});
