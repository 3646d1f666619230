import { argv, cpuUsage, stdout } from 'node:process';
import { ESLint, type Linter } from 'eslint';
import tseslint from 'typescript-eslint';
import type { LintRun } from './eslint.js';

/** One ESLint run for `bench/eslint.ts`: `<checkout> <source> <mode> <types>`; prints a {@link LintRun} as JSON. */
const [, , checkout = '.', source = 'src', mode = 'no rules', types = 'false'] = argv;
const empty: Linter.Config = { plugins: { empty: { rules: { rule: { create: () => ({ Program: () => undefined }) } } } }, rules: { 'empty/rule': 'error' } };

const beforeLoading = cpuUsage();
const configs = mode === 'readiness' ? [await recommended()] : mode === 'an empty rule' ? [empty] : [];
const load = milliseconds(beforeLoading);

const eslint = new ESLint({
  cwd: checkout,
  // Neither the checkout's configuration nor its comments: the work is the same everywhere.
  overrideConfigFile: true,
  overrideConfig: [
    {
      files: ['**/*.{js,ts,mjs,mts,cjs,cts}'],
      languageOptions: { parser: tseslint.parser, parserOptions: types === 'true' ? { project: true, tsconfigRootDir: checkout } : {} },
      linterOptions: { noInlineConfig: true, reportUnusedDisableDirectives: 'off' },
    },
    ...configs,
  ],
  stats: true,
});
const before = cpuUsage();
const linted = await eslint.lintFiles([`${source}/**/*.{js,ts,mjs,mts,cjs,cts}`]);
const cpu = milliseconds(before);
const rules = linted.flatMap((file) => file.stats?.times.passes ?? []).flatMap((pass) => Object.values(pass.rules ?? {})).reduce((sum, { total }) => sum + total, 0);
stdout.write(JSON.stringify({ files: linted.length, cpu, load, rules } satisfies LintRun));

async function recommended(): Promise<Linter.Config> {
  const built = (await import(new URL('../dist/index.js', import.meta.url).href)) as { readonly default: { readonly configs: { readonly recommended: Linter.Config } } };
  return built.default.configs.recommended;
}

function milliseconds(since: NodeJS.CpuUsage): number {
  const { user, system } = cpuUsage(since);
  return (user + system) / 1000;
}
