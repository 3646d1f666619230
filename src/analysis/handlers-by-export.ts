import type { Catalog } from '../catalog/catalog.js';
import type { CatalogEntry, HandlerModel } from '../catalog/types.js';
import type { ExportFact, FileFacts } from '../model/facts.js';
import { isBuilt } from './built-pages.js';
import type { Evaluator } from './evaluate.js';
import { functionsIn, propertiesAt, throughUnseen, type Handler, type VersionOf } from './handlers.js';

/** What a file hands to its framework by exporting it: route files of Next and Remix, server actions, Lambda's `handler`. */
export function exportedHandlers(evaluator: Evaluator, catalog: Catalog, versionOf: VersionOf, file: string, facts: FileFacts): readonly Handler[] {
  if (facts.exports.length === 0) return [];
  return catalog.handlersBy('export ').flatMap(({ entry, model }) => {
    if (!concerns(model, file, facts) || !isInstalled(entry, model, versionOf, file, facts) || isBuilt(versionOf, model, file, facts)) return [];
    return facts.exports.filter((e) => isNamed(e, model)).flatMap((e) => handlersIn(evaluator, file, e, model).map((handler) => ({ ...handler, model, entry, package: model.needs ?? entry.packages[0] ?? '' })));
  });
}

function concerns({ files, directive }: HandlerModel, file: string, facts: FileFacts): boolean {
  if (directive !== undefined && !facts.directives.includes(directive)) return false;
  return files === undefined ? directive !== undefined : patternOf(files).test(file);
}

const patterns = new Map<string, RegExp>();

function patternOf(text: string): RegExp {
  let pattern = patterns.get(text);
  if (!pattern) patterns.set(text, (pattern = new RegExp(text)));
  return pattern;
}

/** The package that the model needs, or one of the entry's, is installed or imported here. */
function isInstalled({ packages }: CatalogEntry, { needs }: HandlerModel, versionOf: VersionOf, file: string, facts: FileFacts): boolean {
  const names = needs === undefined ? packages : [needs];
  return names.some((name) => facts.imports.some((i) => i === name || i.startsWith(`${name}/`)) || versionOf(file, name) !== undefined);
}

function isNamed({ name }: ExportFact, { path }: HandlerModel): boolean {
  const names = path.slice('export '.length).split('|');
  return names.includes('*') ? name !== '*' : names.includes(name === '=' ? 'default' : name);
}

function handlersIn(evaluator: Evaluator, file: string, { name, value, from, imported }: ExportFact, { reach, signal, property }: HandlerModel): readonly Omit<Handler, 'model' | 'entry' | 'package'>[] {
  const { values: exported, through } = value ? throughUnseen(evaluator, file, value) : { values: from === undefined ? [] : evaluator.exports.imported(file, from, imported ?? name), through: [] };
  const values = property === undefined ? exported : propertiesAt(evaluator, exported, property.split('.')).flatMap((found) => found.values);
  return functionsIn(evaluator, values, through).map((fn) => ({ ...fn, reach, exported: true as const, name: `${name === '=' ? 'default' : name} of ${file}`, ...(signal !== undefined && { signal }) }));
}
