import { flatten, madeBy, type Abstract } from '../abstract.js';
import { settingsAt } from '../deadline/place.js';
import type { OutboundCall } from '../deadline/outbound.js';
import { isInfinite } from '../infinite.js';
import type { Project } from '../project.js';
import { settingAt } from '../settings/setting-at.js';

/** `unknown`: something is set that may limit them. */
export type ConnectionLimit = 'limited' | 'open' | 'unknown';

const places = ['client.httpsAgent', 'client.httpAgent', 'client.agent', 'client.agent.https', 'client.agent.http', 'client.dispatcher', 'client.requestHandler', 'client.httpClient', 'call.agent', 'call.dispatcher', 'call.httpsAgent', 'call.httpAgent', 'client.connections', 'client.maxSockets'];

/** Clients with a bound of their own: 50 sockets (@smithy/node-http-handler@4.14.2 dist-cjs/index.js; https://docs.aws.amazon.com/sdk-for-javascript/v2/developer-guide/node-configuring-maxsockets.html). */
const bounded = new Set(['aws-sdk', 'aws-sdk-v2']);

/** What makes agents that open as many connections as are asked for, unless one of these is set. */
const agents: Readonly<Record<string, { readonly made: readonly string[]; readonly limits: readonly string[] }>> = {
  // `maxSockets` and `maxTotalSockets` are Infinity: https://nodejs.org/docs/latest-v20.x/api/http.html#new-agentoptions
  http: { made: ['Agent'], limits: ['arg0.maxSockets', 'arg0.maxTotalSockets'] },
  https: { made: ['Agent'], limits: ['arg0.maxSockets', 'arg0.maxTotalSockets'] },
  // As Node's: https://github.com/node-modules/agentkeepalive#new-agentoptions
  agentkeepalive: { made: ['', 'default', 'HttpAgent', 'HttpsAgent'], limits: ['arg0.maxSockets', 'arg0.maxTotalSockets'] },
  // `connections` is null, which is no limit: https://undici.nodejs.org/#/docs/api/Pool
  undici: { made: ['Agent', 'Pool'], limits: ['arg0.connections'] },
};

/** Whether something limits how many connections a call may use at a time: an agent, a dispatcher, the client itself. */
export function connectionLimitOf(project: Project, outbound: OutboundCall): ConnectionLimit {
  if (bounded.has(outbound.reading.entry.id)) return 'limited';
  const own = places.flatMap((place) => settingsAt(project, outbound, place).flatMap(({ values }) => flatten(values))).filter((v) => v.is !== 'absent' && !(v.is === 'literal' && v.value === undefined));
  const limits = own.length > 0 ? own.map((v) => ofValue(project, v)) : globalLimits(project);
  return limits.includes('limited') ? 'limited' : limits.includes('unknown') ? 'unknown' : 'open';
}

function ofValue(project: Project, value: Abstract): ConnectionLimit {
  if (isInfinite(value)) return 'open';
  if (value.is === 'literal' || value.is === 'number') return typeof (value.is === 'literal' ? value.value : 0) === 'number' ? 'limited' : 'unknown';
  const made = value.is === 'library' ? madeBy(value) : undefined;
  const agent = value.is === 'library' ? agents[value.package] : undefined;
  const maker = value.is === 'library' ? value.path.findLast((step) => 'member' in step) : undefined;
  if (!made || !agent?.made.includes(maker && 'member' in maker ? maker.member : '')) return 'unknown';
  const settings = agent.limits.map((at) => settingAt(project, made, at));
  if (settings.some(({ state, values }) => state === 'set' && !values.some(isInfinite))) return 'limited';
  return settings.some(({ state }) => state === 'unknown') ? 'unknown' : 'open';
}

const known = new WeakMap<Project, readonly ConnectionLimit[]>();

/** `setGlobalDispatcher(new Agent({ connections: 50 }))`, `https.globalAgent.maxSockets = 50` */
function globalLimits(project: Project): readonly ConnectionLimit[] {
  let found = known.get(project);
  if (!found) {
    const dispatchers = (project.calledNames.get('setGlobalDispatcher') ?? []).flatMap((ref) => flatten(project.evaluator.argument(ref, 0, undefined)));
    const assigned = [...project.evaluator.sources.files].flatMap(([file, { assigns }]) => assigns.flatMap(({ target, value }) => (target.is === 'member' && target.name === 'maxSockets' ? flatten(project.evaluator.evaluate(file, value)) : [])));
    known.set(project, (found = [...dispatchers, ...assigned].map((v) => ofValue(project, v))));
  }
  return found;
}
