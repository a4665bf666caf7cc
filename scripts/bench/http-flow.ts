import { spawn } from 'node:child_process';
import { once } from 'node:events';
import autocannon from 'autocannon';
import { startStudio } from '../../e2e/start-studio.ts';
import type { Benchmark, Measurement } from './measurement.ts';

const CONNECTIONS = 16;
const SECONDS = 4;
const TARGET = 0.5;
const headers = { 'Content-Type': 'application/json' };
const body = JSON.stringify({ action_key: 'explain_model', model_name: 'User' });

/** Packs a second over HTTP, against a bare node:http server that sends the same bytes. */
export const httpFlow: Benchmark = { name: 'http-flow', measure };

async function measure(): Promise<readonly Measurement[]> {
  const studio = await startStudio();
  const flowUrl = `${studio.url}/studio/ai/flows/model`;
  const answer = await (await fetch(flowUrl, { method: 'POST', headers, body })).text();
  if (!answer.includes('"ok":true')) throw new Error(`The flow to measure failed: ${answer.slice(0, 300)}`);
  const bare = await startBareServer(answer);
  try {
    await load(flowUrl, 1);
    const [bareFirst, flow, bareLast] = [await load(bare.url, SECONDS), await load(flowUrl, SECONDS), await load(bare.url, SECONDS)];
    return [compare(flow, (bareFirst + bareLast) / 2)];
  } finally {
    bare.stop();
    await studio.stop();
  }
}

/** Requests a second; an error or an answer that is not 2xx ends the measurement, since failing is fast. */
async function load(url: string, seconds: number): Promise<number> {
  const result = await autocannon({ url, method: 'POST', headers, body, connections: CONNECTIONS, duration: seconds });
  if (result.errors + result.non2xx > 0) throw new Error(`${url}: ${result.errors} errors, ${result.non2xx} answers that are not 2xx`);
  return result.requests.average;
}

async function startBareServer(answer: string): Promise<{ url: string; stop(): void }> {
  const program = `
    const answer = Buffer.from(process.env.ANSWER);
    const server = require('node:http').createServer((request, response) => {
      request.resume().on('end', () => {
        response.writeHead(200, { 'content-type': 'application/json', 'content-length': answer.length });
        response.end(answer);
      });
    });
    server.listen(0, '127.0.0.1', () => console.log(server.address().port));`;
  const child = spawn(process.execPath, ['-e', program], { env: { ANSWER: answer }, stdio: ['ignore', 'pipe', 'inherit'] });
  const [port] = await once(child.stdout, 'data');
  return { url: `http://127.0.0.1:${String(port).trim()}/studio/ai/flows/model`, stop: () => void child.kill() };
}

function compare(flow: number, bare: number): Measurement {
  return {
    what: 'POST ai/flows/model, 16 connections',
    value: `${flow.toFixed(0)} requests/s`,
    baseline: `bare node:http: ${bare.toFixed(0)} requests/s`,
    ratio: flow / bare,
    target: `≥ ${TARGET} ×`,
    holds: flow / bare >= TARGET,
  };
}
