/** What a statement of SQL locks until its transaction ends. */
export interface LockingSql {
  readonly table: string;
  /** As messages say it: `UPDATE`. */
  readonly does: string;
}

/** A part of the text that is not known. */
export const gap = '\u0000';

const name = '((?:[\\w$]+|"[^"]+"|`[^`]+`|\\[[^\\]]+\\])(?:\\.(?:[\\w$]+|"[^"]+"|`[^`]+`|\\[[^\\]]+\\]))*)';
const update = new RegExp(`^update\\s+(?:only\\s+|low_priority\\s+|ignore\\s+)*${name}\\s`, 'i');
const deletion = new RegExp(`^delete\\s+from\\s+(?:only\\s+)?${name}`, 'i');
const insertion = new RegExp(`^insert\\s+into\\s+${name}`, 'i');
const selection = new RegExp(`\\sfrom\\s+(?:only\\s+)?${name}`, 'i');

/**
 * The rows that a statement locks for itself: https://www.postgresql.org/docs/current/explicit-locking.html#LOCKING-ROWS, https://dev.mysql.com/doc/refman/8.4/en/innodb-locks-set.html.
 * What does not wait (`SKIP LOCKED`, `NOWAIT`) cannot be waited for in a circle, and shared locks are left out.
 */
export function lockingSql(text: string): LockingSql | undefined {
  const sql = text.replace(/--[^\n]*|\/\*[\s\S]*?\*\//g, ' ').replace(/\s+/g, ' ').trim();
  const named = (pattern: RegExp, does: string): LockingSql | undefined => {
    const table = pattern.exec(sql)?.[1];
    return table === undefined ? undefined : { table: plainName(table), does };
  };
  if (/^update\s/i.test(sql)) return named(update, 'UPDATE');
  if (/^delete\s/i.test(sql)) return named(deletion, 'DELETE');
  if (/^insert\s/i.test(sql)) return /\son conflict\b[\s\S]*\sdo update\b|\son duplicate key update\b/i.test(sql) ? named(insertion, 'upsert') : undefined;
  const locks = /^select\s/i.test(sql) && /\sfor (?:no key )?update\b/i.test(sql) && !/\s(?:skip locked|nowait)\b/i.test(sql);
  return locks ? named(selection, 'SELECT … FOR UPDATE') : undefined;
}

/** `"public"."Orders"` and `orders` are one table. */
export function plainName(table: string): string {
  return (table.split('.').at(-1) ?? table).replace(/["`[\]]/g, '').toLowerCase();
}
