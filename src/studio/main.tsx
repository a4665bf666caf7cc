import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app/app.tsx';
import { loadAhead } from './app/load-ahead.ts';
import { takeToken } from './app/token.ts';
import { createQueryClient } from './lib/api.ts';
import { createStudioApi } from './lib/studio-api.ts';
import { applyTheme } from './lib/theme-store.ts';
import './styles/main.css';

applyTheme(document.documentElement);
const token = takeToken(window);
const api = createStudioApi({ baseUrl: '', fetch: (url, init) => fetch(url, init), token }, { origin: location.origin, asksForToken: token !== undefined });
const root = document.getElementById('root');
if (!root) throw new Error('index.html has no element #root');
createRoot(root).render(
  <StrictMode>
    <App api={api} queryClient={createQueryClient()} />
  </StrictMode>,
);
loadAhead();
