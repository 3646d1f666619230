import { callKey, flatten, type CallRef } from '../abstract.js';
import { keyOrigin } from '../lifetimes/key-origin.js';
import type { Project } from '../project.js';

/** A body that is read whole, of an answer whose address the request chose. */
export interface FetchedBody {
  /** The call that reads it. */
  readonly ref: CallRef;
  /** The call that asks for it. */
  readonly asked: CallRef;
}

const reading = /^(?:arrayBuffer|text|blob|json|bytes|buffer|formData)$/;

/** Answers of addresses that a request supplied, which `fetch` and the like read whole, whatever their length. */
export function fetchedBodies(project: Project, file: string): readonly FetchedBody[] {
  const { evaluator } = project;
  const facts = evaluator.facts(file);
  if (!facts || project.isScript(file)) return [];
  return facts.calls.flatMap((fact, call): readonly FetchedBody[] => {
    if (fact.callee.is !== 'member' || !reading.test(fact.callee.name) || fact.args.length > 0) return [];
    const asked = flatten(evaluator.evaluate(file, fact.callee.of)).flatMap((v) => {
      const last = v.is === 'library' && (v.package === 'globalThis' || v.package === 'node-fetch' || v.package === 'undici' || v.package === 'cross-fetch') ? v.path.at(-1) : undefined;
      return last && 'call' in last && !last.construct && isFetch(project, last.call) ? [last.call] : [];
    })[0];
    const address = asked && evaluator.call(asked)?.args[0];
    if (!asked || !address || keyOrigin(project, asked.file, address) !== 'request' || !isWhole(project, asked)) return [];
    return asksLength(project, asked, { file, call }) ? [] : [{ ref: { file, call }, asked }];
  });
}

function isFetch({ evaluator }: Project, { file, call }: CallRef): boolean {
  const callee = evaluator.call({ file, call })?.callee;
  return callee !== undefined && flatten(evaluator.evaluate(file, callee)).some((v) => v.is === 'library' && v.path.every((step) => 'member' in step && /^(?:fetch|default)$/.test(step.member)));
}

/** The whole address is the request's: `https://api.example/${id}` has a host that somebody chose before, here or where a caller hands it in. */
function isWhole(project: Project, asked: CallRef): boolean {
  return isWholeAt(project, asked, 0, new Set());
}

function isWholeAt(project: Project, by: CallRef, at: number, seen: Set<string>): boolean {
  const key = `${callKey(by)} ${String(at)}`;
  if (seen.has(key)) return true;
  seen.add(key);
  return flatten(project.evaluator.argument(by, at, undefined)).every((v) => {
    if (v.is === 'text' || v.is === 'literal') return false;
    return v.is !== 'param' || v.path.length > 0 || project.graph.callersOf(v).every((caller) => isWholeAt(project, caller, v.at, seen));
  });
}

/** The length that is announced is asked for on the way. */
function asksLength({ evaluator }: Project, asked: CallRef, read: CallRef): boolean {
  return [asked, read].some((ref) => {
    const facts = evaluator.facts(ref.file);
    const fn = facts?.calls[ref.call]?.fn;
    return facts?.calls.some((c) => c.fn === fn && c.args.some((a) => a.is === 'literal' && typeof a.value === 'string' && /^content-length$/i.test(a.value))) === true;
  });
}
