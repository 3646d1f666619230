import type { CatalogEntry, LabelModel, LoggerModel, TelemetryModel } from '../../src/catalog/types.js';
import { pathWords, versionWords } from './catalog-words.js';
import { code, table } from './markdown.js';

/** What the catalog says of an entry on logs, metrics and traces. */
export function observabilityTables(entry: CatalogEntry): readonly string[] {
  return [...loggersTable(entry.loggers ?? []), ...labelsTable(entry.labels ?? []), ...telemetryTable(entry.telemetry ?? [])];
}

const sourceWords = ({ source, verified }: { readonly source: string; readonly verified?: string }): string => (verified === undefined ? source : `${source} (measured on ${verified})`);

function loggersTable(loggers: readonly LoggerModel[]): readonly string[] {
  if (loggers.length === 0) return [];
  const rows = loggers.map((l) => [
    l.inHandlers ? `${pathWords(l.path)} of what handlers are given` : pathWords(l.path),
    [l.writes === 'open' ? 'what its settings say' : l.writes, ...(l.settings ?? []).map((s) => `${s.writes} where ${code(s.at)} is ${s.is.map((v) => code(String(v))).join(' or ')}`)].join('; '),
    l.errors === undefined ? '' : [l.errors.first ? 'first' : '', l.errors.later === 'placed' ? 'behind a text with `%`' : l.errors.later ? 'behind a text' : '', l.errors.fields === 'all' ? 'in any field' : l.errors.fields.length > 0 ? `as ${l.errors.fields.map(code).join(', ')}` : ''].filter(Boolean).join('; '),
    versionWords(l.versions),
    sourceWords(l),
  ]);
  return ['### Log', table(['Path', 'Writes', 'Keeps an error', 'Versions', 'Source'], rows)];
}

function labelsTable(labels: readonly LabelModel[]): readonly string[] {
  if (labels.length === 0) return [];
  const rows = labels.map((l) => [
    pathWords(l.path),
    [...(l.labels ?? []).map((at) => `labels in argument ${String(at + 1)}`), l.values === undefined ? '' : `values from argument ${String(l.values + 1)} on`, l.name === undefined ? '' : `name in argument ${String(l.name + 1)}`].filter(Boolean).join('; '),
    versionWords(l.versions),
    sourceWords(l),
  ]);
  return ['### Labels', table(['Path', 'Where', 'Versions', 'Source'], rows)];
}

function telemetryTable(telemetry: readonly TelemetryModel[]): readonly string[] {
  if (telemetry.length === 0) return [];
  const rows = telemetry.map((t) => [
    t.imported ? 'to import it' : pathWords(t.path),
    `${t.does} ${t.gives.join(' and ')}`,
    [...(t.when ?? []), ...(t.whenMade ?? [])].map(code).join(' or '),
    t.patches ? 'before what it patches' : '',
    versionWords(t.versions),
    sourceWords(t),
  ]);
  return ['### Metrics and traces', table(['Path', 'Does', 'Only with', 'Comes', 'Versions', 'Source'], rows)];
}
