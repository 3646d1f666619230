import type { FileFacts, Value } from '../../model/facts.js';
import type { Project } from '../project.js';
import { emitterKey, handlingOf, isRequest, listenersOf, originOf, type EmitterOrigin, type Listener } from './emitters.js';
import type { Executor, Settling } from './executors.js';
import { lastName, type Occasion } from './registrations.js';
import { isInside } from '../deadline/timers.js';

/** Something whose failure leaves the promise pending, or ends the process. */
export interface UnheardError {
  /** Where the promise waits for it. */
  readonly occasion: Occasion;
  readonly emitter: Value;
  readonly event: string;
  /** `silent`: nothing listens. `logged`: a listener does nothing but log. `cut`: a response that breaks off. `piped`: it is piped into what the promise waits for. `open`: whether something listens is not seen. */
  readonly is: 'silent' | 'logged' | 'cut' | 'piped' | 'open';
}

/** Events that do not come when the emitter fails. */
const hopes = new Set(['finish', 'close', 'end', 'message', 'open', 'connect', 'secureConnect', 'response', 'exit', 'ready', 'spawn', 'data']);

/** Makers of emitters that do not fail, or whose failure is told elsewhere. */
const harmlessMakers: Readonly<Record<string, RegExp>> = {
  readline: /./, events: /./, cluster: /./, globalThis: /^(?!WebSocket|Worker|EventSource)/, puppeteer: /./, 'puppeteer-core': /./, playwright: /./, 'playwright-core': /./,
  http: /createServer|Server$|Agent$/, https: /createServer|Server$|Agent$/, http2: /createServer|createSecureServer/, express: /./, koa: /./,
};

/** The emitters of a promise whose errors nobody hears, once each. */
export function unheardErrorsOf(project: Project, executor: Executor): readonly UnheardError[] {
  const found = new Map<string, UnheardError>();
  for (const settling of executor.settlings) {
    const { occasion } = settling;
    if (settling.by !== 'resolve' || occasion?.when !== 'event' || occasion.event === undefined || !occasion.emitter || !hopes.has(occasion.event)) continue;
    const facts = project.evaluator.facts(occasion.file);
    const key = facts && emitterKey(facts, occasion.emitter);
    if (!facts || key === undefined || found.has(key)) continue;
    const unheard = unheardOf(project, executor, facts, key, occasion, occasion.emitter, occasion.event) ?? unheardSource(project, facts, key, occasion);
    if (unheard) found.set(key, unheard);
  }
  return [...found.values()];
}

function unheardOf(project: Project, executor: Executor, facts: FileFacts, key: string, occasion: Occasion, emitter: Value, event: string): UnheardError | undefined {
  const { file } = occasion;
  const origin = originOf(project, file, emitter);
  if (origin.is === 'made' && isHarmless(origin)) return undefined;
  const settledOn = new Set(eventsOf(project, executor, file, key).map((s) => s.occasion?.event));
  if (settledOn.has('error') || settledOn.has(undefined)) return undefined;
  const errors = listenersOf(project, file, key).filter((l) => l.event === undefined || l.event === 'error');
  const base = { occasion, emitter, event } as const;
  if (origin.is === 'response') return ofResponse(project, executor, facts, base, key, settledOn, errors);
  if (errors.length > 0) return errors.every((l) => onlyLogs(facts, l)) && !settledOn.has('close') ? { ...base, is: 'logged' } : undefined;
  const handling = handlingOf(project, file, key);
  if (handling === 'heard') return undefined;
  return { ...base, is: origin.is === 'handed' || handling === 'unseen' ? 'open' : 'silent' };
}

