import type { Project } from '../analysis/project.js';
import type { WantedImport } from './imports.js';

/** A package that a change may use. */
export interface Candidate {
  readonly package: string;
  /** The range that is installed where the project does not have it. */
  readonly range: string;
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
} as const satisfies Readonly<Record<string, readonly Candidate[]>>;

export type Need = keyof typeof candidates;

/** The package that a file of the project uses for something: one that is installed, else the best kept one, which is to be installed. */
export function chosen(project: Project, file: string, need: Need): Chosen {
  const all: readonly Candidate[] = candidates[need];
  const known = all.find((c) => project.versionOf(file, c.package) !== undefined);
  const [best] = all;
  const candidate = known ?? best;
  if (!candidate) throw new Error(`no package for ${need}`);
  return { import: candidate.import, installs: known ? [] : [`${candidate.package}@${candidate.range}`] };
}
