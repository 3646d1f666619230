import { readdirSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { ESLint } from 'eslint';
import tseslint from 'typescript-eslint';
import { discover } from '../../src/files/discover.js';
import plugin from '../../src/index.js';
import { scan } from '../../src/scan.js';

export interface ParityCommandOptions {
  readonly checkouts: string;
  readonly names?: readonly string[];
}

/**
 * Runs ESLint and the scanner on the same files of each checkout and prints what ESLint alone reports. Without
 * `settings.readiness.ambient` that is what the project sets for everybody in another file; anything else is a fault.
 * Gives the number of findings that only ESLint has.
 */
export async function parityCommand({ checkouts, names }: ParityCommandOptions, print: (line: string) => void): Promise<number> {
  let total = 0;
  for (const name of readdirSync(checkouts).filter((n) => names === undefined || names.includes(n)).sort()) {
    const { inEslint, alone } = await compare(join(checkouts, name));
    total += alone.length;
    print(`${name}: ${String(inEslint)} findings in ESLint, ${String(alone.length)} of them not in the scanner`);
    for (const finding of alone) print(`  ${finding}`);
  }
  return total;
}

async function compare(root: string): Promise<{ readonly inEslint: number; readonly alone: readonly string[] }> {
  const report = await scan({ path: root, cache: false, preset: 'strict' });
  const scanned = new Set([...report.findings, ...report.suppressed].map((f) => `${f.file}:${String(f.line)}:${String(f.column)} ${f.rule}`));
  const discovery = await discover(root);
  const eslint = new ESLint({
    cwd: discovery.root, overrideConfigFile: true, ignore: false, warnIgnored: false,
    overrideConfig: [
      { files: ['**/*.{js,jsx,mjs,cjs,ts,tsx,mts,cts}'], linterOptions: { reportUnusedDisableDirectives: 'off' }, languageOptions: { parser: tseslint.parser } },
      plugin.configs.strict,
    ],
  });
  const linted = (await eslint.lintFiles(discovery.files.map((f) => f.absolute))).flatMap(({ filePath, messages }) => messages.flatMap(({ ruleId, line, column }) => {
    const rule = ruleId?.startsWith('readiness/') ? ruleId.slice('readiness/'.length) : undefined;
    return rule === undefined ? [] : [`${relative(discovery.root, filePath).split(sep).join('/')}:${String(line)}:${String(column)} ${rule}`];
  }));
  return { inEslint: linted.length, alone: linted.filter((finding) => !scanned.has(finding)) };
}
