// @vitest-environment happy-dom
import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, describe, expect, it, onTestFinished } from 'vitest';
import { createOfflineConnection, createSnapshotShelf, type SnapshotFile } from '#client';
import { ProjectFileProvider } from '../lib/project-file.ts';
import { createStudioApi } from '../lib/studio-api.ts';
import { renderScreen } from '../testing/render-screen.tsx';
import { aModel, aSnapshot } from '../testing/snapshot-factory.ts';
import { Shell } from './shell.tsx';
import { SnapshotDrop } from './snapshot-drop.tsx';

const project = (name: string) => aSnapshot({ project: { name, kind: 'project', sources: { database: null, openapi: null, migrations: null } }, models: [aModel('public.users')] });
const fileOf = (name: string, of = name) => new File([JSON.stringify(project(of))], `${name}.json`, { type: 'application/json' });

/** A file that is read only when the test lets it. */
function slowFile(name: string) {
  let go = (): void => {};
  const waiting = new Promise<void>((resolve) => (go = resolve));
  const file = fileOf(name);
  return { file: Object.assign(file, { arrayBuffer: () => waiting.then(() => new Blob([file]).arrayBuffer()) }), go };
}

/** A file that must not be read. */
function unreadable(name: string, size: number): File {
  const arrayBuffer = () => Promise.reject(new Error('it was read'));
  return Object.defineProperties(new File([], name), { size: { value: size }, arrayBuffer: { value: arrayBuffer } });
}

/** The whole page without a server, on real parts; only the worker, which this DOM does not have, is left out. */
async function open(path = '/') {
  const sample: SnapshotFile = { name: 'sample.json', size: 0, arrayBuffer: () => fileOf('Sample').arrayBuffer() };
  const shelf = createSnapshotShelf({ sample });
  const api = createStudioApi(createOfflineConnection({ readSnapshot: shelf.read }), { origin: '', asksForToken: false });
  const { user } = renderScreen(
    <ProjectFileProvider value={shelf}>
      <Shell />
      <SnapshotDrop />
    </ProjectFileProvider>,
    { path, api },
  );
  await screen.findByRole('link', { name: 'Sample, overview' });
  return user;
}

/** Stands in for the browser's dialog, in which the visitor picks a file. */
function pickInDialog(file: File): void {
  const { click } = HTMLInputElement.prototype;
  HTMLInputElement.prototype.click = function pick() {
    Object.defineProperty(this, 'files', { value: [file] });
    this.dispatchEvent(new Event('change'));
  };
  onTestFinished(() => void (HTMLInputElement.prototype.click = click));
}

function drop(files: readonly File[], entry: { readonly isDirectory: boolean } | null = null): void {
  const items = files.map(() => ({ kind: 'file', webkitGetAsEntry: () => entry }));
  fireEvent.drop(screen.getByRole('main'), { dataTransfer: { types: ['Files'], files, items } });
}

const shown = (name: string) => screen.findByRole('link', { name: `${name}, overview` });

describe('a page without a server', () => {
  // What is shown of a file outlives a page of this test.
  afterEach(() => void screen.queryByRole('button', { name: 'Back to the sample' })?.click());

  it('loads a snapshot file by its settings, from any section', async () => {
    const user = await open('/models');
    pickInDialog(fileOf('Mine'));
    const [settings] = screen.getAllByRole('button', { name: 'Theme and refresh' });
    if (settings) await user.click(settings);
    await user.click(await screen.findByRole('menuitem', { name: 'Load snapshot file' }));
    await shown('Mine');
    expect(await screen.findByText('Mine.json')).toBeTruthy();
    expect(location.pathname).toBe('/studio/ui/');
    await user.click(screen.getByRole('button', { name: 'Back to the sample' }));
    await shown('Sample');
  });

  it('says which file it reads, and goes on as before when that is cancelled', async () => {
    const user = await open();
    const { file, go } = slowFile('Slow');
    drop([file]);
    const banner = (await screen.findByText(/^Reading/)).closest<HTMLElement>('[role=status]');
    expect(banner?.textContent).toContain('Slow.json');
    if (banner) await user.click(within(banner).getByRole('button', { name: 'Cancel' }));
    expect(screen.queryByText(/^Reading/)).toBeNull();
    go();
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(screen.queryByText('Slow.json')).toBeNull();
    expect(screen.queryByRole('alert')).toBeNull();
    await shown('Sample');
  });

  it('takes the file that is dropped last, whichever is read first', async () => {
    await open();
    const { file, go } = slowFile('First');
    drop([file]);
    await screen.findByText(/^Reading/);
    drop([fileOf('Second')]);
    await shown('Second');
    go();
    await new Promise((resolve) => setTimeout(resolve, 50));
    await shown('Second');
    expect(screen.queryByText(/^Reading/)).toBeNull();
  });

  it.each([
    ['two files', () => drop([fileOf('a'), fileOf('b')]), '2 files were dropped, and one project is shown at a time.'],
    ['a folder', () => drop([new File([], 'folder')], { isDirectory: true }), 'folder is a folder.'],
    ['an empty file', () => drop([new File([], 'empty.json')]), 'empty.json: The file is empty.'],
    ['a file of 200 MB', () => drop([unreadable('big.json', 200 * 1024 ** 2)]), 'big.json has 200 MiB; at most 128 MiB are read.'],
  ])('does not take %s, says why, and keeps what it shows', async (_, act, words) => {
    await open('/models');
    act();
    expect((await screen.findByRole('alert')).textContent).toContain(words);
    await shown('Sample');
    drop([fileOf('Good')]);
    await shown('Good');
    await waitFor(() => expect(screen.queryByRole('alert')).toBeNull());
  });
});
