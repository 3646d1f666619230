import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { readWhole } from '../files/read-whole.js';
import { readSections, type YamlMap } from './block-yaml.js';
import { isRecord, withoutPrototype } from './json-text.js';

/** Ranges by catalog and package; the catalog without a name is `default`. */
export type Catalogs = Readonly<Record<string, Readonly<Record<string, string>>>>;

export interface WorkspaceFiles {
  /** Globs of the workspace's packages. */
  readonly packages: readonly string[];
  readonly catalogs: Catalogs;
}

/**
 * What the absolute `folder` says about a workspace: `workspaces` of its package.json (npm, yarn, bun), pnpm-workspace.yaml,
 * and the catalogs of pnpm (pnpm-workspace.yaml), yarn (.yarnrc.yml) and bun (package.json). Empty where it says nothing.
 */
export function readWorkspaceFiles(folder: string, json: Readonly<Record<string, unknown>>): WorkspaceFiles {
  const workspaces = isRecord(json['workspaces']) ? json['workspaces'] : {};
  const pnpm = sectionsOf(join(folder, 'pnpm-workspace.yaml'));
  const yarn = sectionsOf(join(folder, '.yarnrc.yml'));
  return {
    packages: [...list(json['workspaces']), ...list(workspaces['packages']), ...list(pnpm['packages'])],
    catalogs: merged([catalogsOf(pnpm), catalogsOf(yarn), catalogsOf(json), catalogsOf(workspaces)]),
  };
}

const wanted = new Set(['packages', 'catalog', 'catalogs']);

function sectionsOf(file: string): YamlMap {
  if (!existsSync(file)) return {};
  try {
    return readSections(readWhole(file), wanted);
  } catch {
    return {};
  }
}

function catalogsOf(holder: Readonly<Record<string, unknown>> | YamlMap): Catalogs {
  const named = asRecord(holder['catalogs']);
  const catalogs = Object.fromEntries(Object.keys(named).map((name) => [name, ranges(named[name])]));
  return holder['catalog'] === undefined ? catalogs : { ...catalogs, default: ranges(holder['catalog']) };
}

function merged(all: readonly Catalogs[]): Catalogs {
  return withoutPrototype(Object.fromEntries(all.flatMap((catalogs) => Object.entries(catalogs))));
}

function ranges(value: unknown): Readonly<Record<string, string>> {
  return withoutPrototype(Object.fromEntries(Object.entries(asRecord(value)).flatMap(([name, range]) => (typeof range === 'string' ? [[name, range]] : []))));
}

function asRecord(value: unknown): Readonly<Record<string, unknown>> {
  return isRecord(value) ? value : {};
}

function list(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}
