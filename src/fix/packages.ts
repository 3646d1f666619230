import semver from 'semver';
import type { Project } from '../analysis/project.js';
import type { Draft } from './draft.js';
import { usesRequire, type WantedImport } from './imports.js';

/** A package that fills a need. */
interface Candidate {
  readonly package: string;
  /** What to install where the project does not have it. */
  readonly range: string;
  /** The last range that `require` can load, where that is another. */
  readonly required?: string;
  /** Versions whose interface is the one that is written here. */
  readonly works: string;
  readonly import: Omit<WantedImport, 'from'>;
}

/** What a change may need, and who has it: those that the project already depends on come first. Versions of November 2026; Node 20 runs all of them. */
const candidates = {
  limiter: [{ package: 'p-limit', range: '^6.2.0', required: '^3.1.0', works: '>=2', import: { name: 'default', as: 'pLimit' } }],
  lru: [{ package: 'lru-cache', range: '^11.5.3', works: '>=8', import: { name: 'LRUCache' } }],
  logger: [{ package: 'pino', range: '^10.4.0', works: '>=7', import: { name: 'default', as: 'pino' } }],
  'rate limit of Express': [{ package: 'express-rate-limit', range: '^8.7.4', works: '>=7', import: { name: 'rateLimit' } }],
  'headers of Express': [{ package: 'helmet', range: '^8.3.0', works: '>=4', import: { name: 'default', as: 'helmet' } }],
  'headers of Fastify': [{ package: '@fastify/helmet', range: '^13.2.0', works: '>=8', import: { name: 'default', as: 'helmet' } }],
  escape: [{ package: 'escape-html', range: '^1.0.3', works: '>=1', import: { name: 'default', as: 'escapeHtml' } }],
} as const satisfies Readonly<Record<string, readonly Candidate[]>>;

export type Need = keyof typeof candidates;

/** The package that fills a need in a file. */
export interface Chosen {
  /** What the file calls what it imports of it. */
  readonly local: string;
  readonly package: string;
  /** What has to be installed. */
  readonly installs: readonly string[];
}

/** Imports what fills a need. @returns undefined where the project has a version with another interface, or one that the file cannot load */
export function chosen(project: Project, draft: Draft, need: Need): Chosen | undefined {
  const all: readonly Candidate[] = candidates[need];
  const byRequire = usesRequire(draft.file, draft.source);
  const own = all.find((one) => project.versionOf(draft.file, one.package) !== undefined);
  const one = own ?? all[0];
  const version = one && project.versionOf(draft.file, one.package);
  if (!one || (version !== undefined && !fits(version, one, byRequire))) return undefined;
  const range = byRequire ? (one.required ?? one.range) : one.range;
  return { local: draft.import({ from: one.package, ...one.import }), package: one.package, installs: version === undefined ? [`${one.package}@${range}`] : [] };
}

function fits(version: string, { works, required }: Candidate, byRequire: boolean): boolean {
  return semver.satisfies(version, works, { includePrerelease: true }) && !(byRequire && required !== undefined && semver.gtr(version, required));
}
