import type { CatalogEntry, TypeModel } from '../../catalog/types.js';
import { callKey, type CallRef } from '../abstract.js';
import { callRoot, usagesOf, type Usage } from '../emitters/usages.js';
import type { DeadlineJudgement } from '../deadline/judge.js';
import { optionName, type KnobReading } from '../deadline/reading.js';
import { cacheSettings } from '../lifetimes/cache-settings.js';
import type { Project } from '../project.js';

/** What makes callers wait for a free connection, and what ends that wait. */
export interface PoolWait {
  /** The call that makes the pool. */
  readonly ref: CallRef;
  readonly entry: CatalogEntry;
  readonly noun: string;
  readonly calls: readonly DeadlineJudgement[];
  readonly verdict: WaitVerdict;
}

export type WaitVerdict =
  /** `by`: the setting, or the default. */
  | { readonly is: 'ends'; readonly by: string }
  /** `option` would end it; `off`: its value, which means none. */
  | { readonly is: 'open'; readonly option: string; readonly off?: string; /** It is reported already that the call has no deadline at all. */ readonly told: boolean }
  /** There is no time to set, and nothing bounds how many wait. */
  | { readonly is: 'unlimited'; readonly settings: readonly string[] }
  | { readonly is: 'unknown'; readonly why: string };

const known = new WeakMap<Project, ReadonlyMap<string, readonly PoolWait[]>>();

/** The pools that are made in a file and that calls in sight get their connections from. */
export function poolWaitsIn(project: Project, file: string): readonly PoolWait[] {
  let found = known.get(project);
  if (!found) known.set(project, (found = sortedByFile(project)));
  return found.get(file) ?? [];
}

function sortedByFile(project: Project): ReadonlyMap<string, readonly PoolWait[]> {
  const groups = new Map<string, { readonly ref: CallRef; readonly calls: DeadlineJudgement[] }>();
  for (const judgement of project.deadlines) {
    const ref = asksForConnection(judgement) ? makerOf(judgement) : undefined;
    if (!ref) continue;
    const group = groups.get(callKey(ref));
    if (group) group.calls.push(judgement);
    else groups.set(callKey(ref), { ref, calls: [judgement] });
  }
  const byFile = new Map<string, PoolWait[]>();
  for (const { ref, calls } of groups.values()) {
    const wait = waitOf(project, ref, calls);
    if (wait) byFile.set(ref.file, [...(byFile.get(ref.file) ?? []), wait]);
  }
  return byFile;
}

/** A call that gets a connection of a pool for itself, as opposed to one on a connection that was got before. */
function asksForConnection({ outbound: { model, reading } }: DeadlineJudgement): boolean {
  const { entry, made } = reading;
  if (model.kind !== 'outbound') return false;
  return model.phases.includes('acquire') || (model.phases.includes('connect') && made.some(({ type }) => entry.types?.[type]?.waiters !== undefined));
}

/** The call that makes what the connections are of: the client whose options count, or the pool of a library that has no such option. A model of a connection that is opened elsewhere makes none. */
function makerOf({ client, outbound: { reading: { entry, made } } }: DeadlineJudgement): CallRef | undefined {
  const pool = made.find(({ step, type }) => 'call' in step && (entry.types?.[type]?.waiters ?? entry.types?.[type]?.options) !== undefined)?.step;
  return client ?? (pool && 'call' in pool ? pool.call : undefined);
}

function waitOf(project: Project, ref: CallRef, calls: readonly DeadlineJudgement[]): PoolWait | undefined {
  const [first] = calls;
  if (!first) return undefined;
  const { entry, made } = first.outbound.reading;
  const type = made.map(({ type: name }) => entry.types?.[name]).find((t) => t?.noun !== undefined);
  if (isUsedOnTheSpot(project, ref, calls)) return undefined;
  const verdict = verdictOf(project, ref, calls, made.map(({ type: name }) => entry.types?.[name]).find((t) => t?.waiters));
  return verdict && { ref, entry, noun: type?.noun ?? 'pool', calls, verdict };
}

/** It is made in a function and used by that alone: nobody else waits for its connections. */
function isUsedOnTheSpot({ evaluator }: Project, ref: CallRef, calls: readonly DeadlineJudgement[]): boolean {
  const fn = evaluator.call(ref)?.fn ?? -1;
  return fn !== -1 && calls.every(({ outbound }) => outbound.ref.file === ref.file && evaluator.call(outbound.ref)?.fn === fn);
}

