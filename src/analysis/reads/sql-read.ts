import type { Filter } from './filter.js';

/** What a query in SQL gets, as far as its text says it. */
export type SqlRead =
  | { readonly is: 'rows'; readonly table: string; readonly filter: Exclude<Filter['is'], 'list'> }
  | { readonly is: 'limited'; readonly by: string }
  | { readonly is: 'adds'; readonly table: string }
  | { readonly is: 'other' };

/** The facts keep no more of a text: what ends there may go on. */
const longest = 400;
const parameter = '(?:\\$\\d+|\\?|:\\w+|@\\w+|\\u0000)';

/**
 * Reads a query.
 * @param parts its constant parts; between them stands what is not known
 */
export function readSql(parts: readonly string[]): SqlRead {
  const text = parts.join('\u0000').replace(/--[^\n]*/g, ' ').replace(/\s+/g, ' ').trim();
  const added = /^(?:insert|replace) (?:ignore )?into ["`[]?([\w.]+)/i.exec(text);
  if (added) return { is: 'adds', table: tableName(added[1]) };
  const from = /^select (.+?) from ["`[]?([\w.]+)/i.exec(text);
  if (!from) return { is: 'other' };
  if (/\b(?:limit|fetch (?:first|next)) \d|^select top ?\(?\d/i.test(text)) return { is: 'limited', by: 'LIMIT' };
  // What a parameter says is not read.
  if (/\b(?:limit|fetch (?:first|next))\b|^select top\b/i.test(text)) return { is: 'other' };
  // What is cut off, put together by code or grouped may be small.
  if (parts.some((p) => p.length >= longest) || /\b(?:group by|union|distinct|having|for update)\b/i.test(text)) return { is: 'other' };
  if (/^(?:count|sum|min|max|avg|exists|coalesce|json_agg|array_agg|jsonb_agg|string_agg)\s*\(/i.test(from[1] ?? '')) return { is: 'limited', by: 'an aggregate' };
  const where = / where (.*)$/i.exec(text)?.[1];
  const table = tableName(from[2]);
  if (where === undefined) return text.includes('\u0000') ? { is: 'other' } : { is: 'rows', table, filter: 'all' };
  const filter = filterOf(where);
  // `u.id` of a table that is joined has many rows of this one.
  return { is: 'rows', table, filter: filter === 'one' && /\bjoin\b/i.test(text) ? 'owned' : filter };
}

function filterOf(where: string): Exclude<Filter['is'], 'list'> {
  if (/\bor\b/i.test(where)) return 'unknown';
  if (new RegExp(`(?:^|[\\s.(\`"])(?:id|uuid|_id)["\`]? ?= ?${parameter}`, 'i').test(where)) return 'one';
  if (new RegExp(`= ?(?:any ?\\()?${parameter}`, 'i').test(where)) return 'owned';
  return new RegExp(parameter).test(where) || /\b(?:in|exists|select)\b/i.test(where) ? 'unknown' : 'state';
}

function tableName(written: string | undefined): string {
  return (written ?? '').split('.').at(-1)?.toLowerCase() ?? '';
}
