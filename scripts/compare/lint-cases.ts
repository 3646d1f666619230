import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ESLint } from 'eslint';
import tseslint from 'typescript-eslint';
import plugin from '../../src/index.js';
import type { ForeignCase, Lines } from './foreign-cases.js';
import { ourRules } from './our-rules.js';

/** A finding of one of our rules in a case. */
export interface CaseFinding extends Lines {
  readonly rule: string;
}

const typeRoots = fileURLToPath(new URL('../../node_modules/@types', import.meta.url));

/**
 * Runs our rules, info findings as well, on cases: each a file of one project in a temporary folder. Gives the findings of each case, in the order of the cases.
 * @throws where a case cannot be parsed
 */
export async function lintCases(cases: readonly ForeignCase[], { types }: { readonly types: boolean }): Promise<readonly (readonly CaseFinding[])[]> {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'readiness-compare-')));
  try {
    writeProject(root, cases);
    const found = new Map((await linter(root, types).lintFiles('.')).map((result) => [basename(result.filePath), findingsIn(result)]));
    return cases.map((one, at) => found.get(fileName(one, at)) ?? []);
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

function writeProject(root: string, cases: readonly ForeignCase[]): void {
  mkdirSync(join(root, 'src'));
  writeFileSync(join(root, 'package.json'), JSON.stringify({ name: 'cases', private: true, type: 'module', engines: { node: '>=20' } }));
  writeFileSync(join(root, 'tsconfig.json'), JSON.stringify({
    compilerOptions: {
      target: 'ES2022', lib: ['ESNext', 'DOM'], module: 'ESNext', moduleResolution: 'bundler', strict: true, noEmit: true, experimentalDecorators: true, jsx: 'preserve', typeRoots: [typeRoots], types: ['node'],
      // Cases without imports are modules too: else their names would clash in one program.
      moduleDetection: 'force',
    },
    include: ['src'],
  }));
  cases.forEach((one, at) => {
    writeFileSync(join(root, 'src', fileName(one, at)), one.code);
  });
}

function fileName({ jsx }: ForeignCase, at: number): string {
  return `case-${String(at)}.${jsx ? 'tsx' : 'ts'}`;
}

function linter(root: string, types: boolean): ESLint {
  return new ESLint({
    cwd: root, overrideConfigFile: true, ignore: false,
    overrideConfig: [{
      files: ['**/*.{ts,tsx}'],
      plugins: { readiness: plugin },
      linterOptions: { noInlineConfig: true },
      languageOptions: { parser: tseslint.parser, parserOptions: types ? { projectService: true, tsconfigRootDir: root } : {} },
      settings: { readiness: { preset: 'strict' } },
      rules: Object.fromEntries(ourRules.map((id) => [`readiness/${id}`, 'error'])),
    }],
  });
}

function findingsIn({ filePath, messages }: ESLint.LintResult): readonly CaseFinding[] {
  return messages.map(({ fatal, ruleId, message, line, endLine = line }) => {
    if (fatal || ruleId === null) throw new Error(`${filePath}:${String(line)}: ${message}`);
    return { rule: ruleId.slice(ruleId.indexOf('/') + 1), line, endLine };
  });
}
