import { knobsOf } from '../catalog/catalog.js';
import type { Reading } from '../catalog/reading.js';
import { flatten, callKey, type Abstract, type CallRef, type LibraryValue, type ParamValue } from './abstract.js';
import { outboundCalls, type OutboundCall } from './deadline/outbound.js';
import { settingsAt } from './deadline/place.js';
import { readKnob, type KnobReading } from './deadline/reading.js';
import { openingCalls } from './opening-calls.js';
import type { Project } from './project.js';
import { ServerSettings } from './server-settings.js';

/** A server that the project opens, and the times it keeps. */
export interface Server {
  /** The call that opens it. */
  readonly ref: CallRef;
  /** The call that makes it, where that is another. */
  readonly maker: CallRef | undefined;
  /** As messages name what makes it: `Express`, `node:http`. */
  readonly library: string;
  readonly entry: string;
  /** By the names of the properties of Node's server; what the kind of server does not know is missing. */
  readonly times: ReadonlyMap<string, KnobReading>;
  /** All calls that made the server or what answers its requests: the app that `createServer` is given. */
  readonly parts: ReadonlySet<string>;
  /** Why its times cannot be told. */
  readonly unseen?: string;
}

const known = new WeakMap<Project, readonly Server[]>();

/** Options by which another server than the library's own is made. */
const replacing = ['client.serverFactory', 'client.http2', 'client.spdy', 'call.createServer', 'client.createServer'];

/** All servers that the project opens, in the order of files and places; one that is opened at several places is told once. */
export function serversOf(project: Project): readonly Server[] {
  let servers = known.get(project);
  if (!servers) known.set(project, (servers = find(project)));
  return servers;
}

function find(project: Project): readonly Server[] {
  const settings = new ServerSettings(project);
  const servers = openingCalls(project).flatMap((ref) => {
    const sites = sitesOf(project, ref).filter((site) => !isEphemeral(project, site));
    return sites.map((site) => serverOf(project, settings, site));
  });
  const seen = new Set<string>();
  return servers.filter(({ ref, maker, entry }) => {
    // `if (host) app.listen(port, host); else app.listen(port);`
    const key = `${entry}:${callKey(maker ?? ref)}`;
    return seen.has(key) ? false : seen.add(key);
  });
}

/** The servers that a call opens; where the server is handed in, those that the callers hand in. */
function sitesOf(project: Project, ref: CallRef): readonly OutboundCall[] {
  const found = [...outboundCalls(project, ref).filter((site) => site.model.kind === 'listen'), ...decorated(project, ref)];
  const param = handedIn(project, ref, found);
  if (!param) return found;
  const through = project.graph.callersOf(param).flatMap((by) => outboundCalls(project, ref, project.evaluator.enter(param, by, undefined, undefined)));
  const seen = through.filter((site) => site.model.kind === 'listen' && !isTyped(site));
  return seen.length > 0 ? seen : found;
}

/** What a package that the catalog does not know makes of a server is that server: `stoppable(http.createServer(app)).listen(80)`. */
function decorated({ evaluator, catalog, versionOf }: Project, ref: CallRef): readonly OutboundCall[] {
  const fact = evaluator.call(ref);
  if (fact?.callee.is !== 'member') return [];
  return flatten(evaluator.evaluate(ref.file, fact.callee)).flatMap((v): readonly OutboundCall[] => {
    const [by, method] = v.is === 'library' && !catalog.knows(v.package) ? v.path.slice(-2) : [];
    if (!by || !method || !('call' in by) || by.construct || !('member' in method)) return [];
    return flatten(evaluator.argument(by.call, 0, by.env)).flatMap((given) => (given.is === 'library' ? catalog.read({ ...given, path: [...given.path, method] }, versionOf(ref.file, given.package)) : [])).flatMap((reading) => {
      const model = catalog.call(reading);
      return model?.kind === 'listen' ? [{ ref, fact, reading, model, version: undefined, env: undefined }] : [];
    });
  });
}

/** The parameter on which the call is made. */
function handedIn(project: Project, ref: CallRef, found: readonly OutboundCall[]): ParamValue | undefined {
  const [typed] = found.flatMap(({ reading }) => (reading.made[0] && 'typed' in reading.made[0].step ? [reading.made[0].step.param] : []));
  if (typed) return typed;
  const callee = project.evaluator.call(ref)?.callee;
  const receiver = callee?.is === 'member' && found.length === 0 ? project.evaluator.evaluate(ref.file, callee.of) : [];
  return flatten(receiver).find((v): v is ParamValue => v.is === 'param');
}

function isTyped({ reading }: OutboundCall): boolean {
  return reading.made.some(({ step }) => 'typed' in step);
}

/** A port that the system chooses: a server of a test, or of a tool that tells its port to one client. */
function isEphemeral({ evaluator }: Project, { ref, env }: OutboundCall): boolean {
  const [first] = flatten(evaluator.argument(ref, 0, env));
  if (!first) return false;
  return [first, ...flatten(first.is === 'object' ? evaluator.member(first, 'port') : [])].some((v) => v.is === 'literal' && v.value === 0);
}

function serverOf(project: Project, settings: ServerSettings, site: OutboundCall): Server {
  const judged = inner(project, site) ?? site;
  const maker = makerOf(site);
  const steps = site.reading.made.flatMap(({ step }) => ('call' in step ? [step.call] : []));
  const parts = new Set([...steps, site.ref, ...partsOf(project, steps)].map(callKey));
  const times = timesOf(project, settings, [judged, ...(maker ? [{ ...judged, ref: maker }] : [])], new Set([...steps, site.ref].map(callKey)));
  const unseen = unseenWhy(project, judged, madeByOpening(site) ? [site.ref] : [...steps, site.ref]);
  return { ref: site.ref, maker, library: judged.reading.entry.name, entry: judged.reading.entry.id, times, parts, ...(unseen !== undefined && { unseen }) };
}

