import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { build, type Plugin } from 'esbuild';
import { caseLines, lastLineOfChain } from './case-lines.js';

/** A case of another linter's rule, as its test file states it. It lives in memory and in a temporary folder only: the code belongs to others. */
export interface ForeignCase {
  readonly rule: string;
  /** The test file's name and the line on which the case begins: `no-floating-promises.test.ts:12`. */
  readonly place: string;
  /** Of rule, code and options: tells the case when lines have moved. */
  readonly hash: string;
  readonly code: string;
  readonly jsx: boolean;
  /** Where they report; empty for a valid case. */
  readonly errors: readonly Lines[];
  readonly valid: boolean;
}

/** Lines of a file from 1, both inclusive. */
export interface Lines {
  readonly line: number;
  readonly endLine: number;
}

interface RecordedRun {
  readonly rule: string;
  readonly valid: readonly RecordedCase[];
  readonly invalid: readonly RecordedCase[];
}

type RecordedCase = string | {
  readonly code: string;
  readonly options?: readonly unknown[];
  readonly errors?: readonly { readonly line?: number; readonly endLine?: number }[];
  readonly languageOptions?: { readonly parserOptions?: { readonly ecmaFeatures?: { readonly jsx?: boolean } } };
};

/** Stands for every module that a test file imports: anything can be read, called and made of it, and `run` keeps what it is given. */
const standIn = `
const runs = [];
const known = {
  runs,
  run: (rule, _, cases) => runs.push({ rule, ...cases }),
  noFormat: (strings, ...values) => String.raw(strings, ...values),
  getFixturesRootDir: () => '/fixtures',
};
const anything = new Proxy(function () {}, {
  get: (_, name) => known[name] ?? anything,
  apply: () => anything,
  construct: () => anything,
});
module.exports = Object.create(anything);
`;

const standIns: Plugin = {
  name: 'stand-ins',
  setup(bundle) {
    bundle.onResolve({ filter: /.*/ }, ({ path, kind }) => (kind === 'entry-point' || path.startsWith('node:') || path.startsWith('tested:') ? undefined : { path: 'all', namespace: 'stand-in' }));
    bundle.onResolve({ filter: /^tested:/ }, ({ path }) => ({ path: path.slice('tested:'.length) }));
    bundle.onLoad({ filter: /.*/, namespace: 'stand-in' }, () => ({ contents: standIn, loader: 'js' }));
  },
};

/**
 * The cases of a test file that hands them to `RuleTester`. The file is run, with stand-ins for everything it imports but Node's own modules.
 * @throws where it has no cases, or does not run
 */
export async function readForeignCases(path: string): Promise<readonly ForeignCase[]> {
  const file = resolve(path);
  const bundle = await build({
    stdin: { contents: `import ${JSON.stringify(`tested:${file}`)};\nexport { runs } from 'stand-in';`, resolveDir: '/' },
    bundle: true, write: false, format: 'esm', platform: 'node', logLevel: 'silent', plugins: [standIns],
  });
  const text = bundle.outputFiles[0]?.contents ?? new Uint8Array();
  const { runs } = (await import(`data:text/javascript;base64,${Buffer.from(text).toString('base64')}`)) as { readonly runs: readonly RecordedRun[] };
  const lines = caseLines(file, readFileSync(file, 'utf8'));
  const cases = runs.flatMap(({ rule, valid, invalid }, run) => [
    ...valid.map((one, at) => foreignCase(rule, one, true, `${basename(file)}:${String(lines[run]?.valid[at])}`)),
    ...invalid.map((one, at) => foreignCase(rule, one, false, `${basename(file)}:${String(lines[run]?.invalid[at])}`)),
  ]);
  if (cases.length === 0) throw new Error(`${file} hands no cases to a RuleTester`);
  return cases;
}

function foreignCase(rule: string, recorded: RecordedCase, valid: boolean, place: string): ForeignCase {
  const { code, options = [], errors = [], languageOptions } = typeof recorded === 'string' ? { code: recorded } : recorded;
  return {
    rule, place, code, valid,
    hash: createHash('sha256').update(JSON.stringify([rule, code, options])).digest('hex').slice(0, 12),
    jsx: languageOptions?.parserOptions?.ecmaFeatures?.jsx === true,
    // An error that says no line may stand anywhere in the case.
    errors: errors.map(({ line, endLine }) => (line === undefined ? { line: 1, endLine: Infinity } : { line, endLine: endLine ?? lastLineOfChain(code, line) })),
  };
}
