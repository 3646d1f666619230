import type { FileFacts, Value } from '../../model/facts.js';
import { flatten } from '../abstract.js';
import type { Project } from '../project.js';
import { mentions } from './mentions.js';

/**
 * Codes with which stores say that a key is taken, or that somebody else wrote at the same time. Sources: Prisma's error reference (P2002 unique
 * constraint, P2034 write conflict), PostgreSQL 17 appendix A (23505 unique_violation, 40001 serialization_failure, 40P01 deadlock_detected), MySQL 8.4
 * error reference (1062 ER_DUP_ENTRY, 1213 ER_LOCK_DEADLOCK), MongoDB error codes (11000 DuplicateKey), SQLite result codes, Node's errno (EEXIST).
 */
const conflicts: ReadonlySet<string> = new Set(['P2002', 'P2034', '23505', '40001', '40P01', 'ER_DUP_ENTRY', '1062', 'ER_LOCK_DEADLOCK', '1213', '11000', 'SQLITE_CONSTRAINT_UNIQUE', 'SQLITE_CONSTRAINT_PRIMARYKEY', 'EEXIST']);

/** Whether a test asks for a conflict, which the next attempt ends by another key, or by what the other has written; a store that is down is another error. */
export function asksForConflict({ evaluator }: Project, file: string, facts: FileFacts, test: Value): boolean {
  const isCode = (value: Value): boolean => value.is === 'literal' ? conflicts.has(String(value.value)) : value.is === 'member' && flatten(evaluator.evaluate(file, value)).some((v) => v.is === 'literal' && conflicts.has(String(v.value)));
  return mentions(facts, test, isCode);
}