/** The framework that it is built on, where the server is that one's: `NestFactory.create(module, new FastifyAdapter(options))`. */
function inner(project: Project, site: OutboundCall): OutboundCall | undefined {
  const through = Object.values(site.reading.entry.knobs ?? {}).flatMap((knob) => knob.at).filter((place) => place.includes(' > '));
  for (const place of new Set(through.map((p) => p.split(' > ')[0] ?? ''))) {
    const values = settingsAt(project, site, place).flatMap((s) => flatten(s.values)).filter((v): v is LibraryValue => v.is === 'library');
    const readings: readonly Reading[] = values.flatMap((v) => project.catalog.read(v, project.versionOf(site.ref.file, v.package)));
    for (const reading of readings) {
      const model = reading.entry.calls?.find((c) => c.kind === 'listen' && c.path.startsWith(`${reading.type ?? ''}.`));
      if (model && reading.made.length > 0 && reading.rest.length === 0 && reading.entry.id !== site.reading.entry.id) return { ...site, reading, model };
    }
  }
  return undefined;
}

function makerOf({ reading }: OutboundCall): CallRef | undefined {
  const step = reading.made[0]?.step;
  return step && 'call' in step ? step.call : undefined;
}

/** What the makers are given: `createServer(app)`, where the app is a call's result. */
function partsOf({ evaluator }: Project, makers: readonly CallRef[]): readonly CallRef[] {
  const given = makers.flatMap((ref) => (evaluator.call(ref)?.args ?? []).flatMap((_, index) => flatten(evaluator.argument(ref, index, undefined))));
  return given.flatMap((v) => (v.is === 'library' ? v.path.flatMap((step) => ('call' in step ? [step.call] : [])) : []));
}

/** Each time is read at the call that opens the server, at the one that makes it, and where a function that gets it sets it. */
function timesOf(project: Project, settings: ServerSettings, views: readonly OutboundCall[], calls: ReadonlySet<string>): ReadonlyMap<string, KnobReading> {
  const [site] = views;
  if (!site) return new Map();
  const node = project.versionOf(site.ref.file, 'http');
  return new Map(knobsOf(site.reading.entry, site.model.knobs, node).map(([name, knob]) => {
    const readings = views.map((view) => readKnob(project, view, name, knob)).filter((r) => r.state !== 'absent' && !(r.state === 'unknown' && r.where === 'client' && isHandler(project, site)));
    const best = readings.find((r) => r.state !== 'unknown') ?? settings.of(calls, name, knob) ?? readings[0];
    return [name, best ?? { name, knob, state: 'absent' }];
  }));
}

/** `createServer(app)`: where the options may be left out, a single argument that is not seen to be an object is the handler. */
function isHandler({ evaluator }: Project, site: OutboundCall): boolean {
  const maker = makerOf(site);
  const type = site.reading.made[0]?.type ?? '';
  if (!maker || !Array.isArray(site.reading.entry.types?.[type]?.options)) return false;
  return evaluator.call(maker)?.args.length === 1 && !flatten(evaluator.argument(maker, 0, site.env)).some((v) => v.is === 'object');
}

function unseenWhy(project: Project, site: OutboundCall, calls: readonly CallRef[]): string | undefined {
  const replaced = replacing.find((place) => settingsAt(project, site, place).some((s) => s.written !== undefined && s.values.some(isGiven)));
  if (replaced) return `its ${replaced.split('.')[1] ?? ''} option makes another server`;
  if (isTyped(site) && site.model.knobs.length > 0 && !madeByOpening(site)) return 'it is made where it cannot be seen';
  return calls.some((ref) => leaves(project, ref)) ? 'it is handed to code that is not seen, which may set its timeouts' : undefined;
}

function isGiven(value: Abstract): boolean {
  return value.is !== 'absent' && !(value.is === 'literal' && !value.value);
}

/** `app.listen` makes the server itself: where the app comes from says nothing of its times. */
function madeByOpening({ reading }: OutboundCall): boolean {
  return Object.values(reading.entry.knobs ?? {}).every((knob) => knob.at.every((place) => place.startsWith('result.') || place.startsWith('chain.')));
}

/** Whether the result of a call goes to a function that nobody knows; where one file is all that is seen, also to whoever imports it. */
function leaves({ evaluator, partial }: Project, ref: CallRef): boolean {
  const facts = evaluator.facts(ref.file);
  if (!facts) return false;
  const held = facts.bindings.flatMap((b, to) => (b.values.some((v) => v.is === 'call' && v.call === ref.call) ? [{ to, uses: b.uses ?? [] }] : []));
  const takers = [
    ...held.flatMap(({ uses }) => uses.flatMap((use) => (use.as === 'argument' && use.call !== undefined ? [use.call] : []))),
    ...facts.calls.flatMap((c, call) => (c.args.some((a) => a.is === 'call' && a.call === ref.call) ? [call] : [])),
  ];
  const handed = takers.some((call) => {
    const callee = facts.calls[call]?.callee;
    return callee !== undefined && flatten(evaluator.evaluate(ref.file, callee)).every((v) => v.is === 'unknown');
  });
  if (handed || !partial) return handed;
  const exported = facts.exports.some(({ value }) => value?.is === 'ref' && held.some(({ to }) => to === value.to));
  return exported || facts.calls[ref.call]?.returned === true || held.some(({ uses }) => uses.some((u) => u.as === 'returned' || u.as === 'stored'));
}
