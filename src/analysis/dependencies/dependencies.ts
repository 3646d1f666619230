import { callKey, type CallRef } from '../abstract.js';
import type { OutboundCall } from '../deadline/outbound.js';
import type { Project } from '../project.js';
import { addressOf, type Address } from './address.js';

/** Something outside that the project asks over the network, with all calls that ask it. */
export interface Dependency extends Address {
  readonly calls: readonly OutboundCall[];
}

const known = new WeakMap<Project, readonly Dependency[]>();

/** The services that the project asks over HTTP or by an SDK, each once; worked out once for the project. Databases, brokers and mail servers are none: their pools and queues are looked at by other rules. */
export function dependenciesOf(project: Project): readonly Dependency[] {
  let found = known.get(project);
  if (!found) known.set(project, (found = gather(project)));
  return found;
}

function gather(project: Project): readonly Dependency[] {
  const groups = new Map<string, { readonly address: Address; readonly calls: Map<string, OutboundCall> }>();
  for (const { outbound } of project.deadlines) {
    if (outbound.model.kind !== 'outbound' || outbound.model.does === 'mail' || !outbound.model.phases.includes('headers') || project.isScript(outbound.ref.file)) continue;
    const address = addressOf(project, outbound);
    if (!address) continue;
    const group = groups.get(address.key) ?? { address, calls: new Map<string, OutboundCall>() };
    group.calls.set(callKey(outbound.ref), outbound);
    groups.set(address.key, group);
  }
  return [...groups.values()].map(({ address, calls }) => ({ ...address, calls: [...calls.values()] }));
}

const asked = new WeakMap<Dependency, readonly OutboundCall[]>();

/** The calls of a dependency that a request waits for. */
export function askedByRequests(project: Project, dependency: Dependency): readonly OutboundCall[] {
  let found = asked.get(dependency);
  if (!found) asked.set(dependency, (found = dependency.calls.filter(({ ref }) => project.reach(functionOf(project, ref)).reach === 'request')));
  return found;
}

/** The function in which a call stands. */
export function functionOf(project: Project, ref: CallRef): { readonly file: string; readonly fn: number } {
  return { file: ref.file, fn: project.evaluator.call(ref)?.fn ?? -1 };
}
