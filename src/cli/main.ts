#!/usr/bin/env node
import { processHost } from './host.js';
import { runCli } from './run.js';

const argv = process.argv.slice(2);
const host = processHost();

// A reader that closes early (`readiness scan | head`) has what it wanted: that is no failure of ours.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
}

// Node would exit with 1, which means "findings". process.exit is right only here: after a stray exception nothing else may run.
process.on('uncaughtException', (error) => {
  void import('./failure.js').then(({ reportFailure }) => process.exit(reportFailure(error, argv, host)));
});

// exitCode instead of exit(): a report that is still being written to a pipe must arrive whole.
process.exitCode = await runCli(argv, host);
