import { advisoryLockOnPool } from '../../src/analysis/nesting/advisory-locks.js';
import { lockOrders, loneLocks, type LockOrder, type LoneLock } from '../../src/analysis/nesting/lock-orders.js';
import { releaseEvidence } from '../../src/analysis/nesting/release-report.js';
import { lockTokensIn, type LockToken } from '../../src/analysis/nesting/lock-tokens.js';
import type { CallRef } from '../../src/analysis/abstract.js';
import { rowEvidence } from '../../src/analysis/rows/row-report.js';
import type { Project } from '../../src/analysis/project.js';
import { nameOfCall, placeText, spanOf, wayTo } from '../../src/analysis/site.js';
import type { Evidence } from '../../src/model/evidence.js';
import { defineRule } from '../../src/model/rule.js';

const id = 'no-lock-order-inversion';

export default defineRule({
  meta: {
    id,
    area: 'reliability',
    item: 'resources',
    mode: 'Deadlock',
    summary: 'Locks are taken in one order everywhere, and only who took one gives it back.',
    why: 'Two functions take the same two locks, each in its own order. Most of the time one of them is done before the other begins. Under load each gets its first lock and waits for the other one, for ever, and so does everybody who comes after them. With rows of a database it is the same, until the database ends one of the two with an error. A lock that is taken through a pool of connections is given back on another connection, which does not hold it: it stays taken until that connection ends. A lock whose token is the time has two owners when two ask for it in the same millisecond, or when one outlives it. A lock in Redis ends when its time is over, also while the work goes on: who then deletes it without a look at its value deletes that of the next one. And a finally that gives back a lock which was not got takes it from the one who has it.',
    how: 'Looks at rows that transactions of requests and jobs lock, by SQL, or by updates and locks of query builders, across functions and files: it warns where two of them take rows of two tables in both orders, and where rows are locked one by one in the order in which the caller lists them. Looks at locks of the catalog that are taken while others are held, across functions and files, and fails where the project takes the same two in the other order as well; at queries that take or give back a session-level advisory lock, which fail where a pool sends them; at locks in Redis (SET NX) whose value is kept to know them again, which fail where that value is made of the time alone, and at the deletion of those that have a time, in a finally, which fails where nothing compares the value, or where that is a constant. Locks in Redis, of redlock and proper-lockfile, and lock files that are opened with wx, fail where a finally gives them back that also runs when they were not got. It passes where there is one order, where a lock is taken alone, where the token is random, and where only the owner gives it back. Locks that cannot be told apart are unknown.',
    coverage: { practice: 'locks in one order, with an owner', sites: 'locks' },
    level: 'error',
    weakness: 833,
    gate: ['catalog'],
    examples: [
      { title: 'Two locks in both orders', reports: [5, 8], code: "import { Mutex } from 'async-mutex';\nconst accounts = new Mutex();\nconst orders = new Mutex();\nexport function pay(work: () => Promise<void>) {\n  return accounts.runExclusive(() => orders.runExclusive(work));\n}\nexport function refund(work: () => Promise<void>) {\n  return orders.runExclusive(() => accounts.runExclusive(work));\n}\n", dependencies: { 'async-mutex': '0.5.0' } },
      { title: 'An advisory lock through the pool', reports: [4], code: "import { Pool } from 'pg';\nconst pool = new Pool();\nexport async function migrate() {\n  await pool.query('SELECT pg_advisory_lock(1)');\n}\n", dependencies: { pg: '8.16.3' } },
      { title: 'A finally that deletes the lock of another one', reports: [9], code: "import { randomUUID } from 'node:crypto';\nimport { Redis } from 'ioredis';\nconst redis = new Redis();\nexport async function nightly(work: () => Promise<void>) {\n  try {\n    if (!(await redis.set('nightly', randomUUID(), 'NX'))) return;\n    await work();\n  } finally {\n    await redis.del('nightly');\n  }\n}\n", dependencies: { ioredis: '5.7.0' } },
      { title: 'One order', reports: [], code: "import { Mutex } from 'async-mutex';\nconst accounts = new Mutex();\nconst orders = new Mutex();\nexport function pay(work: () => Promise<void>) {\n  return accounts.runExclusive(() => orders.runExclusive(work));\n}\nexport function refund(work: () => Promise<void>) {\n  return accounts.runExclusive(() => orders.runExclusive(work));\n}\n", dependencies: { 'async-mutex': '0.5.0' } },
      { title: 'An advisory lock on one client', reports: [], code: "import { Pool } from 'pg';\nconst pool = new Pool();\nexport async function migrate() {\n  const client = await pool.connect();\n  try {\n    await client.query('SELECT pg_advisory_lock(1)');\n  } finally {\n    await client.query('SELECT pg_advisory_unlock(1)').finally(() => client.release());\n  }\n}\n", dependencies: { pg: '8.16.3' } },
    ],
    blindSpots: [
      'Of rows it is known which table they are of, and not which rows. Locks that a statement takes beside its own rows, by foreign keys, triggers, joins and ranges, are not known, nor is what a library writes when it saves an object.',
      'That one statement for many rows, as a bulk upsert, takes them in the order of its list is not looked at.',
      'Locks under keys that are not constant, in maps, or in fields of objects of which there are several, are not told apart.',
      'Chains of three and more locks are not looked at.',
      'A lock in Redis is followed to where it is deleted by its text, its field or its name. One that is deleted in no finally may as well be a mark that something was done, and is left alone, and so is one whose time is made longer in the same file.',
      'Unlocks that are waited for with Promise.all, where the first that fails leaves the others to themselves, are not looked at.',
      'Locks that cannot be refused, as those of a mutex in the process, may be taken inside of the try; that such a mutex has a timeout is not asked.',
    ],
    fix: { none: 'Which of the two orders is to hold is a decision for all the places that take both.' },
  },
  *file({ file, facts, project }) {
    const orders = lockOrders(project).filter(({ taken }) => taken.ref.file === file);
    // A lock that is taken in a helper is told once, however many hold another one meanwhile.
    const told = new Map(orders.toSorted((a, b) => a.reversed.length - b.reversed.length).map((order) => [order.taken.ref.call, order]));
    for (const order of told.values()) yield ofOrder(project, order);
    const lone = new Map(loneLocks(project, file).toSorted((a, b) => Number(b.sure) - Number(a.sure)).map((lock) => [lock.holder.ref.call, lock]));
    for (const lock of lone.values()) yield ofLone(project, lock);
    for (const call of facts.calls.keys()) {
      const lock = advisoryLockOnPool(project, { file, call });
      if (lock) yield ofAdvisory(project, { file, call }, lock);
    }
    for (const token of lockTokensIn(project, file)) yield ofToken(project, token);
    yield* releaseEvidence(project, file, id);
    yield* rowEvidence(project, file, id);
  },
});

