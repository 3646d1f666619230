/** Finds the source file that a path means, among the files that are there. */
export interface FileFinder {
  /** A path as an import writes it: with the extension of the built file, without any, or that of a folder. */
  module(path: string, fromTypeScript: boolean): string | undefined;
  /** The entry of a folder: what its package.json names, else its index. */
  folder(path: string, fromTypeScript: boolean): string | undefined;
  /** A path that a package.json in the folder `dir` names; where that is a built file, the source it is built from. */
  built(dir: string, target: string): string | undefined;
}

/**
 * Extensions that TypeScript's compiler turns into the given one.
 * https://www.typescriptlang.org/docs/handbook/modules/reference.html#file-extension-substitution
 */
const sourcesOf: Readonly<Record<string, readonly string[]>> = {
  '.js': ['.ts', '.tsx'],
  '.jsx': ['.tsx', '.ts'],
  '.mjs': ['.mts'],
  '.cjs': ['.cts'],
};

const typeScriptFirst = ['.ts', '.tsx', '.mts', '.cts', '.js', '.jsx', '.mjs', '.cjs'];
const javaScriptFirst = ['.js', '.jsx', '.mjs', '.cjs', '.ts', '.tsx', '.mts', '.cts'];

/** Folders that compilers write to, and the folders of formats inside them. */
const outputFolders = new Set(['dist', 'build', 'out', 'lib', 'es', 'esm', 'cjs', 'output', '.build']);
const formatFolders = new Set(['cjs', 'esm', 'es', 'es6', 'commonjs', 'module', 'node', 'types', 'src']);

export function createFileFinder(
  files: ReadonlySet<string>,
  manifests: readonly { readonly dir: string; readonly main?: string }[],
): FileFinder {
  const mains = new Map(manifests.map(({ dir, main }) => [dir, main]));
  const first = (paths: readonly string[]): string | undefined => paths.find((path) => files.has(path));

  const file = (path: string, fromTypeScript: boolean): string | undefined => {
    const sources = substituted(path);
    const named = fromTypeScript ? [...sources, path] : [path, ...sources];
    return first(named) ?? first((fromTypeScript ? typeScriptFirst : javaScriptFirst).map((extension) => path + extension));
  };
  const folder = (path: string, fromTypeScript: boolean): string | undefined => {
    const main = mains.get(path);
    const named = main === undefined ? undefined : built(path, main);
    return named ?? file(path === '' ? 'index' : `${path}/index`, fromTypeScript);
  };
  const module = (path: string, fromTypeScript: boolean): string | undefined => file(path, fromTypeScript) ?? folder(path, fromTypeScript);
  const built = (dir: string, target: string): string | undefined => {
    for (const candidate of sourcePathsOf(target)) {
      const path = joinPosix(dir, candidate);
      // Not `folder`: a `main` that names its own folder would look itself up for ever.
      const found = path === undefined ? undefined : (file(path, true) ?? file(path === '' ? 'index' : `${path}/index`, true));
      if (found !== undefined) return found;
    }
    return undefined;
  };
  return { module, folder, built };
}

function substituted(path: string): readonly string[] {
  const extension = /\.[cm]?jsx?$/.exec(path)?.[0];
  if (extension === undefined) return [];
  return (sourcesOf[extension] ?? []).map((source) => path.slice(0, -extension.length) + source);
}

/**
 * The target itself, then where its source may stand: `dist/esm/client.js` is built from `src/esm/client.ts`, `src/client.ts`,
 * `client.ts`.
 */
function sourcePathsOf(target: string): readonly string[] {
  const path = target.replace(/^\.\//, '').replace(/\.d\.([cm]?)ts$/, '.$1js');
  const [output, ...inside] = path.split('/');
  if (output === undefined || !outputFolders.has(output)) return [path];
  const [format, ...below] = inside;
  const flat = format !== undefined && below.length > 0 && formatFolders.has(format) ? [below.join('/')] : [];
  const rests = [inside.join('/'), ...flat];
  const sources = [...rests.map((rest) => `src/${rest}`), ...rests];
  return [path, ...sources, ...sources.map((source) => source.replace(/\.[cm]js$/, '.js'))];
}

/** Joins posix paths; undefined when the result lies above the root. A `path` that starts with `..` counts from `dir`. */
export function joinPosix(dir: string, path: string): string | undefined {
  const names: string[] = [];
  for (const name of `${dir}/${path}`.split('/')) {
    if (name === '' || name === '.') continue;
    if (name !== '..') names.push(name);
    else if (names.pop() === undefined) return undefined;
  }
  return names.join('/');
}
