import { setTimeout as pause } from 'node:timers/promises';
import { chromium, type CDPSession, type Page } from '@playwright/test';
import { startStudio } from '../../e2e/start-studio.ts';
import { startFakeProvider, type FakeProvider } from '../../src/server/testing/fake-provider.ts';
import { findBrowser } from '../find-browser.ts';
import { median, milliseconds, percentile, type Benchmark, type Measurement } from './measurement.ts';

const ROUNDS = 10;
const WORDS_TARGET_MS = 100;
const FRAME_TARGET_MS = 10;
const firstHeading = 'What one row is';
const lastWords = 'These are the last words.';
/** 8 KB in 200 pieces, with what an answer has: headings, lists, a table, SQL. */
const PIECES = Array.from({ length: 200 }, (_, index) => pieceOf(index));

/** What a person sees of a run: how soon the first words stand on the page, and what each frame of a long answer costs in scripts. */
export const runInBrowser: Benchmark = { name: 'run-in-browser', measure };

async function measure(): Promise<readonly Measurement[]> {
  const fake = await startFakeProvider({ answer: PIECES });
  const studio = await startStudio({ env: { ...fake.environment.openai } });
  const browser = await chromium.launch({ executablePath: findBrowser(), args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage'] });
  try {
    const page = await browser.newPage();
    await page.goto(`${studio.url}/studio/ui/models/public.orders?flow=explain_model`);
    await approveHost(page);
    const words: number[] = [];
    for (let round = 0; round < ROUNDS; round += 1) words.push(await firstWords(page, fake));
    const { perFrame, frames } = await scriptPerFrame(page, fake);
    return [
      line('first words, provider → page', { value: median(words), worst: percentile(words, 0.95), target: WORDS_TARGET_MS }, `p95 ${milliseconds(percentile(words, 0.95))} over ${ROUNDS} runs`),
      line('scripts a frame, 8 KB in 200 pieces', { value: perFrame, worst: perFrame, target: FRAME_TARGET_MS }, `${frames} frames`),
    ];
  } finally {
    await browser.close();
    await studio.stop();
    await fake.close();
  }
}

/** The first run is shown before it is sent; then it is sent at once. */
async function approveHost(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Run AI', exact: true }).click();
  await page.getByRole('checkbox', { name: /ask again/ }).check();
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await page.getByText(lastWords).waitFor();
}

/** From the request at the provider, which answers at once, to the frame in which the page has the words. */
async function firstWords(page: Page, fake: FakeProvider): Promise<number> {
  fake.reset();
  fake.fail({ kind: 'hang-mid-stream' });
  await page.getByRole('button', { name: 'Run AI', exact: true }).click();
  // The answer before this one stands until the new run has begun.
  while (!fake.requests.some(({ method }) => method === 'POST')) await pause(1);
  await page.waitForFunction((text) => document.body.innerText.includes(text) && !document.body.innerText.includes('the last words'), firstHeading, { polling: 'raf' });
  const seen = performance.now();
  const [request] = fake.requests.filter(({ method }) => method === 'POST');
  if (!request) throw new Error('The words came from a request.');
  await page.getByRole('button', { name: 'Stop', exact: true }).click();
  await page.getByRole('button', { name: 'Run AI', exact: true }).waitFor();
  return seen - request.at;
}

async function scriptPerFrame(page: Page, fake: FakeProvider): Promise<{ readonly perFrame: number; readonly frames: number }> {
  fake.reset();
  fake.fail({ kind: 'slow', ms: 10 });
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable');
  await page.evaluate(countFrames);
  const before = await scriptSeconds(session);
  await page.getByRole('button', { name: 'Run AI', exact: true }).click();
  await page.getByText(lastWords).waitFor();
  const spent = (await scriptSeconds(session)) - before;
  const frames = await page.evaluate(() => Number(document.documentElement.dataset['frames']));
  return { perFrame: (spent * 1000) / frames, frames };
}

/** As text: what tsx makes of a function names helpers that the page does not have. */
const countFrames = `(() => {
  let frames = 0;
  const next = () => {
    document.documentElement.dataset.frames = String(++frames);
    requestAnimationFrame(next);
  };
  requestAnimationFrame(next);
})()`;

async function scriptSeconds(session: CDPSession): Promise<number> {
  const { metrics } = await session.send('Performance.getMetrics');
  return metrics.find(({ name }) => name === 'ScriptDuration')?.value ?? Number.NaN;
}

function line(what: string, { value, worst, target }: { readonly value: number; readonly worst: number; readonly target: number }, baseline: string): Measurement {
  return { what, value: milliseconds(value), baseline, target: `≤ ${target} ms`, holds: worst <= target };
}

function pieceOf(index: number): string {
  if (index === 0) return `## ${firstHeading}\n\nAn order of the shop. `;
  if (index === 199) return `\n\n${lastWords}\n`;
  if (index % 50 === 0) return `\n\n## Part ${index / 50}\n\n| column | meaning |\n|---|---|\n`;
  if (index % 50 < 10) return `| \`column_${index}\` | what it means |\n`;
  if (index % 50 === 20) return '\n```sql\nSELECT id, total FROM orders;\n```\n\n';
  return `Words of item ${index} that fill the line, `;
}