function base(project: Project, ref: CallRef): Pick<Evidence, 'rule' | 'span' | 'reach' | 'trace' | 'confidence' | 'fixes'> {
  return { rule: id, span: spanOf(project, ref), ...wayTo(project, ref), confidence: 'high', fixes: [] };
}

function ofOrder(project: Project, { holder, taken, reversed: [other] }: LockOrder): Evidence {
  const [outer, inner] = [nameOfCall(project, holder.ref), nameOfCall(project, taken.ref)];
  const found = { ...base(project, taken.ref), data: { outer, inner } };
  if (!other) return { ...found, outcome: project.partial ? 'unknown' : 'pass', message: `${outer} comes before ${inner} wherever both are taken` };
  return {
    ...found, outcome: 'fail', ...(found.reach === 'script' && { level: 'info' as const }),
    message: `${inner} is waited for while the lock of ${outer} (${placeText(project, holder.ref)}) is held, and in ${placeText(project, other.taken.ref)} it is the other way around. Two callers that each hold one of them wait for each other for ever.`,
    help: 'Take the two in the same order everywhere, or put one lock around both.',
    trace: [...found.trace, { span: spanOf(project, holder.ref), message: `${outer} is held from here on` }, { span: spanOf(project, other.holder.ref), message: 'here the other one is taken first' }, { span: spanOf(project, other.taken.ref), message: 'and then this one' }],
  };
}

function ofLone(project: Project, { holder: { ref }, sure }: LoneLock): Evidence {
  const found = { ...base(project, ref), data: { outer: nameOfCall(project, ref) } };
  if (!sure) return { ...found, outcome: 'unknown', message: `whether another lock is waited for while ${nameOfCall(project, ref)} holds one is not seen` };
  return { ...found, outcome: 'pass', message: `no other lock is waited for while ${nameOfCall(project, ref)} holds one` };
}

function ofAdvisory(project: Project, ref: CallRef, { name, sure }: { readonly name: string; readonly sure: boolean }): Evidence {
  const found = { ...base(project, ref), data: { lock: name } };
  const call = nameOfCall(project, ref);
  if (!sure) return { ...found, outcome: 'unknown', message: `whether ${call} sends ${name} on one connection is not seen` };
  const gives = /unlock|release/i.test(name);
  return {
    ...found, outcome: 'fail', ...(found.reach === 'script' && { level: 'info' as const }),
    message: gives
      ? `${call} sends ${name} on whatever connection of the pool is free, and only the session that took the lock can give it back. Elsewhere it does nothing, and the lock stays taken as long as that connection lives.`
      : `${call} takes ${name} for whatever connection of the pool sends it. The connection goes back to the pool with the lock: whoever gets it next has the lock too, and giving it back through the pool reaches another session.`,
    help: 'Get one client of the pool, take the lock, do the work and give the lock back on it; or use pg_advisory_xact_lock in a transaction, which ends with that.',
  };
}

function ofToken(project: Project, { ref, is, clock }: LockToken): Evidence {
  const found = { ...base(project, ref), data: { token: is } };
  const call = nameOfCall(project, ref);
  if (is === 'random') return { ...found, outcome: 'pass', message: `the lock that ${call} takes has a token that nobody else has` };
  if (is === 'unknown') return { ...found, outcome: 'unknown', message: `how the token of the lock that ${call} takes is made is not seen` };
  return {
    ...found, span: spanOf(project, clock ?? ref), outcome: 'fail', level: found.reach === 'script' ? 'info' : 'warning',
    trace: [...found.trace, { span: spanOf(project, ref), message: 'the lock is taken with it here' }],
    message: `The lock that ${call} takes is known again by the time alone. Two that ask in the same millisecond have the same token: who has lost the lock takes that of the other one for its own, and deletes it while that one works.`,
    help: 'Make the token of randomUUID(), with the time in front of it if that is needed.',
  };
}
