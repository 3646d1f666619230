import type { CatalogEntry, HeaderModel, MarkupModel, SessionModel } from '../../src/catalog/types.js';
import { pathWords, versionWords } from './catalog-words.js';
import { code, table } from './markdown.js';

/** What the catalog says of an entry about pages and sessions. */
export function webTables(entry: CatalogEntry): readonly string[] {
  return [...markupTable(entry.markup ?? []), ...sessionsTable(entry.sessions ?? []), ...headersTable(entry.headers ?? [])];
}

const markupWords: Readonly<Record<MarkupModel['does'], string>> = { escapes: 'makes it harmless', passes: 'lets markup through', renders: 'escapes values' };

function markupTable(markup: readonly MarkupModel[]): readonly string[] {
  if (markup.length === 0) return [];
  return ['### Text in pages', table(['Path', 'What it does', 'Switched off by', 'Versions', 'Source'], markup.map((m) => [named(m.path), markupWords[m.does], (m.off?.at ?? []).map(code).join(', '), versionWords(m.versions), sourceText(m)]))];
}

function sessionsTable(sessions: readonly SessionModel[]): readonly string[] {
  if (sessions.length === 0) return [];
  return ['### Sessions in cookies', table(['Path', 'SameSite', 'By default', 'Versions', 'Source'], sessions.map((s) => [named(s.path), s.sameSite.map(code).join(', '), s.otherwise, versionWords(s.versions), sourceText(s)]))];
}

function headersTable(headers: readonly HeaderModel[]): readonly string[] {
  if (headers.length === 0) return [];
  return ['### Headers of pages', table(['Path', 'Used as', 'Source'], headers.map((h) => [named(h.path), h.as, sourceText(h)]))];
}

function named(path: string): string {
  return path === '' ? 'the export' : pathWords(path);
}

function sourceText({ source, verified }: { readonly source: string; readonly verified?: string }): string {
  return verified === undefined ? source : `${source} (measured on ${verified})`;
}
