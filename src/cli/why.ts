import { existsSync } from 'node:fs';
import { relative, resolve, sep } from 'node:path';
import { Option } from 'commander';
import { UsageError } from '../model/usage-error.js';
import { renderExplanation } from '../report/explanation-text.js';
import { stableJson } from '../report/json.js';
import type { CliHost } from './host.js';
import { outputStyle } from './output-style.js';
import type { AddCommand } from './add-command.js';

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
      const explanation = await host.parts.explainSite({ path: flags.path, ...parseSite(site, flags.path, host) });
      host.stdout.write(flags.format === 'json' ? stableJson(explanation) : renderExplanation(explanation, outputStyle(host, false)));
    });
};

function parseSite(site: string, path: string, host: CliHost): { readonly file: string; readonly line: number } {
  const [, file, line] = /^(.+?):(\d+)(?::\d+)?$/.exec(site) ?? [];
  if (file === undefined || Number(line) < 1) {
    throw new UsageError(`'${site}' names no line`, 'Write a file and a line: readiness why src/server.ts:12');
  }
  return { file: fileInside(file, resolve(host.cwd, path), host), line: Number(line) };
}

/**
 * The file relative to the scanned folder, with `/`. Reports name files that way; a path from the working directory, or an
 * absolute one, is understood too.
 */
function fileInside(file: string, root: string, host: CliHost): string {
  const candidates = [resolve(root, file), resolve(host.cwd, file)];
  const inside = candidates.map((candidate) => relative(root, candidate)).filter((name) => name !== '' && !name.startsWith('..'));
  const name = inside.find((candidate) => existsSync(resolve(root, candidate))) ?? inside[0];
  if (name === undefined) throw new UsageError(`${file} is outside of the scanned folder`, 'Name the folder of its project with --path');
  return name.split(sep).join('/');
}
