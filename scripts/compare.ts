import process, { argv, stderr, stdout } from 'node:process';
import { Command } from 'commander';
import { casesCommand, type CasesCommandOptions } from './compare/cases-command.js';
import { comparisonPath, readComparison } from './compare/comparison.js';
import { updatePage } from './compare/page.js';
import { serviceCommand, type ServiceCommandOptions } from './compare/service-command.js';

/**
 * `npm run compare`: our rules on promises beside typescript-eslint's `no-floating-promises` and `no-misused-promises`. `cases` runs ours on the cases by which
 * theirs are tested, `service` runs both on a service, and `page` writes docs/comparison.md of what these recorded in test/ecosystem/comparison.json.
 */
const program = new Command('compare').description('our rules beside those of typescript-eslint');

program.command('cases').description("run our rules on typescript-eslint's own test cases")
  .requiredOption('--checkout <dir>', 'a checkout of typescript-eslint')
  .option('--commit <sha>', 'its commit, where git does not say it')
  .option('--record <file>', 'where the result is kept (default: test/ecosystem/comparison.json)')
  .action(async (options: CasesCommandOptions) => {
    if ((await casesCommand(options, print)) > 0) process.exitCode = 1;
    page(options.record);
  });

program.command('service').description('run both on a service whose dependencies are installed')
  .requiredOption('--checkout <dir>', 'a checkout of the service')
  .requiredOption('--tsconfig <file>', 'its tsconfig, below the checkout')
  .option('--name <name>', "the service's name in test/ecosystem/services.json (default: the folder's)")
  .option('--commit <sha>', 'its commit, where neither that list nor git says it')
  .option('--rules <ids>', 'only these of our rules, separated by commas', (value: string) => value.split(','))
  .option('--out <file>', 'write the findings with their messages here, as JSON')
  .option('--record <file>', 'where the result is kept (default: test/ecosystem/comparison.json)')
  .action(async (options: ServiceCommandOptions) => {
    await serviceCommand(options, print);
    page(options.record);
  });

program.command('page').description('write docs/comparison.md')
  .option('--check', 'write nothing; fail when the page is stale')
  .action(({ check }: { readonly check?: boolean }) => {
    if (!updatePage(readComparison(comparisonPath), { check: check === true }) && check) {
      stderr.write('docs/comparison.md is stale: npm run compare -- page\n');
      process.exitCode = 1;
    }
  });

/** A result that is kept elsewhere does not change the page. */
function page(record: string | undefined): void {
  if (record === undefined) updatePage(readComparison(comparisonPath));
}

function print(line: string): void {
  stdout.write(`${line}\n`);
}

try {
  await program.parseAsync(argv);
} catch (error) {
  stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 2;
}
