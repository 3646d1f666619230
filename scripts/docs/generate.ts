import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { loadCorrections } from './catalog-corrections.js';
import { loadDrift } from './catalog-drift.js';
import { catalogPage } from './catalog-page.js';
import { loadProofs } from './catalog-proofs.js';
import { checklistPage } from './checklist-page.js';
import { configSchemaFile } from './config-schema-file.js';
import { entriesIndex, loadEntries } from './entry-files.js';
import type { GeneratedFile } from './generated-file.js';
import { readmeWithTables } from './readme.js';
import { loadRuleFiles, type RuleFile } from './rule-files.js';
import { rulePage, rulePagePath } from './rule-page.js';
import { rulesIndex } from './rules-index.js';

export interface Generated {
  readonly files: readonly GeneratedFile[];
  /** Why the README's tables could not be made. The rest does not wait for it. */
  readonly problem?: string;
}

/** Everything that is made from the rules and the catalog, as it should be on disk below `root`. Throws when a rule or an entry cannot be loaded. */
export async function generate(root: string): Promise<Generated> {
  const [rules, entries] = await Promise.all([loadRuleFiles(root), loadEntries(root)]);
  const metas = rules.map(({ rule }) => rule.meta);
  const files = [rulesIndex(rules), entriesIndex(root), ...metas.map(rulePage), ...orphanPages(root, rules), catalogPage(entries, loadProofs(root), loadDrift(root), loadCorrections(root)), checklistPage(metas), configSchemaFile(metas)];
  const readme = readIfPresent(join(root, 'README.md'));
  if (readme === undefined) return { files, problem: 'README.md is missing' };
  try {
    return { files: [...files, { path: 'README.md', text: readmeWithTables(readme, metas, entries) }] };
  } catch (error) {
    return { files, problem: error instanceof Error ? error.message : String(error) };
  }
}

/** The files that differ from what is on disk. */
export function staleFiles(root: string, files: readonly GeneratedFile[]): readonly GeneratedFile[] {
  return files.filter(({ path, text }) => readIfPresent(join(root, path)) !== text);
}

export function writeFiles(root: string, files: readonly GeneratedFile[]): void {
  for (const { path, text } of files) {
    if (text === undefined) {
      rmSync(join(root, path));
      continue;
    }
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
}

/** Pages of rules that are no more. */
function orphanPages(root: string, rules: readonly RuleFile[]): readonly GeneratedFile[] {
  const directory = dirname(rulePagePath('any'));
  if (!existsSync(join(root, directory))) return [];
  const wanted = new Set(rules.map(({ rule }) => rulePagePath(rule.meta.id)));
  return readdirSync(join(root, directory))
    .map((file) => `${directory}/${file}`)
    .filter((path) => !wanted.has(path))
    .map((path) => ({ path, text: undefined }));
}

function readIfPresent(path: string): string | undefined {
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
}
