import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

/** A small project to mutate: texts by posix path. */
export interface FuzzSeed {
  readonly name: string;
  readonly files: Readonly<Record<string, string>>;
  /** The path of the file that is mutated. */
  readonly mutated: string;
}

const root = fileURLToPath(new URL('../..', import.meta.url));
const source = /(?<!\.d)\.[cm]?[jt]sx?$/u;
const artifact = /(?:^|\/)(?:[\w.-]*Dockerfile[\w.-]*|Procfile|package\.json|tsconfig\.json|package-lock\.json)$|\.(?:ya?ml|tf|prisma)$/u;
const leftOut = /(?:^|\/)(?:node_modules|\.git|dist|build|coverage)(?:\/|$)/u;
/** Bytes. Larger ones say nothing more, and take longer. */
const largest = 60_000;

/** The fixtures of the rules: each file of each is a seed. */
export function fixtureSeeds(): readonly FuzzSeed[] {
  const rules = join(root, 'fixtures/rules');
  return readdirSync(rules).flatMap((rule) => readdirSync(join(rules, rule), { withFileTypes: true }).flatMap((entry) => {
    const at = join(rules, rule, entry.name);
    return seedsOf(`${rule}/${entry.name}`, entry.isDirectory() ? textsBelow(at) : { [`src/${entry.name}`]: readFileSync(at, 'utf8') });
  }));
}

/** The files of a checkout, each with a few of those beside it. */
export function checkoutSeeds(folder: string): readonly FuzzSeed[] {
  const texts = textsBelow(folder);
  return Object.keys(texts).map((path) => {
    const at = dirname(path);
    const beside = [...Object.keys(texts).filter((other) => dirname(other) === at).slice(0, 4), ...(at !== '.' && texts['package.json'] !== undefined ? ['package.json'] : [])];
    return { name: `${basename(folder)}/${path}`, mutated: path, files: Object.fromEntries([path, ...beside].map((one) => [one, texts[one] ?? ''])) };
  });
}

function seedsOf(name: string, files: Readonly<Record<string, string>>): readonly FuzzSeed[] {
  return Object.keys(files).map((mutated) => ({ name, files, mutated }));
}

function textsBelow(folder: string): Readonly<Record<string, string>> {
  const paths = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const chosen = paths.map((path) => [relative(folder, path).split(sep).join('/'), path] as const).filter(([path, absolute]) => (source.test(path) || artifact.test(path)) && !leftOut.test(path) && statSync(absolute).size < largest);
  return Object.fromEntries(chosen.map(([path, absolute]) => [path, readFileSync(absolute, 'utf8')]));
}
