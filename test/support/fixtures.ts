import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join, relative, sep } from 'node:path';
import { FixtureFormatError, parseMarks, type Marks } from './expectations.js';

export interface FixtureFile extends Marks {
  /** Posix path relative to the fixture's project. */
  readonly file: string;
  readonly text: string;
}

/** A small project with expectations: one source file, or a directory with its own `package.json`. */
export interface Fixture {
  /** `<rule>/<file or directory>`, as test names show it. */
  readonly name: string;
  /** The rule in whose folder it lies. */
  readonly rule: string;
  readonly kind: 'file' | 'project';
  /** Absolute path of the file or directory. */
  readonly path: string;
  /** Source files, and those of deployment that may hold marks, sorted by path. */
  readonly files: readonly FixtureFile[];
  /** What `settings.readiness` says in the ESLint hosts; from `eslint-settings.json` of a project. */
  readonly settings: Readonly<Record<string, unknown>>;
}

const sourceFile = /\.[cm]?[jt]sx?$/u;
/** Files whose comments begin with `#`: a mark stands on a line of its own, and speaks for the next one. */
const hashFile = /(?:^|\/)(?:[\w.-]*Dockerfile[\w.-]*|Procfile|\.env[\w.-]*)$|\.(?:ya?ml|tf|toml)$/u;
const scriptFile = /\.(?:[cm]?js|jsx)$/u;
/** What a fixture becomes by its fix: `bad-x.fixed.ts` beside `bad-x.ts`, and the folder `bad-y.fixed` with the files that change beside the folder `bad-y`. */
export const goldenName = /\.fixed(?:\.[cm]?[jt]sx?)?$/u;
const settingsFile = 'eslint-settings.json';

/** Whether ESLint's own parser reads the file: JavaScript by its name. */
export function isScript(file: string): boolean {
  return scriptFile.test(file);
}

/** All fixtures below `<root>/<rule>/`, sorted by name. Throws a {@link FixtureFormatError} for one that breaks the format. */
export function loadFixtures(root: string, ruleIds: ReadonlySet<string>): readonly Fixture[] {
  return directories(root).flatMap((rule) => {
    if (!ruleIds.has(rule))
      throw new FixtureFormatError(join(root, rule), 1, `there is no rule "${rule}"; a folder of fixtures is named after its rule`);
    return readdirSync(join(root, rule), { withFileTypes: true })
      .filter((entry) => !goldenName.test(entry.name))
      .sort((a, b) => compare(a.name, b.name))
      .map((entry) => loadFixture(rule, join(root, rule, entry.name), entry.isDirectory(), ruleIds));
  });
}

/** Does the fixture show code in which its own rule must report? */
export function isBad(fixture: Fixture): boolean {
  return fixture.files.some((file) => file.expectations.some(({ kind, rule }) => rule === fixture.rule && kind.startsWith('expect')));
}

/** Does the fixture show code in which nothing may be reported? */
export function isGood(fixture: Fixture): boolean {
  return fixture.files.some((file) => file.good) && fixture.files.every((file) => file.expectations.every((one) => one.kind === 'expect-strict'));
}

function loadFixture(rule: string, path: string, isDirectory: boolean, ruleIds: ReadonlySet<string>): Fixture {
  const files = isDirectory ? projectFiles(path, ruleIds) : [singleFile(path, ruleIds)];
  if (files.every((file) => !file.good && file.expectations.length === 0)) {
    throw new FixtureFormatError(
      path,
      1,
      'expects nothing: mark the lines with "// expect: <rule>", or begin a good file with "// expect-none"',
    );
  }
  return {
    name: `${rule}/${basename(path)}`,
    rule,
    kind: isDirectory ? 'project' : 'file',
    path,
    files,
    settings: isDirectory ? readSettings(path) : {},
  };
}

function singleFile(path: string, ruleIds: ReadonlySet<string>): FixtureFile {
  if (!sourceFile.test(path))
    throw new FixtureFormatError(path, 1, 'is no source file; a fixture is one, or a directory with a package.json');
  return readFixtureFile(path, basename(path), ruleIds);
}

function projectFiles(path: string, ruleIds: ReadonlySet<string>): readonly FixtureFile[] {
  if (!existsSync(join(path, 'package.json'))) throw new FixtureFormatError(path, 1, 'has no package.json; a directory is a whole project');
  const names = readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(path, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .filter((file) => (sourceFile.test(file) || hashFile.test(file)) && !file.split('/').includes('node_modules'));
  return names.sort(compare).map((file) => {
    const read = readFixtureFile(join(path, file), file, ruleIds);
    if (Object.keys(read.dependencies).length > 0) {
      throw new FixtureFormatError(join(path, file), 1, '"dependencies:" is for one-file fixtures; this project has a package.json');
    }
    return read;
  });
}

function readFixtureFile(path: string, file: string, ruleIds: ReadonlySet<string>): FixtureFile {
  const text = readFileSync(path, 'utf8');
  return { file, text, ...parseMarks(path, hashFile.test(file) ? marksOfHashes(text) : text, ruleIds) };
}

/** The marks of a file with `#` comments, as they would stand behind the line that they speak for. */
function marksOfHashes(text: string): string {
  const marks = text.split(/\r?\n/u).map((line) => /^\s*#\s*((?:expect|gap|noise)\b.*)$/u.exec(line)?.[1]);
  return marks.map((mark, at) => (mark === 'expect-none' ? '// expect-none' : marks[at - 1] === undefined || marks[at - 1] === 'expect-none' ? '' : `x // ${marks[at - 1] ?? ''}`)).join('\n');
}

function readSettings(path: string): Readonly<Record<string, unknown>> {
  const file = join(path, settingsFile);
  if (!existsSync(file)) return {};
  const value: unknown = JSON.parse(readFileSync(file, 'utf8'));
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new FixtureFormatError(file, 1, 'holds no object');
  return { ...value };
}

function directories(path: string): readonly string[] {
  if (!existsSync(path)) return [];
  return readdirSync(path, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort(compare);
}

/** By code unit, so that the order does not depend on the machine's locale. */
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
