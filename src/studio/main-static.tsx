import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { createOfflineConnection, createSnapshotShelf, inOwnThread } from '#client';
import { App } from './app/app.tsx';
import { loadAhead } from './app/load-ahead.ts';
import { createQueryClient } from './lib/api.ts';
import { ProjectFileProvider } from './lib/project-file.ts';
import { createStudioApi } from './lib/studio-api.ts';
import { applyTheme } from './lib/theme-store.ts';
import './styles/main.css';

const sampleName = 'sample-project.json';

applyTheme(document.documentElement);
const readFile = inOwnThread(() => new Worker(new URL('./snapshot-worker.ts', import.meta.url), { type: 'module' }));
const shelf = createSnapshotShelf({ sample: { name: sampleName, size: 0, arrayBuffer: fetchSample }, readFile });
const connection = createOfflineConnection({ readSnapshot: shelf.read });
const api = createStudioApi(connection, { origin: location.origin, asksForToken: false });
const root = document.getElementById('root');
if (!root) throw new Error('index.html has no element #root');
createRoot(root).render(
  <StrictMode>
    <ProjectFileProvider value={shelf}>
      <App api={api} queryClient={createQueryClient()} />
    </ProjectFileProvider>
  </StrictMode>,
);
loadAhead();

/** It lies beside the page. */
async function fetchSample(): Promise<ArrayBuffer> {
  const response = await fetch(new URL(sampleName, document.baseURI));
  if (!response.ok) throw new Error(`its host answered with status ${response.status}`);
  return response.arrayBuffer();
}
