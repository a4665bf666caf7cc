#!/usr/bin/env node
import module from 'node:module';
import { run } from './run.ts';
import { processIo } from './io.ts';

enableCompileCache();
process.exitCode = await run(process.argv.slice(2), processIo());

/** Node 22 keeps compiled code between runs; Node 20 has no such function, nor do its types. */
function enableCompileCache(): void {
  if ('enableCompileCache' in module && typeof module.enableCompileCache === 'function') module.enableCompileCache();
}
