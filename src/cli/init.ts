import { existsSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { baselinePath, formatBaseline } from '../engine/baseline.js';
import { modelVersion, tiers, type Tier } from '../model/checklist.js';
import { UsageError } from '../model/usage-error.js';
import type { Report } from '../model/report.js';
import { stableJson } from '../report/json.js';
import { Option } from 'commander';
import type { AddCommand } from './add-command.js';
import type { CliHost } from './host.js';
import { withProgress } from './progress.js';
import { writeOutput } from './write-output.js';

interface InitFlags {
  readonly tier: Tier;
  readonly baseline: boolean;
  readonly dryRun?: boolean;
}

const configName = 'readiness.config.json';

/** `readiness init [path]`. */
export const initCommand: AddCommand = (program, host) => {
  program
    .command('init')
    .description('write a configuration, a baseline of what is found today, and the settings of ESLint')
    .argument('[path]', 'folder of the service', '.')
    .addOption(new Option('--tier <tier>', 'what the service is made for').choices(tiers).default('production'))
    .option('--no-baseline', 'let what is found today fail the gate')
    .option('--dry-run', 'say what would be written')
    .action(async (path: string, flags: InitFlags) => {
      host.stdout.write(`${(await initialise(path, flags, host)).join('\n')}\n`);
    });
};

async function initialise(path: string, { tier, baseline, dryRun = false }: InitFlags, host: CliHost): Promise<readonly string[]> {
  const folder = resolve(host.cwd, path);
  const present = existsSync(folder) ? readdirSync(folder).find((name) => /^readiness\.config\./.test(name)) : undefined;
  if (present !== undefined) throw new UsageError(`${present} is there already.`, 'Edit it, or remove it first.');
  const report = await scanned(path, host);
  if (report.project.files === 0) throw new UsageError(`No source files were found below "${path}".`, 'Give the folder of the service.');
  const files = filesFor(folder, report, { tier, baseline });
  if (!dryRun) for (const { name, text } of files) await writeOutput(text, join(folder, name), host);
  return [
    ...seen(report),
    ...files.map(({ name, why }) => `${dryRun ? 'would write' : 'wrote'} ${name}: ${why}`),
    ...eslintHint(folder, report),
    'next: readiness scan',
  ];
}

function scanned(path: string, host: CliHost): Promise<Report> {
  return withProgress(host, false, ({ update }) => host.parts.scan({ path: resolve(host.cwd, path), config: false, onProgress: update }));
}

interface NewFile {
  readonly name: string;
  readonly text: string;
  readonly why: string;
}

function filesFor(folder: string, report: Report, { tier, baseline }: { readonly tier: Tier; readonly baseline: boolean }): readonly NewFile[] {
  const schema = 'node_modules/eslint-plugin-readiness/schema/config.json';
  const config = { ...(existsSync(join(folder, schema)) && { $schema: `./${schema}` }), preset: 'recommended', tier, model: modelVersion, gate: { findings: 'warning' } };
  const count = report.findings.length;
  return [
    { name: configName, text: stableJson(config), why: `made for tier ${tier}; its keys: docs/configuration.md` },
    ...(baseline && count > 0 ? [{ name: baselinePath, text: formatBaseline(report.findings), why: `${String(count)} finding${count === 1 ? '' : 's'} of today, which ${count === 1 ? 'does' : 'do'} not fail the gate` }] : []),
    ...(eslintConfigIn(folder) === undefined ? [{ name: 'eslint.config.mjs', text: eslintConfig(report), why: 'the plugin with its recommended rules; `npm install --save-dev eslint eslint-plugin-readiness`' }] : []),
  ];
}

function seen({ project: { libraries, files }, checklist: { score, unscored = '' } }: Report): readonly string[] {
  const names = libraries.map(({ name, version }) => `${name} ${version}`).join(', ');
  return [`${String(files)} file${files === 1 ? '' : 's'}${names === '' ? '' : `, with ${names}`}`, score ? `checklist: verified ${String(score.verified)}, possible ${String(score.possible)}` : `checklist: no score, ${unscored}`];
}

function eslintConfigIn(folder: string): string | undefined {
  return readdirSync(folder).find((name) => /^eslint\.config\.[cm]?[jt]s$|^\.eslintrc(?:\.\w+)?$/.test(name));
}

function eslintConfig(report: Report): string {
  const claimed = settingsOf(report);
  const entries = ['  readiness.configs.recommended,', ...(claimed === undefined ? [] : [`  ${claimed},`])];
  return `import readiness from 'eslint-plugin-readiness';\n\nexport default [\n${entries.join('\n')}\n];\n`;
}

/** What stands elsewhere in the project and one file cannot show: the libraries whose deadline is set for all calls. */
function settingsOf({ evidence }: Report): string | undefined {
  const ambient = [...new Set(evidence.filter(({ rule, data }) => rule === 'require-timeout' && data['by'] === 'project').map(({ data }) => String(data['library'])))].sort();
  return ambient.length === 0 ? undefined : `{ settings: { readiness: { ambient: [${ambient.map((id) => `'${id}'`).join(', ')}] } } }`;
}

function eslintHint(folder: string, report: Report): readonly string[] {
  const present = eslintConfigIn(folder);
  if (present === undefined) return [];
  const claimed = settingsOf(report);
  return [`${present} is there: add to its list`, '  readiness.configs.recommended,', ...(claimed === undefined ? [] : [`  ${claimed},`]), "  and above it: import readiness from 'eslint-plugin-readiness';"];
}
