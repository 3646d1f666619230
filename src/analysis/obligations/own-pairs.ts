import type { AcquireModel } from '../../catalog/acquire-model.js';
import type { Value } from '../../model/facts.js';
import { flatten, type CallRef } from '../abstract.js';
import type { Project } from '../project.js';
import { acquiredBy } from './held.js';

interface Pair {
  readonly release: readonly string[];
  readonly noun: string;
}

const connection: Pair = { release: ['release', 'close', 'end', 'quit', 'disconnect', 'destroy'], noun: 'connection' };
const lock: Pair = { release: ['release', 'unlock'], noun: 'lock' };
const session: Pair = { release: ['close', 'end', 'endSession'], noun: 'session' };
const stream: Pair = { release: ['close', 'abort', 'reset', 'end', 'destroy'], noun: 'stream' };
const transaction: Pair = { release: ['commit', 'rollback'], noun: 'transaction' };

/** What is got by these names is given back by those, in whatever library: the words that pools, drivers, locks and browsers share. */
const pairs: ReadonlyMap<string, Pair> = new Map([
  ...['connect', 'getConnection', 'createConnection', 'getClient', 'checkout', 'borrow', 'reserve'].map((name) => [name, connection] as const),
  ...['acquire', 'lock', 'acquireLock'].map((name) => [name, lock] as const),
  ...['startSession', 'openSession'].map((name) => [name, session] as const),
  ...['beginTransaction', 'startTransaction', 'transaction'].map((name) => [name, transaction] as const),
  ...['newStream', 'openStream'].map((name) => [name, stream] as const),
  ['newPage', { release: ['close'], noun: 'page' }],
  ...['newContext', 'createBrowserContext', 'createIncognitoBrowserContext'].map((name) => [name, { release: ['close'], noun: 'browser context' }] as const),
]);

/** Those that give it at once, where nobody waits for what they give. */
const atOnce: ReadonlyMap<string, Pair> = new Map([
  ...['session', 'createSession', 'openSession'].map((name) => [name, session] as const),
  ...['createConnection', 'duplicate'].map((name) => [name, connection] as const),
]);

/**
 * Something that no library is known to give, but that the function which gets it also gives back: `const page = await browser.newPage()` and `page.close()`. That it
 * has to be given back is what the code itself says.
 */
export function ownPair(project: Project, ref: CallRef): AcquireModel | undefined {
  const facts = project.evaluator.facts(ref.file);
  const fact = facts?.calls[ref.call];
  const pair = fact?.callee.is === 'member' ? (fact.awaited ? pairs : atOnce).get(fact.callee.name) : undefined;
  if (!facts || !fact || !pair || fact.fn === -1) return undefined;
  const names = facts.bindings.flatMap((b, to) => (b.fn === fact.fn && b.values.some((v) => isResult(v, ref.call)) ? [to] : []));
  const release = pair.release.filter((name) => facts.calls.some(({ callee }) => callee.is === 'member' && callee.name === name && callee.of.is === 'ref' && names.includes(callee.of.to)));
  if (release.length === 0) return undefined;
  return { path: '', release, ...(!fact.awaited && { sync: true as const }), mayLast: true, noun: nounOf(project, ref, pair), without: `It stays open or taken, and each call that ends so adds another`, source: '' };
}

function isResult(value: Value, call: number): boolean {
  return value.is === 'await' ? isResult(value.of, call) : value.is === 'call' && value.call === call;
}

/** A function of the project that acquires may acquire anything: it is named after what that function gets, or not at all. */
function nounOf(project: Project, ref: CallRef, pair: Pair): string {
  const callee = project.evaluator.call(ref)?.callee;
  const own = callee?.is === 'member' && callee.name === 'acquire' ? flatten(project.evaluator.evaluate(ref.file, callee)).filter((v) => v.is === 'function') : [];
  if (own.length === 0) return pair.noun;
  const nouns = new Set(own.flatMap(({ file, fn }) => (project.evaluator.facts(file)?.calls ?? []).flatMap((c, call) => (c.fn === fn ? (acquiredBy(project, { file, call })?.noun ?? []) : []))));
  const [only = 'resource', ...others] = nouns;
  return others.length === 0 ? only : 'resource';
}
