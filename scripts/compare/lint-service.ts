import { relative, sep } from 'node:path';
import { ESLint } from 'eslint';
import tseslint from 'typescript-eslint';
import plugin from '../../src/index.js';
import { ts } from '../../src/ts.js';
import type { PlacedFinding } from './placed-finding.js';

const theirRules = ['no-floating-promises', 'no-misused-promises'];

export interface LintedService {
  readonly theirs: readonly PlacedFinding[];
  readonly ours: readonly PlacedFinding[];
}

/**
 * Lints what a tsconfig takes in, with types: with the two rules of typescript-eslint under their recommended options, and with ours. Comments silence nobody.
 * @param checkout absolute; findings are told by paths below it
 */
export async function lintService(checkout: string, tsconfig: string, rules: readonly string[]): Promise<LintedService> {
  const eslint = new ESLint({
    cwd: checkout, overrideConfigFile: true, ignore: false, allowInlineConfig: false,
    overrideConfig: [{
      files: ['**/*.{js,jsx,mjs,cjs,ts,tsx,mts,cts}'],
      plugins: { readiness: plugin, '@typescript-eslint': tseslint.plugin },
      linterOptions: { reportUnusedDisableDirectives: 'off' },
      languageOptions: { parser: tseslint.parser, parserOptions: { project: [tsconfig], tsconfigRootDir: checkout } },
      settings: { readiness: { preset: 'strict' } },
      rules: Object.fromEntries([...theirRules.map((id) => `@typescript-eslint/${id}`), ...rules.map((id) => `readiness/${id}`)].map((id) => [id, 'error'])),
    }],
  });
  const results = await eslint.lintFiles([...sourcesOf(tsconfig)]);
  const of = (prefix: string): readonly PlacedFinding[] => results.flatMap((result) => findingsIn(result, checkout, prefix));
  return { theirs: of('@typescript-eslint/'), ours: of('readiness/') };
}

/** The files that a tsconfig takes in, but for declarations. */
function sourcesOf(tsconfig: string): readonly string[] {
  const host: ts.ParseConfigFileHost = { ...ts.sys, onUnRecoverableConfigFileDiagnostic: ({ messageText }) => { throw new Error(`${tsconfig}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`); } };
  const files = ts.getParsedCommandLineOfConfigFile(tsconfig, {}, host)?.fileNames ?? [];
  return files.filter((file) => !/\.d\.[cm]?ts$/u.test(file));
}

function findingsIn({ filePath, messages }: ESLint.LintResult, checkout: string, prefix: string): readonly PlacedFinding[] {
  const path = relative(checkout, filePath).split(sep).join('/');
  return messages.flatMap(({ fatal, ruleId, message, line, endLine = line }) => {
    if (fatal || ruleId === null) throw new Error(`${path}:${String(line)}: ${message}`);
    return ruleId.startsWith(prefix) ? [{ rule: ruleId.slice(prefix.length), path, line, endLine, message }] : [];
  });
}
