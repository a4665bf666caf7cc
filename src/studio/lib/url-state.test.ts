// @vitest-environment happy-dom
import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { detailLevels } from '#contract';
import { changeFilter, formatSearch, panelTabs, parseSearch, selectNothing, selectObject } from './url-state.ts';

const open = (path: string) => history.replaceState(null, '', `/studio/ui${path}`);

describe('parseSearch', () => {
  it('reads what it knows and drops the rest', () => {
    expect(parseSearch('?flow=suggest_indexes&tab=prompt&q=ord&sql=DROP')).toEqual({ flow: 'suggest_indexes', tab: 'prompt', q: 'ord' });
  });

  it('falls back on each parameter that is malformed, and keeps the others', () => {
    expect(parseSearch('?flow=%3Cscript%3E&tab=nope&q=ord')).toMatchObject({ q: 'ord' });
    expect(parseSearch('?flow=%3Cscript%3E&tab=nope&detail=everything&pack=theirs')).toEqual({});
  });

  it('gives back what formatSearch wrote', () => {
    const states = fc.record(
      { flow: fc.stringMatching(/^[a-z][a-z_]{0,20}$/), tab: fc.constantFrom(...panelTabs), detail: fc.constantFrom(...detailLevels), pack: fc.constant<'backend'>('backend'), object: fc.string({ minLength: 1, maxLength: 40 }), q: fc.string({ minLength: 1, maxLength: 40 }), view: fc.stringMatching(/^[a-z][a-z-]{0,10}$/) },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(states, (state) => {
        expect(parseSearch(formatSearch(state))).toEqual(state);
      }),
    );
  });
});

describe('changes of the URL', () => {
  beforeEach(() => open('/models/public.users?q=use&view=indexes'));

  it('adds no entry to the history for letters', () => {
    const before = history.length;
    changeFilter('user');
    expect(history.length).toBe(before);
    expect(location.search).toBe('?q=user&view=indexes');
  });

  it('keeps filter and view when another object is selected', () => {
    selectObject('public.orders');
    expect(location.pathname).toBe('/studio/ui/models/public.orders');
    expect(parseSearch(location.search)).toEqual({ q: 'use', view: 'indexes' });
  });

  it('keeps the filter when nothing is selected any more', () => {
    selectNothing();
    expect(location.pathname + location.search).toBe('/studio/ui/models?q=use');
  });
});
