import { growingTable } from '../reads/growing-tables.js';
import type { RowsRead } from '../reads/rows-read.js';
import { nameOfCall } from '../site.js';
import { isExcerpt } from '../unseen-part.js';
import { sizeOfNumber } from './numbers.js';
import type { Looked } from './frames.js';
import { bounded, unknownSize, type Size } from './size.js';
import type { Sizes } from './sizes.js';

/** How many rows a query gives: as many as its limit, its list of keys, or its table. A table that nobody adds to while the service runs has as many as stand there. */
export function sizeOfRows(sizes: Sizes, read: RowsRead, looked: Looked, depth: number): Size {
  const { project } = sizes;
  const name = nameOfCall(project, read.ref);
  if (read.limit.is === 'set') {
    const { value, file, by } = read.limit;
    const most = value && file !== undefined ? sizeOfNumber(sizes, { ...looked, file, value }, depth + 1) : undefined;
    return most === undefined || most.is === 'bounded' ? bounded(`${by} of ${name}`) : most;
  }
  if (read.limit.is === 'unknown') return unknownSize('a query that is not read whole');
  const { filter } = read;
  if (filter.is === 'one') return bounded(`one row of ${name}`);
  if (filter.is === 'unknown') return unknownSize('a filter that is not read');
  if (filter.is === 'list') return sizes.of({ ...looked, file: filter.file, value: filter.of }, depth + 1);
  const table = growingTable(project, read.table);
  if (!table) return unknownSize('a table to which no request is seen to add rows', filter.is === 'all' && isExcerpt(project) ? 'part' : undefined);
  return { is: 'unbounded', by: 'rows', why: name, at: read.ref, ...(filter.is !== 'all' && { part: true }), ...(!table.large && { modest: true }) };
}
