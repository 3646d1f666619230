import { callKey, flatten, type CallRef } from '../abstract.js';
import { clientOf, outboundCalls } from '../deadline/outbound.js';
import { nameOfCall, placeText } from '../site.js';
import type { Project } from '../project.js';

/** Somebody else's service, as far as two calls can be told to ask the same one or two of them. */
export interface RemoteParty {
  /** Equal for calls that ask the same: the host, or the client that was made for it. */
  readonly key: string;
  /** `api.stripe.com`, `billing.get`. */
  readonly name: string;
}

/** What databases, caches and brokers are asked for: they are one dependency of the service, not somebody else. */
const own = /^(?:query|command|command of the queue|transaction|publish|subscription|pipeline|send|connection.*|end of .*|commit of .*|wait .*|loop .*|work in .*|run of .*|request to Kafka|server)$/;

/**
 * Whom an outbound call asks; nothing for databases, and where one cannot tell.
 * @param by the call that leads to it: what it gives may be the address
 */
export function remoteParty(project: Project, ref: CallRef, by: CallRef): RemoteParty | undefined {
  const [outbound, ...others] = outboundCalls(project, ref);
  if (!outbound || others.length > 0 || own.test(outbound.model.does)) return undefined;
  const name = nameOfCall(project, ref);
  const host = outbound.model.url === undefined ? undefined : hostOf(project, ref, outbound.model.url, by);
  if (host !== undefined) return { key: `host ${host}`, name: host };
  const client = clientOf(outbound);
  if (client) return { key: `client ${placeText(project, client)}`, name };
  // A library that speaks to one service: `new Stripe(…)` is its own client, `openai.chat` another.
  const isGeneral = outbound.model.does === 'HTTP request' || outbound.model.does === 'request' || outbound.model.does === 'GraphQL request';
  return isGeneral ? undefined : { key: `library ${outbound.reading.entry.id}`, name: outbound.reading.entry.name };
}

/** The host of an address that is written out, or begins so. */
function hostOf({ evaluator }: Project, ref: CallRef, argument: number, by: CallRef): string | undefined {
  const entered = callKey(by) === callKey(ref) ? undefined : flatten(evaluator.evaluate(by.file, evaluator.call(by)?.callee ?? { is: 'unknown' })).find((v) => v.is === 'function' && v.file === ref.file && v.fn === evaluator.call(ref)?.fn);
  const [value, ...others] = flatten(evaluator.argument(ref, argument, entered?.is === 'function' ? evaluator.enter(entered, by, entered.env, undefined) : undefined));
  const text = value?.is === 'literal' && typeof value.value === 'string' ? value.value : value?.is === 'text' ? `${value.parts[0] ?? ''}\u0000` : undefined;
  return others.length === 0 ? /^https?:\/\/([^/?#\u0000]+)[/?#]/i.exec(`${text ?? ''}${value?.is === 'literal' ? '/' : ''}`)?.[1]?.toLowerCase() : undefined;
}
