#!/usr/bin/env node
import './compile-late.js';
import { processHost } from './host.js';
import { runCli } from './run.js';
import { reportUnfinished } from './unfinished.js';

const argv = process.argv.slice(2);
const host = processHost();
let finished = false;

// A reader that closes early (`readiness scan | head`) has what it wanted: that is no failure of ours.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
}

// Node would exit with 1, which means "findings". process.exit is right only here: after a stray exception nothing else may run.
process.on('uncaughtException', (error) => {
  finished = true;
  void import('./failure.js').then(({ reportFailure }) => process.exit(reportFailure(error, argv, host))).catch(() => process.exit(3));
});

// The configuration is foreign code: it may call process.exit(), or wait for what never comes. Neither must look like a clean scan.
process.on('exit', () => {
  if (finished) return;
  process.exitCode = 3;
  reportUnfinished(argv);
});

// exitCode instead of exit(): a report that is still being written to a pipe must arrive whole.
const exitCode = await runCli(argv, host);
finished = true;
process.exitCode = exitCode;
