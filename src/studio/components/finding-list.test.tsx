// @vitest-environment happy-dom
import { screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import { fakeApi } from '../testing/fake-api.ts';
import { renderScreen } from '../testing/render-screen.tsx';
import { aDiagnostic, aSnapshot } from '../testing/snapshot-factory.ts';
import { FindingList } from './finding-list.tsx';

it('draws a long list in steps, and says how many are left', async () => {
  const findings = Array.from({ length: 1_230 }, (_, index) => aDiagnostic(`d-${index}`));
  const { user } = renderScreen(<FindingList findings={findings} label="Findings of orders" />, { path: '/models', api: fakeApi(aSnapshot()) });
  const drawn = () => screen.getByRole('list', { name: 'Findings of orders' }).children.length;
  expect(drawn()).toBe(100);
  await user.click(screen.getByRole('button', { name: 'Show 100 of 1,130 more' }));
  expect(drawn()).toBe(200);
  expect(screen.getByRole('button', { name: 'Show 100 of 1,030 more' })).toBeTruthy();
});
