import { flatten, type CallRef } from '../abstract.js';
import type { Project } from '../project.js';
import { slotTaken } from './slot-taken.js';

/**
 * Functions of the database that take or give back a lock of the session: https://www.postgresql.org/docs/current/explicit-locking.html#ADVISORY-LOCKS,
 * https://dev.mysql.com/doc/refman/8.4/en/locking-functions.html. Those with `xact` end with the transaction.
 */
const sessionLock = /\b(pg_(?:try_)?advisory_(?:lock|unlock)(?:_shared|_all)?|get_lock|release_lock)\s*\(/i;

/** The lock function in a query that a pool sends on whatever connection is free; `undefined` for all other calls. */
export function advisoryLockOnPool(project: Project, ref: CallRef): { readonly name: string; readonly sure: boolean } | undefined {
  const fact = project.evaluator.call(ref);
  if (!fact || fact.args.length === 0) return undefined;
  const texts = flatten(project.evaluator.argument(ref, 0, undefined)).flatMap((v) => (v.is === 'literal' ? [String(v.value)] : v.is === 'text' ? [v.parts.join(' ')] : []));
  const name = texts.map((text) => sessionLock.exec(text)?.[1]).find((found) => found !== undefined);
  if (name === undefined) return undefined;
  const taken = slotTaken(project, ref);
  return taken?.keeps === 'itself' && taken.model.kind === 'connection' ? { name, sure: taken.sure && taken.source.known !== 'given' } : undefined;
}
