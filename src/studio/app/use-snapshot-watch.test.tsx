import { screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import { FlowError } from '#contract';
import { SnapshotState } from '../components/snapshot-state.tsx';
import { fakeApi } from '../testing/fake-api.ts';
import { renderScreen } from '../testing/render-screen.tsx';
import { aSnapshot } from '../testing/snapshot-factory.ts';
import { useSnapshotWatch } from './use-snapshot-watch.ts';

function Watched() {
  useSnapshotWatch();
  return <SnapshotState title="Models">{(snapshot) => snapshot.project.name}</SnapshotState>;
}

it('does not ask again and again for a snapshot that fails while the server is up', async () => {
  let asked = 0;
  const failing = async () => {
    asked += 1;
    await new Promise((resolve) => setTimeout(resolve, 5));
    throw new FlowError('DATABASE_UNREACHABLE', 'Connection refused.');
  };
  const health = { status: 'healthy', timestamp: '', database: { connected: true, dialect: 'postgresql' }, snapshot: { checksum: 'a', stale: false, stale_reason: null, refreshed_at: '' } };
  renderScreen(<Watched />, { path: '/models', api: fakeApi(aSnapshot(), { snapshot: failing, health: () => Promise.resolve(health) }) });
  await screen.findByText('Connection refused.');
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(asked).toBeLessThanOrEqual(2);
});
