import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Rule } from '../../src/model/rule.js';

export interface RuleFile {
  /** Posix path relative to the project's root: `rules/reliability/require-timeout.ts`. */
  readonly path: string;
  readonly rule: Rule;
}

/**
 * Loads every `rules/<area>/<id>.ts`, sorted by id. It reads the directory, not `rules/index.ts`, which is made from it. Throws for a file
 * whose name or folder is not its rule's id or area, and for one without a rule.
 */
export async function loadRuleFiles(root: string): Promise<readonly RuleFile[]> {
  const loaded = await Promise.all(rulePaths(root).map(async (path) => ({ path, rule: await loadRule(root, path) })));
  return loaded.sort((a, b) => (a.rule.meta.id < b.rule.meta.id ? -1 : 1));
}

/** The paths of all rule files, relative to the root. */
export function rulePaths(root: string): readonly string[] {
  return readdirSync(join(root, 'rules'), { withFileTypes: true })
    .filter((area) => area.isDirectory())
    .flatMap(({ name }) => readdirSync(join(root, 'rules', name)).map((file) => `rules/${name}/${file}`))
    .filter((path) => path.endsWith('.ts'))
    .sort();
}

async function loadRule(root: string, path: string): Promise<Rule> {
  const { default: rule } = (await import(pathToFileURL(join(root, path)).href)) as { readonly default?: Rule };
  if (rule === undefined) throw new Error(`${path}: has no default export; write export default defineRule({ … })`);
  const expected = `rules/${rule.meta.area}/${rule.meta.id}.ts`;
  if (path !== expected) throw new Error(`${path}: its meta says ${rule.meta.area} and ${rule.meta.id}; the file should be ${expected}`);
  return rule;
}
