// @vitest-environment happy-dom
import { beforeEach, expect, it } from 'vitest';
import { goTo } from './go-to.ts';

const url = () => location.pathname.slice('/studio/ui'.length) + location.search;

beforeEach(() => history.replaceState(null, '', '/studio/ui/models/public.users?flow=explain_model&q=use&sort=name&view=relations'));

it('keeps filter, view and an open flow on the way to another object of the section', () => {
  goTo('/studio/ui/models/public.orders');
  expect(url()).toBe('/models/public.orders?flow=explain_model&q=use&view=relations&sort=name');
});

it('takes the panel from the object that is shown already', () => {
  goTo('/studio/ui/models/public.users');
  expect(url()).toBe('/models/public.users?q=use&view=relations&sort=name');
});

it.each(['/studio/ui/diagnostics/d-001', '/studio/ui/models', '/studio/ui/diagnostics?level=error'])('leaves the settings of the section behind: %s', (path) => {
  goTo(path);
  expect(location.pathname + location.search).toBe(path);
});
