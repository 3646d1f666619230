import { Option } from 'commander';
import { renderExplanation } from '../report/explanation-text.js';
import { stableJson } from '../report/json.js';
import { outputStyle } from './output-style.js';
import type { AddCommand } from './add-command.js';
import { parseFileLine } from './file-line.js';

interface WhyFlags {
  readonly path: string;
  readonly format: string;
}

/** `readiness why <file:line>`. */
export const whyCommand: AddCommand = (program, host) => {
  program
    .command('why')
    .description('how the calls of one line were judged: what they refer to, what bounds them, what each rule said')
    .argument('<file:line>', 'as in the report; a column after the line is ignored')
    .option('--path <path>', 'the scanned folder, when it is not the current one', '.')
    .addOption(new Option('--format <format>').choices(['terminal', 'json']).default('terminal'))
    .action(async (site: string, flags: WhyFlags) => {
      const explanation = await host.parts.explainSite({ path: flags.path, ...parseFileLine(site, flags.path, host, 'readiness why src/server.ts:12') });
      host.stdout.write(flags.format === 'json' ? stableJson(explanation) : renderExplanation(explanation, outputStyle(host, false)));
    });
};
