import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { lineStarts, positionAt } from '../../../src/model/span.js';
import type { Preset } from '../expectations.js';
import type { StagedFixture } from '../staging.js';
import type { LocatedFinding } from './located-finding.js';
import { presetConfigs } from './presets.js';

interface OxlintDiagnostic {
  readonly message: string;
  /** `readiness(require-timeout)` */
  readonly code?: string;
  readonly filename: string;
  /** `offset` counts bytes, the byte order mark included. */
  readonly labels: readonly { readonly span: { readonly offset: number } }[];
}

const binary = fileURLToPath(new URL('../../../node_modules/.bin/oxlint', import.meta.url));
const builtPlugin = fileURLToPath(new URL('../../../dist/index.js', import.meta.url));
const ourCode = /^readiness\((?<rule>[a-z0-9-]+)\)$/u;

/**
 * Lints one-file fixtures, which all lie below `cwd`, in one run of oxlint with the built plugin; findings by project root. Throws where
 * oxlint itself fails.
 */
export function runOxlint(staged: readonly StagedFixture[], cwd: string, preset: Preset): ReadonlyMap<string, readonly LocatedFinding[]> {
  const byRoot = new Map<string, LocatedFinding[]>(staged.map(({ root }) => [root, []]));
  const rootOf = new Map(staged.flatMap(({ root, fixture }) => fixture.files.map(({ file }) => [join(root, file), root] as const)));
  for (const diagnostic of diagnosticsOf(cwd, preset)) {
    const rule = ourCode.exec(diagnostic.code ?? '')?.groups?.rule;
    if (rule === undefined) throw new Error(`oxlint says of ${diagnostic.filename}: ${diagnostic.message}`);
    const path = join(cwd, diagnostic.filename);
    const root = rootOf.get(path);
    if (root === undefined) throw new Error(`oxlint linted ${path}, which is no fixture`);
    const position = positionOf(readFileSync(path), diagnostic);
    byRoot.get(root)?.push({
      file: path
        .slice(root.length + 1)
        .split(sep)
        .join('/'),
      ...position,
      rule,
      message: diagnostic.message,
    });
  }
  return byRoot;
}

function diagnosticsOf(cwd: string, preset: Preset): readonly OxlintDiagnostic[] {
  if (!existsSync(builtPlugin)) throw new Error('dist/index.js is missing: run npm run build');
  const config = join(cwd, '.oxlintrc.json');
  writeFileSync(config, JSON.stringify(oxlintConfig(preset)));
  const run = spawnSync(binary, ['-c', config, '-f', 'json', '--threads', '1', '.'], { cwd, encoding: 'utf8', maxBuffer: 64 * 2 ** 20 });
  // Exit code 1 also means "found something"; only output without a result is a failure.
  if (!run.stdout.trimStart().startsWith('{')) throw new Error(`oxlint failed (${String(run.status)}): ${run.stdout}${run.stderr}`);
  const { diagnostics } = JSON.parse(run.stdout) as { readonly diagnostics: readonly OxlintDiagnostic[] };
  return diagnostics;
}

function oxlintConfig(preset: Preset): object {
  const configs = presetConfigs(preset);
  return {
    jsPlugins: [{ name: 'readiness', specifier: builtPlugin }],
    plugins: [],
    categories: { correctness: 'off' },
    rules: Object.assign({}, ...configs.map(({ rules }) => rules ?? {})) as object,
    settings: Object.assign({}, ...configs.map(({ settings }) => settings ?? {})) as object,
  };
}

/** oxlint's own columns count bytes; ours, like ESLint's, count UTF-16 units of the text without its byte order mark. */
function positionOf(bytes: Buffer, { labels, filename, message }: OxlintDiagnostic): { readonly line: number; readonly column: number } {
  const offset = labels[0]?.span.offset;
  if (offset === undefined) throw new Error(`oxlint gave no place in ${filename}: ${message}`);
  const before = bytes
    .subarray(0, offset)
    .toString('utf8')
    .replace(/^\uFEFF/u, '');
  return positionAt(lineStarts(bytes.toString('utf8').replace(/^\uFEFF/u, '')), before.length);
}
