import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execPath } from 'node:process';
import { fileURLToPath } from 'node:url';
import type { Command } from './measured.js';

/** Exact, so that two measurements compare. */
const versions = {
  typescript: 'npm:typescript@6.0.3', typescript7: 'npm:typescript@7.0.2', oxlint: '1.89.0', 'oxlint-tsgolint': '7.0.2007',
  eslint: '10.15.0', 'typescript-eslint': '8.73.0', 'eslint-plugin-sonarjs': '4.2.2', '@biomejs/biome': '2.6.8',
} as const;

const plugin = fileURLToPath(new URL('../dist/index.js', import.meta.url));

/** Configurations of ESLint by name, for types of the checkout in which it runs. */
const eslintConfigs = {
  typed: { imports: '', configs: ['...tseslint.configs.recommendedTypeChecked'] },
  sonarjs: { imports: `import sonarjs from 'eslint-plugin-sonarjs';\n`, configs: ['sonarjs.configs.recommended'] },
  ours: { imports: `import readiness from ${JSON.stringify(plugin)};\n`, configs: ['...tseslint.configs.recommendedTypeChecked', 'readiness.configs.recommended'] },
} as const;

/**
 * What a team already runs on the same code: two TypeScript compilers over the checkout's tsconfig, and linters with their recommended rules over the source. They are installed into a folder of
 * the temp directory once.
 */
export function yardsticks(checkout: string, source: string): readonly Command[] {
  const folder = installed();
  const modules = join(folder, 'node_modules');
  // oxlint finds its type-aware part through the PATH.
  const node = (name: string, script: string, args: readonly string[], accepts: readonly number[]): Command => ({ name, file: execPath, args: [join(modules, script), ...args], cwd: checkout, path: join(modules, '.bin'), accepts });
  const eslint = (name: string, config: keyof typeof eslintConfigs): Command => node(name, 'eslint/bin/eslint.js', ['--no-inline-config', '--quiet', '--config', join(folder, `${config}.config.mjs`), source], [0, 1]);
  // A compiler's 1 and 2 are type errors of the checkout, a linter's 1 are findings: the work is done all the same.
  return [
    node('tsc --noEmit, TypeScript 6.0', 'typescript/bin/tsc', ['--noEmit'], [0, 1, 2]),
    node('tsc --noEmit, TypeScript 7.0 (native)', 'typescript7/bin/tsc', ['--noEmit'], [0, 1, 2]),
    eslint('ESLint, recommendedTypeChecked of typescript-eslint', 'typed'),
    eslint('the same and readiness', 'ours'),
    eslint('ESLint, recommended of sonarjs', 'sonarjs'),
    node('oxlint', 'oxlint/bin/oxlint', ['--silent', source], [0, 1]),
    node('oxlint --type-aware', 'oxlint/bin/oxlint', ['--silent', '--type-aware', source], [0, 1]),
    node('Biome lint', '@biomejs/biome/bin/biome', ['lint', '--config-path', folder, '--max-diagnostics', '1', source], [0, 1]),
  ];
}

function installed(): string {
  const folder = join(tmpdir(), `readiness-yardsticks-${Object.values(versions).join('-').replaceAll(/[^\d.-]+/g, '')}`);
  mkdirSync(folder, { recursive: true });
  // Anew each time: they name the build that is measured.
  for (const [name, config] of Object.entries(eslintConfigs)) writeFileSync(join(folder, `${name}.config.mjs`), eslintConfig(config));
  if (existsSync(join(folder, 'done'))) return folder;
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ private: true, dependencies: versions }));
  writeFileSync(join(folder, 'biome.json'), JSON.stringify({ linter: { rules: { recommended: true } } }));
  execFileSync('npm', ['install', '--no-audit', '--no-fund', '--loglevel', 'error'], { cwd: folder, stdio: 'inherit' });
  writeFileSync(join(folder, 'done'), '');
  return folder;
}

/** Types come from the checkout, which is the working directory. Each run loads no more than it uses. */
function eslintConfig({ imports, configs }: (typeof eslintConfigs)[keyof typeof eslintConfigs]): string {
  return `import tseslint from 'typescript-eslint';
${imports}
export default [
  { files: ['**/*.{js,mjs,cjs,ts,mts,cts,tsx}'], languageOptions: { parser: tseslint.parser, parserOptions: { projectService: true, tsconfigRootDir: process.cwd() } } },
  ${configs.join(',\n  ')},
].map((config) => ({ ...config, ...(config.files === undefined && { files: ['**/*.{js,mjs,cjs,ts,mts,cts,tsx}'] }) }));
`;
}
