import { callKey, flatten } from '../abstract.js';
import { settingsAt } from '../deadline/place.js';
import type { OutboundCall } from '../deadline/outbound.js';
import type { Project } from '../project.js';

const agents = ['client.httpsAgent', 'client.httpAgent', 'client.agent', 'client.agent.https', 'client.agent.http', 'client.dispatcher', 'client.requestHandler', 'client.httpClient', 'call.agent', 'call.dispatcher', 'call.httpsAgent', 'call.httpAgent', 'client.connections', 'client.maxSockets'];

/** Clients with a bound of their own: 50 sockets (@smithy/node-http-handler@4.14.2 dist-cjs/index.js; https://docs.aws.amazon.com/sdk-for-javascript/v2/developer-guide/node-configuring-maxsockets.html). */
const bounded = new Set(['aws-sdk', 'aws-sdk-v2']);

/** Whether something limits how many connections a call may use at a time, or may do so: an agent, a dispatcher. */
export function limitsConnections(project: Project, outbound: OutboundCall): boolean {
  return isGlobal(project) || bounded.has(outbound.reading.entry.id) || agents.some((place) => settingsAt(project, outbound, place).some(({ values }) => flatten(values).some((v) => v.is !== 'absent' && !(v.is === 'literal' && v.value === undefined))));
}

const known = new WeakMap<Project, boolean>();

/** `setGlobalDispatcher(new Agent({ connections: 50 }))`, `https.globalAgent.maxSockets = 50` */
function isGlobal(project: Project): boolean {
  let found = known.get(project);
  if (found === undefined) known.set(project, (found = (project.calledNames.get('setGlobalDispatcher') ?? []).some((ref) => callKey(ref) !== '') || [...project.evaluator.sources.files.values()].some(({ assigns }) => assigns.some(({ target }) => target.is === 'member' && target.name === 'maxSockets'))));
  return found;
}
