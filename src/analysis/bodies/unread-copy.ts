import type { FileFacts } from '../../model/facts.js';

/** `response.clone()` of which one branch is read, and the other one nowhere. */
export interface UnreadCopy {
  /** The call of `clone`. */
  readonly call: number;
  readonly unread: 'copy' | 'original';
}

/** What is known of a response without its body. */
const heads = new Set(['ok', 'status', 'statusText', 'headers', 'url', 'redirected', 'type', 'bodyUsed']);

/** The copy of a response, kept in one of some names, that leaves one branch unread for certain: all uses of it are in sight, and none can read it. */
export function unreadCopy(facts: FileFacts, names: readonly number[], reads: readonly string[]): UnreadCopy | undefined {
  const [original, ...others] = names;
  if (original === undefined || others.length > 0 || facts.bindings[original]?.values.length !== 1) return undefined;
  const [call, ...more] = facts.calls.flatMap(({ callee }, index) => (callee.is === 'member' && callee.name === 'clone' && callee.of.is === 'ref' && callee.of.to === original ? [index] : []));
  if (call === undefined || more.length > 0) return undefined;
  const copies = facts.bindings.flatMap(({ values }, to) => (values.some((v) => v.is === 'call' && v.call === call) ? [to] : []));
  const [copy] = copies;
  const readAtOnce = facts.calls.some(({ callee }) => callee.is === 'member' && reads.includes(callee.name) && callee.of.is === 'call' && callee.of.call === call);
  if (readAtOnce || (copy !== undefined && isReadIn(facts, copy, reads))) return isUnread(facts, original) ? { call, unread: 'original' } : undefined;
  const isLeft = facts.calls[call]?.dropped === true || (copies.length === 1 && copy !== undefined && facts.bindings[copy]?.values.length === 1 && isUnread(facts, copy));
  return isLeft && isReadIn(facts, original, reads) ? { call, unread: 'copy' } : undefined;
}

function isReadIn(facts: FileFacts, to: number, reads: readonly string[]): boolean {
  return facts.bindings[to]?.uses?.some((u) => u.as === 'member' && u.name !== undefined && reads.includes(u.name)) === true;
}

function isUnread(facts: FileFacts, to: number): boolean {
  return (facts.bindings[to]?.uses ?? []).every((u) => u.tested === true || (u.as === 'member' && u.name !== undefined && (heads.has(u.name) || u.name === 'clone')));
}
