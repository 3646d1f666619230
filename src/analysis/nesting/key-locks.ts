import type { CallFact, FileFacts, Value } from '../../model/facts.js';
import { callKey, flatten, sameCall, type CallRef, type FunctionRef } from '../abstract.js';
import type { Project } from '../project.js';
import { keyName } from './lock-keys.js';

/** A call that takes a lock which is known by a key, and fails or is refused where somebody else has it. */
export interface Taking {
  /** Where it is taken: the call itself, or that of a function of the project which does it for its caller. */
  readonly at: CallRef;
  /** The call of the library. */
  readonly origin: CallRef;
  readonly key: string;
  readonly kind: 'redis' | 'file';
  /** It ends by itself after a time. */
  readonly expires: boolean;
  /** Its value, by which the owner may know it again. */
  readonly value?: Value;
}

/** A call that takes away what is under a key. `script`: only where the value is the one that it is given; `plain`: whatever it is. */
export interface Giving {
  readonly at: CallRef;
  readonly origin: CallRef;
  readonly key: string;
  readonly kind: 'redis' | 'file';
  readonly how: 'plain' | 'script';
}

interface Known {
  readonly takings: readonly Taking[];
  readonly givings: readonly Giving[];
}

/** https://redis.io/docs/latest/commands/set/: SET … NX, and SETNX. */
const clients = new Set(['ioredis', 'redis', '@redis/client', 'iovalkey', '@upstash/redis']);
const files = new Set(['fs', 'fs/promises', 'node:fs', 'node:fs/promises', 'fs-extra', 'graceful-fs']);
const ends = new Set(['ex', 'px', 'exat', 'pxat', 'expiration']);
/** https://nodejs.org/api/fs.html#file-system-flags: fails if the path exists. */
const exclusive = new Set(['wx', 'wx+', 'ax', 'ax+', 'xw', 'xa']);
const deepest = 3;
const known = new WeakMap<Project, Known>();

/** The locks under keys that a project takes and gives back, each also where a function is called that does it for its caller. */
export function keyLocks(project: Project): Known {
  let found = known.get(project);
  if (!found) {
    const takings = calls(project, ['set', 'setnx', 'setNX', 'SET', 'SETNX', 'writeFile', 'writeFileSync', 'open', 'openSync']).flatMap((ref) => takingAt(project, ref) ?? []);
    // Without a lock nothing is given back.
    const givings = takings.length === 0 ? [] : calls(project, ['del', 'unlink', 'DEL', 'UNLINK', 'unlinkSync', 'rm', 'rmSync', 'eval', 'EVAL', 'remove', 'removeSync']).flatMap((ref) => givingsAt(project, ref));
    known.set(project, (found = { takings: withCallers(project, takings), givings: withCallers(project, givings) }));
  }
  return found;
}

/** Whether a call on a client of Redis sets a key only where there is none. */
export function setsIfAbsent(project: Project, file: string, { callee, args }: CallFact): boolean {
  if (callee.is !== 'member' || args.length < 2 || !/^set(?:nx)?$/i.test(callee.name)) return false;
  const only = /nx$/i.test(callee.name) || args.slice(2).some((a) => (a.is === 'literal' && a.value === 'NX') || (a.is === 'object' && a.props.some((p) => p.key?.toLowerCase() === 'nx' || (p.value?.is === 'literal' && p.value.value === 'NX'))));
  return only && isOf(project, file, callee, clients);
}

/** Calls of a name on a client of Redis with a key. */
export function callsOnKey(project: Project, names: readonly string[], key: string): readonly CallRef[] {
  return calls(project, names).filter((ref) => {
    const fact = project.evaluator.call(ref);
    return fact?.args[0] !== undefined && isOf(project, ref.file, fact.callee, clients) && keyName(project, ref.file, fact.args[0]) === key;
  });
}

function calls(project: Project, names: readonly string[]): readonly CallRef[] {
  return names.flatMap((name) => project.calledNames.get(name) ?? []);
}

function isOf(project: Project, file: string, callee: Value, packages: ReadonlySet<string>): boolean {
  return flatten(project.evaluator.evaluate(file, callee)).some((v) => v.is === 'library' && packages.has(v.package));
}

function takingAt(project: Project, ref: CallRef): Taking | undefined {
  const fact = project.evaluator.call(ref);
  const [first, value] = fact?.args ?? [];
  if (!fact || !first) return undefined;
  const isRedis = value !== undefined && setsIfAbsent(project, ref.file, fact);
  if (!isRedis && !isExclusive(project, ref.file, fact)) return undefined;
  const key = keyName(project, ref.file, first);
  if (key === undefined) return undefined;
  const base = { at: ref, origin: ref, key };
  if (!isRedis) return isLockFile(key, first, project.evaluator.facts(ref.file)) ? { ...base, kind: 'file', expires: false } : undefined;
  const expires = fact.args.slice(2).some((a) => (a.is === 'literal' && ends.has(String(a.value).toLowerCase())) || (a.is === 'object' && a.props.some((p) => ends.has(p.key?.toLowerCase() ?? ''))));
  return { ...base, kind: 'redis', value, expires: expires || callsOnKey(project, ['expire', 'pexpire', 'pExpire'], key).length > 0 };
}

