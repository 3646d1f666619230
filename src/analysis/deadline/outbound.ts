import type { Catalog } from '../../catalog/catalog.js';
import type { Reading } from '../../catalog/reading.js';
import type { CallModel } from '../../catalog/types.js';
import type { CallFact } from '../../model/facts.js';
import { flatten, type Abstract, type CallRef, type Env, type LibraryValue, type Step } from '../abstract.js';
import type { Evaluator } from '../evaluate.js';
import type { TypeOracle } from '../oracle/type-oracle.js';
import type { ClientOrigins } from './client-origins.js';
import type { Makers } from './makers.js';

/** A call that leaves the process, with what the catalog says of it. */
export interface OutboundCall {
  readonly ref: CallRef;
  readonly fact: CallFact;
  readonly reading: Reading;
  readonly model: CallModel;
  readonly version: string | undefined;
  /** Frames through which it is looked at. */
  readonly env: Env | undefined;
}

export interface OutboundContext {
  readonly evaluator: Evaluator;
  readonly catalog: Catalog;
  readonly versionOf: (file: string, packageName: string) => string | undefined;
  /** Entries whose project-wide knobs are set where this scan cannot see it. */
  readonly claimed: ReadonlySet<string>;
  readonly oracle: TypeOracle;
  /** Longer than this, a library's default is no deadline. Milliseconds. */
  readonly longestDefault: number;
  readonly origins: ClientOrigins;
  readonly makers: Makers;
  /** Only some of the project's files are here. */
  readonly partial: boolean;
  /** Nobody waits for what such a file does but the one who started it. */
  readonly isScript: (file: string) => boolean;
  /** Connection strings by the name of their variable, where files of the project show them. */
  readonly environment: ReadonlyMap<string, readonly string[]>;
  /** All calls by the last name of their callee. */
  readonly calledNames: ReadonlyMap<string, readonly CallRef[]>;
}

/**
 * The outbound calls that a call may be: one for each client that its receiver may refer to. Empty for all others.
 * @param env frames through which the callee is looked at
 */
export function outboundCalls(context: OutboundContext, ref: CallRef, env?: Env): readonly OutboundCall[] {
  const fact = context.evaluator.call(ref);
  if (!fact || fact.decorator) return [];
  const found = new Map<string, OutboundCall>();
  const callees = flatten(context.evaluator.evaluate(ref.file, fact.callee, env)).flatMap((c) => context.origins.callees(c));
  for (const callee of callees.some((c) => isDecided(context, c)) ? callees : typed(context, ref, fact)) {
    if (callee.is !== 'library') continue;
    for (const outbound of readOutbound(context, ref, fact, callee, env)) found.set(clientKey(outbound), outbound);
  }
  return [...found.values()];
}

/** Names say what it is: a function of the project, or something of a package that the catalog knows. */
function isDecided({ catalog }: OutboundContext, callee: Abstract): boolean {
  return callee.is === 'library' ? catalog.knows(callee.package) : callee.is !== 'unknown' && callee.is !== 'param';
}

/** Names left the receiver open: types may know it, where the catalog knows the method. */
function typed({ oracle, catalog }: OutboundContext, ref: CallRef, { callee, range }: CallFact): readonly LibraryValue[] {
  if (callee.is !== 'member' || !catalog.isMethod(callee.name)) return [];
  const origin = oracle.receiverOf(ref.file, range);
  return origin ? [{ is: 'library', package: origin.package, path: [{ typed: origin.type }, { member: callee.name }] }] : [];
}

function readOutbound(context: OutboundContext, ref: CallRef, fact: CallFact, callee: LibraryValue, env: Env | undefined): readonly OutboundCall[] {
  const { catalog, versionOf } = context;
  const version = versionOf(ref.file, callee.package);
  return catalog.read(callee, version).flatMap((reading) => {
    const model = catalog.call(reading);
    if (!model || isMereName(callee, fact)) return [];
    // An entry that extends another has the other's knobs, whose versions are not this package's: the newest hold.
    const call: OutboundCall = { ref, fact, reading, model, version: reading.entry.extends === undefined ? version : undefined, env };
    return model.client === undefined ? [call] : onGivenClient(context, call, model.client);
  });
}

/** A call that is given the client on which it is made: `sql`…`.execute(db)`. */
function onGivenClient(context: OutboundContext, call: OutboundCall, { argument, type }: NonNullable<CallModel['client']>): readonly OutboundCall[] {
  const { evaluator, origins, catalog, versionOf } = context;
  const given = flatten(evaluator.argument(call.ref, argument, call.env)).flatMap((v) => origins.clients(v));
  const made = given.flatMap((value) => catalog.read(value, versionOf(call.ref.file, value.package))).filter((r) => r.entry.id === call.reading.entry.id && r.made.length > 0);
  if (made.length > 0) return made.map((r) => ({ ...call, reading: { ...call.reading, type: r.type, made: r.made } }));
  // Whoever made it, it is one of those.
  const [typed = type] = call.reading.entry.types?.[type]?.annotations ?? [];
  return [{ ...call, reading: { ...call.reading, type, made: [{ step: { typed }, type }] } }];
}

/** `new fetch()` is nonsense, and a constructor's path says so itself. */
function isMereName(callee: LibraryValue, fact: CallFact): boolean {
  return fact.construct === true && callee.package === 'globalThis';
}

/** The call that made the client, where one did. */
export function clientOf(outbound: OutboundCall): CallRef | undefined {
  const made = clientStep(outbound);
  return made?.call;
}

/** The last call that made the client, or what it was derived from, and takes options. */
export function clientStep({ reading }: OutboundCall): Extract<Step, { call: CallRef }> | undefined {
  const { types = {} } = reading.entry;
  const made = reading.made.findLast(({ step, type }) => 'call' in step && types[type]?.options !== undefined)?.step;
  return made && 'call' in made ? made : undefined;
}

function clientKey(outbound: OutboundCall): string {
  const made = outbound.reading.made.map(({ step }) => ('call' in step ? `${step.call.file}#${String(step.call.call)}/${String(step.env?.id)}` : 'typed' in step ? step.typed : '')).join('>');
  return `${outbound.reading.entry.id}:${made}`;
}

