import { readFileSync } from 'node:fs';
import type { ServerResponse } from 'node:http';

/** What a fake backend answers to one request. */
export type BackendAnswer = (response: ServerResponse) => void;

/** The text of an answer of a real backend, by the name of its file. */
export function recordedAnswer(name: string): string {
  return readFileSync(new URL(`../../contract/fixtures/aksara/${name}.json`, import.meta.url), 'utf8');
}

/** An answer as it was recorded. */
export function replay(name: string): BackendAnswer {
  return (response) => response.writeHead(200, { 'content-type': 'application/json' }).end(recordedAnswer(name));
}

export function json(value: unknown, status = 200): BackendAnswer {
  return (response) => response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));
}

export function webPage(status: number): BackendAnswer {
  return (response) => response.writeHead(status, { 'content-type': 'text/html' }).end('<!doctype html><h1>No</h1>');
}
