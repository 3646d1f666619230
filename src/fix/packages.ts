import semver from 'semver';
import type { Project } from '../analysis/project.js';
import type { Draft } from './draft.js';
import { usesRequire, type WantedImport } from './imports.js';
import { isTyped } from './typed-file.js';

/** A package that a change may use. */
export interface Candidate {
  readonly package: string;
  /** The range that is installed where the project does not have it. */
  readonly range: string;
  /** The last range that `require` can load, where that is another. */
  readonly required?: string;
  /** What TypeScript needs besides, where the package has no types of its own. */
  readonly types?: string;
  /** The versions that have what is imported here; all of them where it is missing. */
  readonly works?: string;
  readonly import: WantedImport;
}

export interface Chosen {
  readonly import: WantedImport;
  /** Nothing where the project has it. */
  readonly installs: readonly string[];
}

/** What changes need and neither the language nor Node has: the best kept stands first. Versions as of November 2026 on npm; all run on Node 20. */
const candidates = {
  /** Hands the rejection of a handler `(req, res, next)` to `next`. express-async-handler@1.2.0 index.js:1. */
  'async-handler': [{ package: 'express-async-handler', range: '^1.2.0', import: { from: 'express-async-handler', name: 'default', as: 'asyncHandler' } }],
  /** p-limit is an ES module since 4.0: https://github.com/sindresorhus/p-limit/releases/tag/v4.0.0 */
  limiter: [{ package: 'p-limit', range: '^6.2.0', required: '^3.1.0', works: '>=2', import: { from: 'p-limit', name: 'default', as: 'pLimit' } }],
  /** LRUCache is a name of its own since 8: https://github.com/isaacs/node-lru-cache/blob/main/CHANGELOG.md#80 */
  lru: [{ package: 'lru-cache', range: '^11.5.3', works: '>=8', import: { from: 'lru-cache', name: 'LRUCache' } }],
  logger: [{ package: 'pino', range: '^10.4.0', works: '>=7', import: { from: 'pino', name: 'pino' } }],
  /** The option is called `limit` since 7: https://express-rate-limit.mintlify.app/reference/changelog */
  'rate limit of Express': [{ package: 'express-rate-limit', range: '^8.7.4', works: '>=7', import: { from: 'express-rate-limit', name: 'rateLimit' } }],
  /** 11 is for Fastify 5: @fastify/rate-limit@11.2.0 index.js:380. */
  'rate limit of Fastify': [{ package: '@fastify/rate-limit', range: '^11.2.0', works: '>=7', import: { from: '@fastify/rate-limit', name: 'default', as: 'rateLimit' } }],
  /** Times are milliseconds and options a list since 5: https://github.com/nestjs/throttler/blob/master/CHANGELOG.md#500 */
  'rate limit of Nest': [{ package: '@nestjs/throttler', range: '^6.7.1', works: '>=5', import: { from: '@nestjs/throttler', name: 'ThrottlerModule' } }],
  'headers of Express': [{ package: 'helmet', range: '^8.3.0', works: '>=4', import: { from: 'helmet', name: 'default', as: 'helmet' } }],
  'headers of Fastify': [{ package: '@fastify/helmet', range: '^13.2.0', works: '>=8', import: { from: '@fastify/helmet', name: 'default', as: 'helmet' } }],
  /** p-retry is an ES module since 5, and needs Node 22 from 8 on. */
  retry: [{ package: 'p-retry', range: '^6.2.1', required: '^4.6.2', works: '>=4', import: { from: 'p-retry', name: 'default', as: 'pRetry' } }],
  /** cockatiel 4 needs Node 22. */
  breaker: [{ package: 'cockatiel', range: '^3.2.1', works: '>=3', import: { from: 'cockatiel', name: 'circuitBreaker' } }],
  escape: [{ package: 'escape-html', range: '^1.0.3', types: '@types/escape-html@^1.0.4', import: { from: 'escape-html', name: 'default', as: 'escapeHtml' } }],
} as const satisfies Readonly<Record<string, readonly Candidate[]>>;

export type Need = keyof typeof candidates;

/** The package that a file of the project uses for something: one that is installed, else the best kept one, which is to be installed. */
export function chosen(project: Project, file: string, need: Need): Chosen {
  const { candidate, version } = candidateFor(project, file, need);
  return { import: candidate.import, installs: version === undefined ? [`${candidate.package}@${candidate.range}`] : [] };
}

/** What a change calls what it imports of a package, and what has to be installed. */
export interface Brought {
  readonly local: string;
  readonly package: string;
  readonly installs: readonly string[];
}

/** Imports the package for something. @returns undefined where the project has a version without what is imported, or one that `require` cannot load in a file that uses that */
export function brought(project: Project, draft: Draft, need: Need): Brought | undefined {
  const { candidate, version } = candidateFor(project, draft.file, need);
  const byRequire = usesRequire(draft.file, draft.source);
  if (version !== undefined && !fits(version, candidate, byRequire)) return undefined;
  const range = byRequire ? (candidate.required ?? candidate.range) : candidate.range;
  const { types } = candidate;
  const lacksTypes = types !== undefined && isTyped(draft.file) && project.versionOf(draft.file, types.slice(0, types.lastIndexOf('@'))) === undefined;
  return { local: draft.import(candidate.import), package: candidate.package, installs: [...(version === undefined ? [`${candidate.package}@${range}`] : []), ...(lacksTypes ? [types] : [])] };
}

function candidateFor(project: Project, file: string, need: Need): { readonly candidate: Candidate; readonly version: string | undefined } {
  const all: readonly Candidate[] = candidates[need];
  const candidate = all.find((c) => project.versionOf(file, c.package) !== undefined) ?? all[0];
  if (!candidate) throw new Error(`no package for ${need}`);
  return { candidate, version: project.versionOf(file, candidate.package) };
}

function fits(version: string, { works = '*', required }: Candidate, byRequire: boolean): boolean {
  return semver.satisfies(version, works, { includePrerelease: true }) && !(byRequire && required !== undefined && semver.gtr(version, required));
}
