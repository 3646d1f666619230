import { join } from 'node:path';
import ignore, { type Ignore } from 'ignore';
import { isInside, posixPath } from './posix-path.js';
import { readWhole } from './read-whole.js';
import { gitRootOf } from './repository.js';

/** One set of gitignore patterns and the absolute folder that they are relative to. */
interface Layer {
  readonly folder: string;
  readonly rules: Ignore;
}

/** What a configuration says about paths, as in a .gitignore file of the absolute folder `folder`. */
export interface PathPatterns {
  readonly folder: string;
  /** Where given, nothing else is scanned. */
  readonly include?: readonly string[];
  readonly exclude: readonly string[];
}

/** Patterns in force at a folder. */
export interface IgnoreRules {
  /** What the configuration excludes: no .gitignore brings it back. */
  readonly exclude: readonly Layer[];
  /** What it includes; empty for everything. */
  readonly include: readonly Layer[];
  /** The .gitignore files from the repository's root down. */
  readonly git: readonly Layer[];
}

/** The rules in force at the absolute folder `root`: the .gitignore files above it, and the patterns of a configuration. */
export function ignoreRulesAt(root: string, patterns: readonly PathPatterns[]): IgnoreRules {
  const layers = (of: (one: PathPatterns) => readonly string[]): readonly Layer[] => patterns.filter((one) => of(one).length > 0).map((one) => ({ folder: one.folder, rules: ignoring(of(one)) }));
  return { exclude: layers(({ exclude }) => exclude), include: layers(({ include = [] }) => include), git: gitignoreAbove(root) };
}

/** The rules with the .gitignore file of one folder added. */
export function withGitignoreOf(folder: string, rules: IgnoreRules): IgnoreRules {
  return { ...rules, git: [...rules.git, ...gitignoreIn(folder)] };
}

/** Whether the rules ignore a path. The nearest .gitignore that says anything decides, as in git; so its `!name` brings a file back. */
export function isIgnored({ exclude, include, git }: IgnoreRules, absolute: string, isFolder: boolean): boolean {
  if (exclude.some((layer) => verdict(layer, absolute, isFolder) === 'ignored')) return true;
  // A folder that no pattern names may hold what one does.
  if (include.length > 0 && !isFolder && !include.some((layer) => verdict(layer, absolute, false) === 'ignored')) return true;
  for (let at = git.length - 1; at >= 0; at -= 1) {
    const layer = git[at];
    const said = layer === undefined ? 'nothing' : verdict(layer, absolute, isFolder);
    if (said !== 'nothing') return said === 'ignored';
  }
  return false;
}

/**
 * The .gitignore files above `root`. One that ignores the root itself is left out: whoever names an ignored folder wants it
 * scanned.
 */
function gitignoreAbove(root: string): readonly Layer[] {
  const top = gitRootOf(root);
  if (top === undefined || top === root) return [];
  const names = posixPath(top, root).split('/');
  const folders = names.map((_, depth) => join(top, ...names.slice(0, depth)));
  return folders.flatMap((folder) => gitignoreIn(folder)).filter(({ folder, rules }) => !rules.ignores(`${posixPath(folder, root)}/`));
}

/** The .gitignore file of one folder; none when it cannot be read. */
function gitignoreIn(folder: string): readonly Layer[] {
  try {
    return [{ folder, rules: ignoring(readWhole(join(folder, '.gitignore')).split(/\r?\n/)) }];
  } catch {
    return [];
  }
}

/** The stars of a pattern become parts of a regular expression that tries all ways to share out a name among them: with a dozen of them the first name of the same letters takes for ever. */
const mostStars = 3;

/** Patterns as git understands them, without those that nobody writes to name a file. */
function ignoring(patterns: readonly string[]): Ignore {
  return ignore().add(patterns.filter((pattern) => !isCostly(pattern)));
}

function isCostly(pattern: string): boolean {
  const names = pattern.split('/');
  return names.filter((name) => name === '**').length > mostStars || names.some((name) => (name.match(/\*+/g) ?? []).length > mostStars);
}

function verdict({ folder, rules }: Layer, absolute: string, isFolder: boolean): 'ignored' | 'kept' | 'nothing' {
  const path = posixPath(folder, absolute);
  if (path === '' || !isInside(folder, absolute)) return 'nothing';
  const { ignored, unignored } = rules.test(isFolder ? `${path}/` : path);
  return ignored ? 'ignored' : unignored ? 'kept' : 'nothing';
}
