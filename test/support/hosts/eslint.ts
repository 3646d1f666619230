import { join, relative, sep } from 'node:path';
import { ESLint, type Linter } from 'eslint';
import type { Program } from 'typescript';
import tseslint from 'typescript-eslint';
import type { Preset } from '../expectations.js';
import { isScript } from '../fixtures.js';
import type { StagedFixture } from '../staging.js';
import { pluginPrefix, type LocatedFinding } from './located-finding.js';
import { presetConfigs } from './presets.js';

export interface EslintOptions {
  /** The directory ESLint runs in; all fixtures lie below it. */
  readonly cwd: string;
  readonly preset: Preset;
  readonly parser: 'typescript' | 'espree';
  /** A program that holds all the files, for linting with types. */
  readonly program?: Program;
}

const everySource = '**/*.{js,jsx,mjs,cjs,ts,tsx,mts,cts}';

/**
 * Lints staged fixtures in one run of ESLint and gives the findings of our rules by project root. espree sees the files that are
 * JavaScript by name and skips the others. Throws where a file could not be parsed: the rules did not run in it.
 */
export async function runEslint(
  staged: readonly StagedFixture[],
  options: EslintOptions,
): Promise<ReadonlyMap<string, readonly LocatedFinding[]>> {
  const byRoot = new Map<string, LocatedFinding[]>(staged.map(({ root }) => [root, []]));
  const rootOf = new Map(staged.flatMap(({ root, fixture }) => fixture.files.map(({ file }) => [join(root, file), root] as const)));
  const paths = [...rootOf.keys()].filter((path) => options.parser === 'typescript' || isScript(path));
  if (paths.length === 0) return byRoot;
  const eslint = new ESLint({
    cwd: options.cwd,
    overrideConfigFile: true,
    overrideConfig: configs(staged, options),
    ignore: false,
    warnIgnored: false,
  });
  for (const result of await eslint.lintFiles(paths)) {
    const root = rootOf.get(result.filePath);
    const findings = root === undefined ? undefined : byRoot.get(root);
    if (root === undefined || !findings) throw new Error(`ESLint linted ${result.filePath}, which is no fixture`);
    findings.push(...locate(result, root));
  }
  return byRoot;
}

function configs(staged: readonly StagedFixture[], { cwd, preset, parser, program }: EslintOptions): Linter.Config[] {
  return [
    { files: [everySource], linterOptions: { reportUnusedDisableDirectives: 'off' }, languageOptions: languageOptions(parser, program) },
    { files: ['**/*.cjs'], languageOptions: { sourceType: 'commonjs' } },
    ...presetConfigs(preset),
    ...staged
      .filter(({ fixture }) => Object.keys(fixture.settings).length > 0)
      .map(({ root, fixture }) => ({ files: [globBelow(cwd, root)], settings: { readiness: fixture.settings } })),
  ];
}

function languageOptions(parser: EslintOptions['parser'], program: Program | undefined): Linter.LanguageOptions {
  if (parser === 'espree') return { sourceType: 'module', parserOptions: { ecmaFeatures: { jsx: true } } };
  return { parser: tseslint.parser, sourceType: 'module', parserOptions: program ? { programs: [program] } : {} };
}

function globBelow(cwd: string, root: string): string {
  const path = relative(cwd, root).split(sep).join('/');
  return path === '' ? '**' : `${path}/**`;
}

function locate({ filePath, messages }: ESLint.LintResult, root: string): readonly LocatedFinding[] {
  const fatal = messages.find((message) => message.fatal);
  if (fatal) throw new Error(`${filePath}:${String(fatal.line)}: ${fatal.message}`);
  const file = relative(root, filePath).split(sep).join('/');
  return messages.flatMap(({ ruleId, line, column, message }) =>
    ruleId?.startsWith(pluginPrefix) ? [{ file, line, column, rule: ruleId.slice(pluginPrefix.length), message }] : [],
  );
}