/** `writeFile(path, text, { flag: 'wx' })`, `open(path, 'wx')` */
function isExclusive(project: Project, file: string, { callee, args }: CallFact): boolean {
  const has = args.slice(1).some((a) => (a.is === 'literal' && exclusive.has(String(a.value))) || (a.is === 'object' && a.props.some((p) => (p.key === 'flag' || p.key === 'flags') && p.value?.is === 'literal' && exclusive.has(String(p.value.value)))));
  return has && isOf(project, file, callee, files);
}

/** A file that is there to be a lock, and none that is only not to be overwritten: `db.lock`, `lockPath`. */
function isLockFile(key: string, value: Value, facts: FileFacts | undefined): boolean {
  const name = value.is === 'ref' ? (facts?.bindings[value.to]?.name ?? '') : value.is === 'member' ? value.name : '';
  return /^[=~]/.test(key) ? /(?:^|[^a-z])(?:lock|lck|pid)(?:[^a-z]|$)/i.test(key) : wordsOf(name).some((word) => word === 'lock' || word === 'lockfile');
}

function wordsOf(name: string): readonly string[] {
  return name.replace(/([a-z\d])([A-Z])/g, '$1_$2').toLowerCase().split(/[^a-z\d]+/);
}

function givingsAt(project: Project, ref: CallRef): readonly Giving[] {
  const fact = project.evaluator.call(ref);
  const name = fact?.callee.is === 'member' ? fact.callee.name : '';
  if (!fact || fact.args.length === 0) return [];
  const kind = isOf(project, ref.file, fact.callee, clients) ? 'redis' : isOf(project, ref.file, fact.callee, files) ? 'file' : undefined;
  if (!kind) return [];
  const isScript = /^eval$/i.test(name);
  if (isScript && !comparesValue(project, ref, fact.args[0])) return [];
  const values = isScript ? keysOfScript(fact) : kind === 'file' ? fact.args.slice(0, 1) : fact.args.flatMap((a) => (a.is === 'array' ? a.items : [a]));
  return values.flatMap((value): readonly Giving[] => {
    const key = keyName(project, ref.file, value);
    return key === undefined ? [] : [{ at: ref, origin: ref, key, kind, how: isScript ? 'script' : 'plain' }];
  });
}

/** `if redis.call('get', KEYS[1]) == ARGV[1] then return redis.call('del', KEYS[1]) …`: https://redis.io/docs/latest/develop/clients/patterns/distributed-locks/ */
function comparesValue(project: Project, { file }: CallRef, script: Value | undefined): boolean {
  const texts = script ? flatten(project.evaluator.evaluate(file, script)).flatMap((v) => (v.is === 'literal' ? [String(v.value)] : [])) : [];
  return texts.some((text) => /\bcall\(\s*['"]get['"]/i.test(text) && /\bcall\(\s*['"](?:del|unlink)['"]/i.test(text) && /==|~=/.test(text));
}

/** `eval(script, 1, key, token)`, `eval(script, { keys: [key], arguments: [token] })` */
function keysOfScript({ args }: CallFact): readonly Value[] {
  const options = args[1];
  if (options?.is !== 'object') return args.slice(2);
  const keys = options.props.find((p) => p.key === 'keys')?.value;
  return keys?.is === 'array' ? keys.items : [];
}

/** The same for those who call a function that takes the key as a parameter. */
function withCallers<T extends Taking | Giving>(project: Project, list: readonly T[]): readonly T[] {
  const found = new Map(list.map((one) => [nameOfPlace(one), one]));
  let next = list;
  for (let depth = 0; depth < deepest && next.length > 0; depth++) {
    next = next.flatMap((one) => callersOf(project, one)).filter((one) => !found.has(nameOfPlace(one)));
    for (const one of next) found.set(nameOfPlace(one), one);
  }
  return [...found.values()];
}

function nameOfPlace({ at, origin, key }: Taking | Giving): string {
  return `${callKey(at)} ${callKey(origin)} ${key}`;
}

function callersOf<T extends Taking | Giving>(project: Project, one: T): readonly T[] {
  const fn: FunctionRef = { file: one.at.file, fn: project.evaluator.call(one.at)?.fn ?? -1 };
  if (fn.fn === -1) return [];
  return project.graph.callersOf(fn).flatMap((by): readonly T[] => {
    const fact = project.evaluator.call(by);
    if (!fact || sameCall(by, one.at) || fact.construct) return [];
    const key = keyFor(project, one.key, fn, by, fact);
    return key === undefined ? [] : [{ ...one, at: by, key }];
  });
}

/** A parameter's name becomes that of what is given for it; a text and a field stay what they are. */
function keyFor(project: Project, key: string, fn: FunctionRef, by: CallRef, { args, callee }: CallFact): string | undefined {
  const own = `${fn.file}@${String(fn.fn)}.`;
  if (!key.startsWith(own)) return key.startsWith('=') || key.startsWith('~') || (key.startsWith('|') && callee.is === 'member' && callee.of.is === 'this') ? key : undefined;
  const [at, ...path] = key.slice(own.length).split('.');
  const given = args[Number(at)];
  return given && path.join('') === '' ? keyName(project, by.file, given) : undefined;
}
