import { afterEach, expect, it } from 'vitest';
import { fragmentAddress, serverAddress } from './page-address.ts';

afterEach(() => history.replaceState(null, '', '/'));

it('reads a path of a server from the path of the page', () => {
  history.replaceState(null, '', '/studio/ui/models/public.users?flow=explain_model#x');
  expect([serverAddress.path(), serverAddress.search()]).toEqual(['/studio/ui/models/public.users', '?flow=explain_model']);
});

it.each([
  ['/docs/studio/index.html#/models/public.users?flow=explain_model&q=a%3Fb', '#/models/public.users', '?flow=explain_model&q=a%3Fb'],
  ['/docs/studio/?utm=1#/queries/a~1b%3Fc', '#/queries/a~1b%3Fc', ''],
  ['/docs/studio/', '', ''],
])('reads %s from behind its #', (url, path, search) => {
  history.replaceState(null, '', url);
  expect([fragmentAddress.path(), fragmentAddress.search()]).toEqual([path, search]);
});

it('a path behind the # is the href of a link, wherever the page lies', () => {
  history.replaceState(null, '', '/docs/studio/index.html#/models');
  history.pushState(null, '', `${fragmentAddress.basePath}/routes?q=x`);
  expect(location.pathname + location.hash).toBe('/docs/studio/index.html#/routes?q=x');
});
