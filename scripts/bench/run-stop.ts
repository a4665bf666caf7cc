import { setTimeout as pause } from 'node:timers/promises';
import { startStudio, type StartedStudio } from '../../e2e/start-studio.ts';
import { runFlowStream } from '../../src/client/index.ts';
import { startFakeProvider, type FakeProvider } from '../../src/server/testing/fake-provider.ts';
import { median, milliseconds, percentile, type Benchmark, type Measurement } from './measurement.ts';

const ROUNDS = 30;
const STOP_TARGET_MS = 100;
const RELAY_TARGET_MS = 100;
const request = { flow_type: 'model', action_key: 'explain_model', context: { model_name: 'User' } };

/** How fast a stopped run closes its connection to the provider, and how much later than the provider sends them the first words come. */
export const runStop: Benchmark = { name: 'stop', measure };

async function measure(): Promise<readonly Measurement[]> {
  const fake = await startFakeProvider();
  const studio = await startStudio({ env: { ...fake.environment.openai } });
  try {
    await runFlowStream({ baseUrl: studio.url, fetch }, request); // loads what a first run loads
    const stops: number[] = [];
    const relays: number[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      const { stopped, relayed } = await stopOnce(fake, studio);
      stops.push(stopped);
      relays.push(relayed);
    }
    return [
      compare('Stop → provider\'s socket closed', stops, STOP_TARGET_MS, 'one answer abandoned after its first words'),
      compare('first words, provider → client', relays, RELAY_TARGET_MS, 'one piece through server and client'),
    ];
  } finally {
    await studio.stop();
    await fake.close();
  }
}

async function stopOnce(fake: FakeProvider, studio: StartedStudio): Promise<{ readonly stopped: number; readonly relayed: number }> {
  fake.reset();
  fake.fail({ kind: 'hang-mid-stream' });
  const controller = new AbortController();
  let first = Number.NaN;
  const running = runFlowStream({ baseUrl: studio.url, fetch }, request, {
    signal: controller.signal,
    onEvent: ({ event }) => void (event === 'delta' && (first = performance.now())),
  });
  while (Number.isNaN(first)) await pause(1);
  const [seen] = fake.requests;
  if (!seen) throw new Error('The words came from a request.');
  await pause(20);
  const aborted = performance.now();
  controller.abort();
  const closed = await seen.closed;
  await running;
  return { stopped: closed - aborted, relayed: first - seen.at };
}

function compare(what: string, samples: readonly number[], target: number, baseline: string): Measurement {
  const worst = percentile(samples, 0.95);
  return { what, value: `p50 ${milliseconds(median(samples))}`, baseline: `p95 ${milliseconds(worst)}, ${baseline}`, target: `p95 ≤ ${target} ms`, holds: worst <= target };
}
