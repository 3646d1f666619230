import type { Level } from '../model/evidence.js';
import type { KnobReading } from './deadline/reading.js';
import { loadBalancerOf } from './load-balancer.js';
import { duration, writtenName } from './names.js';
import type { Project } from './project.js';
import type { Server } from './servers.js';
import { nameOfCall, placeOf, placeText } from './site.js';

/** What is wrong with the times of a server, what that does in production, and what to do. */
export interface ServerFault {
  readonly level: Level;
  /** Something bounds it nevertheless, on a part of the way, or most times. */
  readonly covered?: true;
  readonly message: string;
  readonly help: string;
  /** The property that mends it, and milliseconds that do. */
  readonly set?: readonly [name: string, ms: number];
}

/** For a request to arrive, as Node has it by default. Milliseconds. */
const arrival = 300_000;

/**
 * What is wrong with a server whose times can be told; empty for a sound one.
 * @param balancerIdle milliseconds for which the load balancer keeps idle connections
 */
export function faultsOf(project: Project, server: Server, balancerIdle: number): readonly ServerFault[] {
  const name = nameOfCall(project, server.ref);
  return [...arrivalFaults(project, server, name), ...idleFaults(project, server, { name, balancerIdle })];
}

/** Whether a request that never arrives is given up. `timeout` ends a silent one as well. */
function arrivalFaults(project: Project, server: Server, name: string): readonly ServerFault[] {
  const { times, library } = server;
  const request = times.get('requestTimeout');
  const headers = times.get('headersTimeout');
  const silence = times.get('timeout');
  if (silence?.state === 'set' || silence?.state === 'unknown') return [];
  if (!request) return sessionFaults(times, name);
  const help = 'Give the request a time to arrive, for example requestTimeout = 300_000. It ends with the request\'s last byte: long answers, event streams and WebSockets do not need it off. For uploads without a limit, set timeout, which counts silence only.';
  if (request.state === 'off') return [{ level: 'warning', help, set: ['requestTimeout', arrival], message: `${name} opens a server whose requestTimeout is ${request.value}, which means none: a client that sends its request byte by byte holds a connection for ever` }];
  if (headers?.state === 'off') return [{ level: 'warning', set: ['headersTimeout', 60_000], help: 'Leave headersTimeout at Node\'s 60 s.', message: `${name} opens a server whose headersTimeout is ${headers.value}, which means none: clients that never finish their headers hold their connections as long as requestTimeout allows` }];
  if (request.state !== 'absent' || request.knob.default !== 'none') return [];
  const who = request.knob.off && library.includes('Fastify') ? 'Fastify sets requestTimeout to 0, which switches Node\'s 300 s off' : 'this version of Node.js has no requestTimeout by default';
  // Nobody switched it off here, and a proxy in front that waits for whole requests makes up for it.
  return [{ level: 'info', covered: true, help, set: ['requestTimeout', arrival], message: `${name} opens a server that waits for ever for a request to arrive: ${who}` }];
}

/** HTTP/2: nothing but `timeout` ends a session. */
function sessionFaults(times: Server['times'], name: string): readonly ServerFault[] {
  const open = times.get('timeout')?.state;
  return open === 'absent' || open === 'off' ? [{ level: 'info', message: `${name} opens an HTTP/2 server that keeps the session of a client that went silent for ever`, help: 'Set server.setTimeout(120_000).' }] : [];
}

/** Whether idle connections outlive those that a load balancer keeps. */
function idleFaults(project: Project, server: Server, { name, balancerIdle }: { readonly name: string; readonly balancerIdle: number }): readonly ServerFault[] {
  const idle = server.times.get('keepAliveTimeout');
  const ms = idle && timeOf(idle);
  if (!idle || ms === undefined || ms > balancerIdle) return [];
  const balancer = loadBalancerOf(project, server);
  const touched = [...server.times.values()].some((time) => time.state !== 'absent');
  if (!balancer && (touched || isAuxiliary(project, server))) return [];
  const how = `${name} keeps idle connections for ${duration(ms)}${idle.state === 'absent' ? ` (${server.library === 'Fastify' ? 'Fastify' : 'Node'}'s default)` : ''}`;
  const help = `Set keepAliveTimeout above the balancer's idle time, for example ${setting(server, 'keepAliveTimeout')} = ${numeral(balancerIdle + 5000)}.`;
  const set = ['keepAliveTimeout', balancerIdle + 5000] as const;
  const lost = `which keeps them for ${duration(balancerIdle)}, some requests are sent on a connection that was just closed: sporadic 502s`;
  return [balancer
    ? { level: 'warning', help, set, message: `${how}: behind the proxy that ${placeText(project, balancer)} trusts, ${lost}` }
    : { level: 'info', covered: true, help, set, message: `${how}: behind a load balancer, ${lost}` }];
}

/** A number as it is written in code: `65_000`. */
function numeral(value: number): string {
  return String(value).replace(/\B(?=(?:\d{3})+$)/g, '_');
}

/** Where the time of a server is set: `server.server.keepAliveTimeout` of one that keeps Node's server inside. */
function setting({ times }: Server, name: string): string {
  const place = times.get(name)?.knob.at.find((at) => at.startsWith('set.') && !at.includes('('))?.slice('set.'.length);
  return `server.${place ?? name}`;
}

/** A server beside the service, by its names: no load balancer sends it users' requests. */
function isAuxiliary(project: Project, { ref, maker }: Server): boolean {
  const facts = project.evaluator.facts(ref.file);
  const made = facts?.bindings.filter((b) => b.values.some((v) => v.is === 'call' && v.call === (maker?.file === ref.file ? maker.call : ref.call))) ?? [];
  const args = facts ? (project.evaluator.call(ref)?.args ?? []).map((a) => writtenName(facts, a)) : [];
  const file = ref.file.slice(ref.file.lastIndexOf('/') + 1);
  return [file, nameOfCall(project, ref), ...made.map((b) => b.name), ...args].some((name) => auxiliary.test(name));
}

const auxiliary = /metrics|prometheus|health|liveness|readiness|probe|debug|inspect|mock|fake|(?:^|[^a-z])(?:temp|tmp|setup|migration)|Temp[A-Z]/i;

/** Milliseconds that hold; undefined for what is not known, and for none at all. */
function timeOf(time: KnobReading): number | undefined {
  if (time.state === 'set') return time.ms;
  return time.state === 'absent' && time.knob.default !== 'none' ? time.knob.default : undefined;
}

/** A time that holds, and where it is set: `keepAliveTimeout is 65 s at src/main.ts:12`. Empty for none. */
export function timeInWords(project: Project, { library }: Server, time: KnobReading): readonly string[] {
  const ms = timeOf(time);
  if (time.state === 'off') return [`${time.name} is off`];
  if (time.state === 'absent') return ms === undefined ? [] : [`${time.name} is ${duration(ms)} by ${library.includes('Fastify') ? 'Fastify' : 'Node'}'s default`];
  const place = time.written ? placeOf(project, time.written) : time.at && placeText(project, time.at);
  return [`${time.name} is ${ms === undefined ? 'set' : duration(ms)}${place ? ` at ${place}` : ''}`];
}
