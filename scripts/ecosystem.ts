import process, { argv, stderr, stdout } from 'node:process';
import { Command, InvalidArgumentError, Option } from 'commander';
import { decidedCommand, type DecidedCommandOptions } from './ecosystem/decided-command.js';
import { fixesCommand, type FixesCommandOptions } from './ecosystem/fixes-command.js';
import { incidentsCommand, type IncidentsCommandOptions } from './ecosystem/incidents-command.js';
import { parityCommand, type ParityCommandOptions } from './ecosystem/parity-command.js';
import { sampleCommand, type SampleCommandOptions } from './ecosystem/sample-command.js';
import { scanCommand, type ScanCommandOptions } from './ecosystem/scan-command.js';
import { tableCommand } from './ecosystem/table-command.js';
import { verdictsCommand, type VerdictsCommandOptions } from './ecosystem/verdicts-command.js';

/**
 * `npm run ecosystem`: how the rules fare on real code. `scan` shows what a change of a rule changes on real services,
 * `sample` draws findings to be judged by a person, `incidents` asks whether faults that hurt somebody would have been
 * found, `verdicts` compares the checklist with what was read by hand, `fixes` type-checks what fixes make of them, `table` makes docs/precision.md and the table of docs/fixing.md of all of them, `decided` counts what is left unknown, and `parity` compares ESLint with the scanner.
 */
const program = new Command('ecosystem').description('how the rules fare on real services');

program.command('scan').description('scan the services and show what changed since the last scan')
  .requiredOption('--checkouts <dir>', 'folder with one folder a service')
  .option('--names <names>', 'only these services, separated by commas', splitList)
  .option('--rule <id>', 'only this rule')
  .option('--state <file>', 'where the findings are recorded (default: test/ecosystem/state.json)')
  .action(async (options: ScanCommandOptions) => scanCommand(options, print));

program.command('sample').description('draw findings that nobody has judged yet, as stubs for test/ecosystem/labels.json')
  .requiredOption('--checkouts <dir>', 'folder with one folder a service')
  .option('--names <names>', 'only these services, separated by commas', splitList)
  .option('--rule <id>', 'only this rule')
  .option('--count <n>', 'how many', wholeNumber, 30)
  .option('--seed <n>', 'another seed draws others', wholeNumber, 1)
  .addOption(new Option('--outcome <outcome>', 'what to draw').choices(['finding', 'pass', 'unknown']).default('finding'))
  .action(async (options: SampleCommandOptions) => sampleCommand(options, print));

program.command('incidents').description('scan incidents before and after their fix')
  .requiredOption('--cases <dir>', 'folder with <id>/before and <id>/after')
  .requiredOption('--manifest <file>', 'JSON list of the incidents')
  .option('--rule <id>', 'only this rule')
  .action(async (options: IncidentsCommandOptions) => incidentsCommand(options, print));

program.command('decided').description('show which share of the sites of a rule is decided, and why the others are not')
  .requiredOption('--checkouts <dir>', 'folder with one folder a service')
  .option('--names <names>', 'only these services, separated by commas', splitList)
  .option('--rule <id>', 'the rule', 'require-timeout')
  .action(async (options: DecidedCommandOptions) => decidedCommand(options, print));

program.command('parity').description('run ESLint and the scanner on the same files, and show what only ESLint reports')
  .requiredOption('--checkouts <dir>', 'folder with one folder a service')
  .option('--names <names>', 'only these services, separated by commas', splitList)
  .action(async (options: ParityCommandOptions) => {
    if ((await parityCommand(options, print)) > 0) process.exitCode = 1;
  });

program.command('verdicts').description('scan whole checkouts and show where the checklist differs from the verdicts of test/ecosystem/verdicts.json')
  .requiredOption('--checkouts <dir>', 'folder with one folder a service')
  .option('--names <names>', 'only these services, separated by commas', splitList)
  .action(async (options: VerdictsCommandOptions) => verdictsCommand(options, print));

program.command('fixes').description('make the fixes of installed services in memory, and show which of them do not type-check')
  .requiredOption('--checkouts <dir>', 'folder with one folder a service, with its dependencies installed')
  .option('--names <names>', 'only these services, separated by commas', splitList)
  .option('--packages <dir>', 'folder whose node_modules has the packages that fixes add')
  .action(async (options: FixesCommandOptions) => fixesCommand(options, print));

program.command('table').description('write docs/precision.md, and the table of docs/fixing.md')
  .option('--check', 'write nothing; fail when the page is stale')
  .option('--state <file>', 'the findings of the last scan (default: test/ecosystem/state.json)')
  .action((options: { readonly check?: boolean; readonly state?: string }) => {
    if (!tableCommand(options, print)) process.exitCode = 1;
  });

function print(line: string): void {
  stdout.write(`${line}\n`);
}

function splitList(value: string): readonly string[] {
  return value.split(',').map((name) => name.trim()).filter((name) => name !== '');
}

function wholeNumber(value: string): number {
  if (!/^\d+$/u.test(value)) throw new InvalidArgumentError('a whole number is needed.');
  return Number(value);
}

try {
  await program.parseAsync(argv);
} catch (error) {
  stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 2;
}
