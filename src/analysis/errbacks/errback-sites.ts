import type { BindingFact, CallFact, FileFacts, FunctionFact } from '../../model/facts.js';
import { flatten, type CallRef, type LibraryValue } from '../abstract.js';
import { outboundCalls } from '../deadline/outbound.js';
import { namesOfParameter } from '../parameter-uses.js';
import type { Project } from '../project.js';
import { isListening, lastName } from '../promises/registrations.js';

/** A callback whose first parameter is the error: `(err, data) => …`. */
export interface Errback {
  readonly ref: CallRef;
  readonly fn: number;
  readonly fact: FunctionFact;
  readonly error: BindingFact;
  /** How it is known to be one: an API of Node, a call of the catalog that leaves the process, or the parameter's name. */
  readonly by: 'node' | 'outbound' | 'name';
  /** What is called is seen; `undefined` for code that is not. */
  readonly library: string | undefined;
}

/** Modules of Node whose last argument is such a callback, but for the methods that are named. Those of crypto fail on wrong arguments only. */
const node: Readonly<Record<string, ReadonlySet<string>>> = {
  fs: new Set(['exists', 'watch', 'watchFile', 'unwatchFile', 'createReadStream', 'createWriteStream']),
  child_process: new Set(['spawn', 'fork']),
  dns: new Set(), zlib: new Set(),
};

const errorNames: ReadonlySet<string> = new Set(['err', 'error']);
const shortNames: ReadonlySet<string> = new Set(['err', 'error', 'e', 'er', 'ex']);

/** Methods of lists, whose function comes first; those of lodash and its like take the list before it. */
const ofLists: ReadonlySet<string> = new Set(['map', 'flatMap', 'forEach', 'each', 'filter', 'find', 'findIndex', 'some', 'every', 'reduce', 'sort']);

/** Calls whose function is no such callback, whatever its parameter is called: chains, and handlers of errors that are always there. */
const others: ReadonlySet<string> = new Set([
  'then', 'catch', 'finally', 'use', 'all', 'route', 'mapErr', 'orElse', 'match', 'fold', 'catchError', 'catchAll', 'catchTag', 'tapError', 'mapError', 'mapLeft', 'tryCatch', 'subscribe', 'setErrorHandler', 'errorHandler', 'error', 'fail',
  'retry', 'pRetry', 'defineErrorHandler', 'withScope', 'useCallback',
]);

/** The error-first callbacks of a file, in the order of its functions. */
export function* errbacksIn(project: Project, file: string, facts: FileFacts): Iterable<Errback> {
  for (const [fn, fact] of facts.functions.entries()) {
    const call = fact.passedTo && facts.calls[fact.passedTo.call];
    if (!fact.passedTo || !call || fact.passedTo.index !== call.args.length - 1 || fact.params.length === 0 || fact.params.length > 3) continue;
    if (fact.params[0]?.pattern) continue;
    const [error] = namesOfParameter(facts, fn, 0);
    if (!error || !shortNames.has(error.name.toLowerCase().replace(/^_/, '')) || !mayBe(facts, call, fact.passedTo.index)) continue;
    const ref = { file, call: fact.passedTo.call };
    const found = kindOf(project, ref, error);
    if (found) yield { ref, fn, fact, error, ...found };
  }
}

function mayBe(facts: FileFacts, call: CallFact, index: number): boolean {
  const name = lastName(facts, call.callee);
  return !(ofLists.has(name) && index === 0) && !call.construct && !isListening(call) && !others.has(name) && !/^on[A-Z]/.test(name);
}

function kindOf(project: Project, ref: CallRef, error: BindingFact): Pick<Errback, 'by' | 'library'> | undefined {
  const callee = project.evaluator.call(ref)?.callee;
  const libraries = flatten(callee ? project.evaluator.evaluate(ref.file, callee) : []).filter((v): v is LibraryValue => v.is === 'library');
  const [library] = libraries;
  if (libraries.some(isOfNode)) return { by: 'node', library: library?.package };
  if (libraries.some((v) => isNone(v) || v.package === 'globalThis')) return undefined;
  const outbound = outboundCalls(project, ref).some(({ model }) => model.kind === 'outbound' && !model.waitsFor);
  if (outbound) return { by: 'outbound', library: library?.package };
  return errorNames.has(error.name.toLowerCase()) ? { by: 'name', library: library?.package } : undefined;
}

function isOfNode({ package: name, path }: LibraryValue): boolean {
  const except = node[name.replace(/^node:/, '').replace(/^(?:graceful-fs|fs-extra)$/, 'fs')];
  const last = path.at(-1);
  return except !== undefined && last !== undefined && 'member' in last && !except.has(last.member) && !last.member.endsWith('Sync');
}

/** `http.get(url, (response) => …)`, `net.connect(…)`: the function listens to an event. `_.each(errors, (error) => …)`: it gets an item. And crypto, see above. */
function isNone({ package: name }: LibraryValue): boolean {
  return /^(?:(?:node:)?(?:https?|net|tls|events|http2|crypto)|lodash(?:-es)?(?:[./].+)?|underscore|ramda|remeda)$/.test(name);
}
