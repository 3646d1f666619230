/** Which files of a project are judged. Names only: nothing here touches the disk. */

/**
 * `vendored`: code of another project that was copied in: what it does is followed, and it is not judged.
 * `served`: what a package hands to browsers as it is. Judged where the server's own code imports it.
 */
export type Role = 'service' | 'script' | 'vendored' | 'served';

/** Never source, wherever they stand. */
const neverSource = new Set(['node_modules', 'bower_components', 'jspm_packages', 'dist', 'coverage']);

/** Generated or foreign at the top of a package; below it, in `src/build`, an ordinary name. */
const generatedAtPackageRoot = new Set(['build', 'out', 'vendor', 'third_party', 'cdk.out', 'storybook-static']);

/** Tests of Jasmine at the top of a package; below it, `spec` is a word like any other. */
const testsAtPackageRoot = new Set(['spec', 'specs']);

/** Code that no request reaches, whatever it does: tests, stories, benchmarks, migrations, example data. */
const outOfReach = new Set([
  ...['test', 'tests', '__tests__', '__mocks__', '__snapshots__', 'e2e', 'fixtures', '__fixtures__'],
  ...['stories', '__stories__', 'bench', 'benchmark', 'benchmarks', '__benchmarks__', 'migrations', 'examples'],
]);

const sourceName = /(?<!\.d)\.[cm]?[jt]s$|\.[jt]sx$/;
/** `payments.d.ts`, and `styles.d.css.ts` of `allowArbitraryExtensions`. */
const declarationName = /\.d\.(?:[\w-]+\.)?[cm]?ts$/;
const minifiedName = /[.-]min\.[cm]?js$/;
/** `test-setup.ts`, `jest.setup.js`, `orders.test.ts`, `orders.e2e-spec.ts`, `orders.test-d.ts`, `orders.test.setup.ts`. */
const outOfReachName = /^(?:(?:global-?|vi)?test-?setup|setup-?(?:tests?|vitest|jest)|(?:vitest|jest)[.-]setup)(?:\.[\w-]+)?\.[cm]?[jt]sx?$|\.(?:[\w]+-)?(?:test|spec|e2e|stories|story|bench)(?:-d)?\.(?:[\w.-]+\.)?[cm]?[jt]sx?$/;
const buildConfiguration = /\.config\.[cm]?[jt]s$|^(?:gulpfile|gruntfile|jakefile)\.|^webpack\./i;

/** What a project shows, copies or works on: texts that are code, and that it does not run itself. */
const samples = new Set(['data', 'snippet', 'snippets', 'sample', 'samples', 'example', 'demo', 'demos', 'template', 'templates', 'skeleton', 'skeletons', 'scaffold', 'stubs', 'docs', 'testdata']);

/** Whether a file lies in a folder of samples. */
export function isSample(path: string): boolean {
  return path.split('/').slice(0, -1).some((folder) => samples.has(folder));
}

/** Whether the scan descends into a folder. `atPackageRoot`: the folder around it holds a package.json. */
export function isFolderInScope(name: string, atPackageRoot: boolean): boolean {
  // A folder with a dot holds some tool's state: .git, .next, .turbo, .yarn with its bundled releases.
  if (name.startsWith('.')) return false;
  if (neverSource.has(name) || outOfReach.has(name)) return false;
  return !(atPackageRoot && (generatedAtPackageRoot.has(name) || testsAtPackageRoot.has(name)));
}

/** Whether a file is judged. `atPackageRoot`: the folder around it holds a package.json. */
export function isFileInScope(name: string, atPackageRoot: boolean): boolean {
  if (!isSourceName(name) || name.startsWith('.') || minifiedName.test(name)) return false;
  if (outOfReachName.test(name)) return false;
  // Deeper down `database.config.ts` is how Nest services name the code that makes their clients.
  return !(atPackageRoot && buildConfiguration.test(name));
}

/** Whether a name is that of TypeScript or JavaScript that runs; declarations do not. */
export function isSourceName(name: string): boolean {
  return sourceName.test(name) && !declarationName.test(name);
}

/**
 * What the files below a folder are for, given what holds for the folder around it. `src/tools` is part of a service; `tools`
 * beside it is not.
 */
export function roleBelow(folder: string, around: Role, atPackageRoot: boolean): Role {
  if (around === 'vendored' || around === 'served') return around;
  // Express, Next, Vite, SvelteKit and Rails alike: `public` or `static` at the top of a package is what a browser may ask for by its path.
  if ((folder === 'public' || folder === 'static') && atPackageRoot) return 'served';
  if (folder === 'scripts' || folder === 'seeds' || folder === 'seeders') return 'script';
  return atPackageRoot && (folder === 'bin' || folder === 'tools') ? 'script' : around;
}
