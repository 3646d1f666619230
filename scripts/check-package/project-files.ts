import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Neighbours } from './neighbours.js';

/** The one call of the tiny service, without a deadline. */
export const bareFetch = { file: 'src/rates.mjs', line: 2 } as const;

/** Writes a tiny service that uses the package and has nothing installed yet. */
export function writeProject(folder: string, tarball: string, { typescript, eslint }: Neighbours): void {
  const files: Readonly<Record<string, string>> = {
    'package.json': json({
      name: 'tiny-service',
      private: true,
      type: 'module',
      engines: { node: '>=20' },
      devDependencies: { 'eslint-plugin-readiness': `file:${tarball}`, ...(typescript && { typescript }), ...(eslint && { eslint }) },
    }),
    [bareFetch.file]: 'export async function rates() {\n  const response = await fetch(\'http://rates.internal/latest\');\n  return response.json();\n}\n',
    'eslint.config.js': "import readiness from 'eslint-plugin-readiness';\n\nexport default [readiness.configs.recommended];\n",
    'types/api.ts': apiUse,
    // The plugin's types speak of ESLint's own, which are there only with ESLint.
    ...(eslint && { 'types/plugin.ts': pluginUse }),
    ...Object.fromEntries(resolutions.map((resolution) => [configOf(resolution), json(tsconfig(resolution))])),
  };
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
}

/** The two ways in which a TypeScript project may look for the package's types. */
export const resolutions = ['NodeNext', 'Bundler'] as const;

export type Resolution = (typeof resolutions)[number];

export function configOf(resolution: Resolution): string {
  return `tsconfig.${resolution.toLowerCase()}.json`;
}

/** Strict, and without `skipLibCheck`: our declarations and all that they mention are checked. */
function tsconfig(resolution: Resolution): object {
  return {
    compilerOptions: {
      target: 'ES2022', lib: ['ES2022'], strict: true, noEmit: true, skipLibCheck: false, types: [],
      module: resolution === 'NodeNext' ? 'NodeNext' : 'ESNext', moduleResolution: resolution,
    },
    include: ['types'],
  };
}

/** Fails to compile where a declaration is missing and everything is `any`. */
const apiUse = `import { defineConfig, defineRule, render, scan, type Report, type Rule } from 'eslint-plugin-readiness/api';

export const report: Promise<Report> = scan({ path: '.' });
export const text: Promise<string> = report.then((r) => render(r, { format: 'json', color: false, width: 80, full: true, quiet: false, path: '.' }));
export const config = defineConfig({ preset: 'strict', rules: { 'require-timeout': 'error' } });
export const define: (rule: Rule) => Rule = defineRule;
// @ts-expect-error a scan needs a path
void scan({});
`;

const pluginUse = `import readiness from 'eslint-plugin-readiness';
import type { Linter } from 'eslint';

export const config: Linter.Config[] = [readiness.configs.recommended, readiness.configs.strict];
// @ts-expect-error a preset is not a number
export const wrong: number = readiness.configs.strict;
`;

function json(value: unknown): string {
  return `${JSON.stringify(value, undefined, 2)}\n`;
}