/** A response that the server breaks off is only `aborted`: its `error` is not even emitted when nobody listens. */
function ofResponse(project: Project, executor: Executor, facts: FileFacts, base: Omit<UnheardError, 'is'>, key: string, settledOn: ReadonlySet<string | undefined>, errors: readonly Listener[]): UnheardError | undefined {
  if (errors.length > 0 || settledOn.has('aborted') || settledOn.has('close') || base.event !== 'end') return undefined;
  if (executor.settlings.some((s) => s.when === 'timer')) return undefined;
  const { file } = base.occasion;
  if (listenersOf(project, file, key).some((l) => l.event === 'aborted' || l.event === 'close')) return { ...base, is: 'open' };
  const handling = handlingOf(project, file, key);
  return handling === 'heard' ? undefined : { ...base, is: handling === 'unseen' ? 'open' : 'cut' };
}

/** The settlings that wait for an event of one emitter, whatever it is. */
export function eventsOf(project: Project, executor: Executor, file: string, key: string): readonly Settling[] {
  return executor.settlings.filter(({ way }) => way.occasions.some((o) => {
    const facts = project.evaluator.facts(o.file);
    return o.when === 'event' && o.file === file && o.emitter !== undefined && facts !== undefined && emitterKey(facts, o.emitter) === key;
  }));
}

function isHarmless({ library }: Extract<EmitterOrigin, { is: 'made' }>): boolean {
  return library !== undefined && (harmlessMakers[library.package]?.test(library.path) ?? false);
}

/** A listener that is seen whole, and only writes to a log. */
function onlyLogs(facts: FileFacts, { fn }: Listener): boolean {
  if (fn === undefined) return false;
  const inside = facts.calls.filter((c) => isInside(facts, c.fn, fn));
  return inside.every((c) => c.callee.is === 'member' && /^(?:log|error|warn|info|debug|trace|verbose|silly|fatal)$/.test(c.callee.name)) && !facts.assigns.some((a) => isInside(facts, a.fn, fn));
}

/** `source.pipe(target)`: an error of the source does not reach the target, which then never ends. */
function unheardSource(project: Project, facts: FileFacts, target: string, occasion: Occasion, seen: ReadonlySet<string> = new Set()): UnheardError | undefined {
  const { file } = occasion;
  for (const { callee, args: [into] } of facts.calls) {
    if (callee.is !== 'member' || callee.name !== 'pipe' || !into || emitterKey(facts, into) !== target) continue;
    const key = emitterKey(facts, callee.of);
    if (key === undefined || seen.has(key)) continue;
    const origin = originOf(project, file, callee.of);
    const certain = (origin.is === 'made' && origin.library !== undefined && !isHarmless(origin) && !isRequest(origin)) || origin.is === 'response';
    const heard = listenersOf(project, file, key).some((l) => l.event === undefined || /^(?:error|aborted|close)$/.test(l.event));
    if (certain && !heard && handlingOf(project, file, key) === 'nothing') return { occasion, emitter: callee.of, event: occasion.event ?? '', is: 'piped' };
    const further = unheardSource(project, facts, key, occasion, new Set([...seen, target]));
    if (further) return further;
  }
  return undefined;
}

/** A name for an emitter, for messages. */
export function emitterName(facts: FileFacts, value: Value): string {
  if (value.is === 'await') return emitterName(facts, value.of);
  if (value.is === 'member') return `${emitterName(facts, value.of)}.${value.name}`;
  if (value.is === 'call') {
    const fact = facts.calls[value.call];
    const key = emitterKey(facts, value);
    if (fact?.callee.is === 'member' && key !== `call ${String(value.call)}`) return fact.callee.name === 'pipe' && fact.args[0] ? emitterName(facts, fact.args[0]) : emitterName(facts, fact.callee.of);
    const name = fact ? lastName(facts, fact.callee) : '';
    return name ? `${fact?.construct ? 'new ' : ''}${name}()` : 'the emitter';
  }
  if (value.is === 'this') return 'this';
  if (value.is === 'ref') return facts.bindings[value.to]?.name ?? 'the emitter';
  return value.is === 'global' ? value.name : 'the emitter';
}