function verdictOf(project: Project, ref: CallRef, calls: readonly DeadlineJudgement[], unlimited: TypeModel | undefined): WaitVerdict | undefined {
  if (calls.every(({ verdict }) => verdict.is === 'wrapped')) return { is: 'ends', by: 'what bounds each call as a whole' };
  if (unlimited?.waiters) return waitersOf(project, ref, unlimited.waiters);
  const open = calls.filter((c) => !endsAsAWhole(c));
  if (open.length === 0) return { is: 'ends', by: 'what bounds each call as a whole' };
  const states = open.map((c) => stateOf(project, ref, c)).filter((s) => s !== undefined);
  const worst = states.find((s) => s.is === 'open') ?? states.find((s) => s.is === 'unknown') ?? states[0];
  // Calls of other files may be the reason for a finding of require-timeout that says the same.
  if (project.partial && worst?.is === 'open' && open.some(({ verdict }) => verdict.is === 'none') && isHandedOut(project, ref)) return { is: 'unknown', why: 'other files use it' };
  return worst?.is === 'open' ? { ...worst, told: states.some((s) => s.is === 'open' && s.told) } : worst;
}

/** The file exports it, by itself or in an object. */
function isHandedOut({ evaluator }: Project, { file, call }: CallRef): boolean {
  const facts = evaluator.facts(file);
  const { byRoot } = facts ? usagesOf(facts) : { byRoot: new Map<string, readonly Usage[]>() };
  const own = byRoot.get(callRoot(call)) ?? [];
  return [...own, ...own.flatMap(({ as, at }) => (as === 'held' ? (byRoot.get(`name ${String(at)}`) ?? []) : []))].some(({ as }) => as === 'exported');
}

/** A signal, a race or a limit for everything bounds the wait as well. */
function endsAsAWhole({ verdict }: DeadlineJudgement): boolean {
  return verdict.is === 'wrapped' || (verdict.is === 'bounded' && verdict.by !== 'library' && !verdict.open.includes('acquire'));
}

function stateOf(project: Project, ref: CallRef, { knobs, outbound, verdict }: DeadlineJudgement): WaitVerdict | undefined {
  const ending = knobs.filter((k) => !(k.state === 'absent' && k.void) && k.knob.covers.includes('acquire'));
  const set = ending.find((k) => k.state === 'set');
  if (set) return { is: 'ends', by: optionName(set) };
  const unread = ending.find((k) => k.state === 'unknown' || k.state === 'needs' || k.state === 'ineffective');
  if (unread) return { is: 'unknown', why: `${optionName(unread)} is not seen` };
  const off = ending.find((k) => k.state === 'off');
  const byDefault = off ? undefined : ending.find(({ knob }) => knob.default !== 'none' && knob.default * (knob.unit === 's' ? 1000 : 1) <= project.longestDefault);
  if (byDefault) return { is: 'ends', by: `${optionName(byDefault)}, by default` };
  const narrowest = off ?? [...ending].sort((a, b) => a.knob.covers.length - b.knob.covers.length).find(isOfClient);
  if (!narrowest || narrowest.knob.default !== 'none') return undefined;
  if (isOfDriver(narrowest) && !importsDriver(project, ref, settingName(narrowest))) return { is: 'unknown', why: 'which driver it connects by is not seen' };
  const told = verdict.is === 'none' && (outbound.model.essential ?? ['headers']).includes('acquire');
  return { is: 'open', option: settingName(narrowest), ...(narrowest.state === 'off' && { off: narrowest.value }), told };
}

/** It is set where a driver's pool, or an adapter, is made, and not in the client's own options. */
function isOfDriver({ knob }: KnobReading): boolean {
  return knob.at.every((place) => place.includes(' > '));
}

/** Whether the file that makes the client imports a driver, or an adapter for one, that has such a setting. */
function importsDriver({ evaluator, catalog }: Project, { file }: CallRef, setting: string): boolean {
  const imports = evaluator.facts(file)?.imports ?? [];
  return imports.some((name) => /\badapter-/.test(name) || catalog.entriesFor(name, undefined).some(({ knobs = {} }) => Object.values(knobs).some(({ at }) => at.includes(`client.${setting}`))));
}

/** As it is written where the pool is made, which may be handed to the client: `connectionTimeoutMillis` of an adapter. */
function settingName(reading: KnobReading): string {
  const through = reading.knob.at.find((place) => place.includes(' > '))?.split(' > ').at(-1);
  return through === undefined ? optionName(reading) : through.slice(through.indexOf('.') + 1);
}

function isOfClient({ knob }: KnobReading): boolean {
  return knob.at.some((place) => place.startsWith('client') || place.startsWith('url'));
}

function waitersOf(project: Project, ref: CallRef, { bounds }: NonNullable<TypeModel['waiters']>): WaitVerdict {
  const fact = project.evaluator.call(ref);
  const settings = fact ? cacheSettings(project, ref.file, fact, { path: '', is: 'cache', noun: 'pool', bounds, advice: '', source: '' }) : { is: 'unknown' as const };
  if (settings.is === 'bounded') return { is: 'ends', by: settings.by };
  return settings.is === 'unknown' ? { is: 'unknown', why: 'its settings are not seen' } : { is: 'unlimited', settings: bounds.map(({ at }) => at.split('.').at(-1) ?? at) };
}
