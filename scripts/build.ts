import { chmodSync, existsSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { argv, stderr } from 'node:process';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build as bundle } from 'esbuild';
import ts from 'typescript';

const root = fileURLToPath(new URL('..', import.meta.url));
const dist = join(root, 'dist');
const entryPoints = { index: './src/index.ts', api: './src/api.ts', 'cli/main': './src/cli/main.ts' };
const executable = join(dist, 'cli/main.js');

/** Builds `dist` from nothing: the bundles, then the declarations. Throws when either fails. */
export async function build(): Promise<void> {
  await buildBundles();
  emitDeclarations();
}

/** Are the bundles in `dist` missing, or older than a source file? */
export function areBundlesStale(): boolean {
  const outputs = Object.keys(entryPoints).map((name) => join(dist, `${name}.js`));
  if (!outputs.every((file) => existsSync(file))) return true;
  const built = Math.min(...outputs.map((file) => statSync(file).mtimeMs));
  const inputs = ['package.json', 'scripts/build.ts', ...sources('src'), ...sources('rules')];
  return inputs.some((file) => statSync(join(root, file)).mtimeMs > built);
}

/**
 * Empties `dist` and writes the bundles; after a failure it stays empty, so that nothing stale is mistaken for a result. Dependencies stay
 * outside of the bundles; names stay, for stack traces, and splitting keeps what the three faces share, and what is loaded late, in files of its own.
 */
export async function buildBundles(): Promise<void> {
  rmSync(dist, { recursive: true, force: true });
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { readonly version: string };
  await bundle({
    absWorkingDir: root,
    entryPoints,
    outdir: dist,
    chunkNames: 'chunks/[name]-[hash]',
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    minifyWhitespace: true,
    packages: 'external',
    define: { __READINESS_VERSION__: JSON.stringify(version) },
    logLevel: 'warning',
  });
  chmodSync(executable, 0o755);
}

/** Declarations of what the package exports and of all that it mentions. Types themselves are checked by `npm run typecheck`. */
function emitDeclarations(): void {
  const read = ts.readConfigFile(join(root, 'tsconfig.json'), (file) => ts.sys.readFile(file));
  const { options } = ts.parseJsonConfigFileContent(
    { ...(read.config as object), files: ['src/index.ts', 'src/api.ts'], include: [] },
    ts.sys,
    root,
  );
  const program = ts.createProgram({
    rootNames: [join(root, entryPoints.index), join(root, entryPoints.api)],
    options: { ...options, noEmit: false, declaration: true, emitDeclarationOnly: true, rootDir: root, outDir: join(dist, 'types') },
  });
  const { diagnostics } = program.emit();
  if (diagnostics.length === 0) return;
  throw new Error(
    ts.formatDiagnostics(diagnostics, { getCanonicalFileName: (file) => file, getCurrentDirectory: () => root, getNewLine: () => '\n' }),
  );
}

function sources(directory: string): readonly string[] {
  return readdirSync(join(root, directory), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length));
}

if (argv[1] !== undefined && import.meta.url === pathToFileURL(argv[1]).href) {
  await build();
  stderr.write('built dist\n');
}
