import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { root } from '../ensure-built.mjs';
import type { Benchmark, Measurement } from './measurement.ts';
import { kibibytes } from './measurement.ts';

const studio = join(root, 'dist', 'studio');
const KIB = 1024;

/** What a browser loads before it can show data, and the largest piece it may load later. */
export const firstLoad: Benchmark = { name: 'first-load', measure };

async function measure(): Promise<readonly Measurement[]> {
  const html = readFileSync(join(studio, 'index.html'), 'utf8');
  const first = [...html.matchAll(/(?:src|href)="\/studio\/ui\/(assets\/[^"]+\.(?:js|css))"/g)].map((match) => match[1] ?? '');
  const lazy = readdirSync(join(studio, 'assets'))
    .filter((name) => /\.(js|css)$/.test(name))
    .map((name) => `assets/${name}`)
    .filter((file) => !first.includes(file));
  const largest = lazy.toSorted((a, b) => compressedSize([b]) - compressedSize([a])).slice(0, 1);
  return [
    sizeOf('first load, JavaScript', ofType(first, '.js'), 150 * KIB),
    sizeOf('first load, CSS', ofType(first, '.css'), 15 * KIB),
    sizeOf('largest part on demand', largest, 70 * KIB),
  ];
}

function sizeOf(what: string, files: readonly string[], limit: number): Measurement {
  const size = compressedSize(files);
  return {
    what,
    value: `${kibibytes(size)} gzip, ${files.length} file${files.length === 1 ? '' : 's'}`,
    baseline: `limit: ${kibibytes(limit)}`,
    ratio: size / limit,
    target: `≤ ${kibibytes(limit)}`,
    holds: size <= limit,
  };
}

function ofType(files: readonly string[], ending: string): string[] {
  return files.filter((file) => file.endsWith(ending));
}

function compressedSize(files: readonly string[]): number {
  return files.reduce((total, file) => total + gzipSync(readFileSync(join(studio, file))).length, 0);
}
