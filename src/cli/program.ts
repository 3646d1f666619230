import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { Command, CommanderError } from 'commander';
import { UsageError } from '../model/usage-error.js';
import type { AddCommand } from './add-command.js';
import { attestCommand } from './attest.js';
import { baselineCommand } from './baseline.js';
import { catalogCommand } from './catalog.js';
import { diffCommand } from './diff.js';
import { explainCommand } from './explain.js';
import { fleetCommand } from './fleet.js';
import { fixCommand } from './fix.js';
import { commentCommand } from './comment.js';
import type { CliHost } from './host.js';
import { initCommand } from './init.js';
import { itemsCommand } from './items.js';
import { mergeCommand } from './merge.js';
import { outputsCommand } from './outputs.js';
import { reportCommand } from './report.js';
import { rulesCommand } from './rules.js';
import { scanCommand } from './scan.js';
import { attestationsCommand, waiversCommand } from './statements.js';
import { version } from '../version.js';
import { waiveCommand } from './waive.js';
import { whyCommand } from './why.js';

const exitCodes = `
Exit codes:
  0  clean: no finding of level error or warning (info findings never fail)
  1  the gate failed: at least one error or warning; in a comparison, one that is new, or something that got worse
  2  wrong use or configuration
  3  the analysis is incomplete, or readiness crashed; findings are printed all the same`;

const commands: readonly AddCommand[] = [scanCommand, fixCommand, reportCommand, diffCommand, mergeCommand, fleetCommand, initCommand, baselineCommand, explainCommand, whyCommand, catalogCommand, rulesCommand, itemsCommand, waiveCommand, waiversCommand, attestCommand, attestationsCommand, commentCommand, outputsCommand];

/** Parses the arguments, runs the command and gives its exit code. Throws `CommanderError` or `UsageError` on wrong use. */
export async function runProgram(argv: readonly string[], host: CliHost): Promise<number> {
  let exitCode = 0;
  const program = createProgram(host, (code) => {
    exitCode = code;
  });
  try {
    await program.parseAsync(argv, { from: 'user' });
  } catch (error) {
    throw withHint(error, argv, host);
  }
  return exitCode;
}

/** The program with all of its commands. `done` is given the exit code of the one that runs. */
export function createProgram(host: CliHost, done: (exitCode: number) => void): Command {
  const program = new Command('readiness')
    .description('Judges whether a Node.js service survives slow and dead dependencies, overload and deploys.')
    .version(version)
    .addHelpText('after', exitCodes)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => host.stdout.write(text),
      writeErr: (text) => host.stderr.write(text),
      // One place words the errors: failure.ts.
      outputError: () => undefined,
      getOutHelpWidth: () => host.stdout.columns ?? 100,
      getErrHelpWidth: () => host.stderr.columns ?? 100,
    });
  for (const add of commands) add(program, host, done);
  return program;
}

/** `readiness src` is what users of other linters type first. */
function withHint(error: unknown, argv: readonly string[], host: CliHost): unknown {
  const [first = ''] = argv;
  const unknown = error instanceof CommanderError && error.code === 'commander.unknownCommand';
  if (!unknown || !existsSync(resolve(host.cwd, first))) return error;
  return new UsageError(`unknown command '${first}'`, `To scan that path: readiness scan ${first}`);
}
