import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ESLint } from 'eslint';
import tseslint from 'typescript-eslint';
import plugin from '../../src/index.js';
import { scan } from '../../src/scan.js';
import type { Host } from './comparison.js';
import type { ForeignCase, Lines } from './foreign-cases.js';
import { ourRules } from './our-rules.js';

/** A finding of one of our rules in a case. */
export interface CaseFinding extends Lines {
  readonly rule: string;
}

/** The findings of each case, in the order of the cases. */
export type CaseFindings = readonly (readonly CaseFinding[])[];

const typeRoots = fileURLToPath(new URL('../../node_modules/@types', import.meta.url));

/**
 * Runs our rules, info findings as well, on cases: each a file of one project in a temporary folder.
 * @throws where a case cannot be parsed
 */
export async function runCases(cases: readonly ForeignCase[]): Promise<Readonly<Record<Host, CaseFindings>>> {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'readiness-compare-')));
  try {
    writeProject(root, cases);
    const byCase = (found: ReadonlyMap<string, readonly CaseFinding[]>): CaseFindings => cases.map((one, at) => found.get(fileName(one, at)) ?? []);
    return {
      'scan --types': byCase(await scanned(root)),
      'ESLint with types': byCase(await linted(root, { projectService: true, tsconfigRootDir: root })),
      ESLint: byCase(await linted(root, {})),
    };
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

function writeProject(root: string, cases: readonly ForeignCase[]): void {
  mkdirSync(join(root, 'src'));
  writeFileSync(join(root, 'package.json'), JSON.stringify({ name: 'cases', private: true, type: 'module', engines: { node: '>=20' } }));
  writeFileSync(join(root, 'tsconfig.json'), JSON.stringify({
    compilerOptions: { target: 'ES2022', lib: ['ESNext', 'DOM'], module: 'ESNext', moduleResolution: 'bundler', strict: true, noEmit: true, experimentalDecorators: true, jsx: 'preserve', typeRoots: [typeRoots], types: ['node'] },
    include: ['src'],
  }));
  cases.forEach((one, at) => {
    // A case without imports is a module too: else the names of all would clash in one program.
    writeFileSync(join(root, 'src', fileName(one, at)), `${one.code}\nexport {};\n`);
  });
}

function fileName({ jsx }: ForeignCase, at: number): string {
  return `case-${String(at)}.${jsx ? 'tsx' : 'ts'}`;
}

async function scanned(root: string): Promise<ReadonlyMap<string, readonly CaseFinding[]>> {
  const { findings, problems } = await scan({ path: root, preset: 'strict', types: true, cache: false, rules: ourRules });
  const [problem] = problems.filter(({ severity }) => severity === 'error');
  if (problem) throw new Error(`${problem.file ?? root}: ${problem.message}`);
  return new Map(findings.map(({ file }) => [basename(file), findings.filter((f) => f.file === file)]));
}

async function linted(root: string, parserOptions: object): Promise<ReadonlyMap<string, readonly CaseFinding[]>> {
  const eslint = new ESLint({
    cwd: root, overrideConfigFile: true, ignore: false, allowInlineConfig: false,
    overrideConfig: [{
      files: ['**/*.{ts,tsx}'],
      plugins: { readiness: plugin },
      linterOptions: { reportUnusedDisableDirectives: 'off' },
      languageOptions: { parser: tseslint.parser, parserOptions },
      settings: { readiness: { preset: 'strict' } },
      rules: Object.fromEntries(ourRules.map((id) => [`readiness/${id}`, 'error'])),
    }],
  });
  return new Map((await eslint.lintFiles('.')).map((result) => [basename(result.filePath), findingsIn(result)]));
}

function findingsIn({ filePath, messages }: ESLint.LintResult): readonly CaseFinding[] {
  return messages.map(({ fatal, ruleId, message, line, endLine = line }) => {
    if (fatal || ruleId === null) throw new Error(`${filePath}:${String(line)}: ${message}`);
    return { rule: ruleId.slice(ruleId.indexOf('/') + 1), line, endLine };
  });
}
