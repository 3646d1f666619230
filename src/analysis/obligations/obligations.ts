import type { AcquireModel } from '../../catalog/types.js';
import type { Value } from '../../model/facts.js';
import { flatten, functionKey, type CallRef, type FunctionRef } from '../abstract.js';
import { oncePerCall } from '../once-per-call.js';
import type { Project } from '../project.js';
import { acquiredBy, heldAfter, type Held } from './held.js';
import { openedTransaction } from './open-transactions.js';
import { ownFile } from './own-files.js';
import { ownLock } from './own-locks.js';
import { ownPair } from './own-pairs.js';
import { releaseOf, type Release } from './release.js';
import { uploadedFile } from './uploaded-files.js';

/** A call that gets something which has to be given back, and whether it is. */
export interface Obligation {
  readonly ref: CallRef;
  readonly model: AcquireModel;
  readonly held?: Held;
  /** `managed`: the library gives it back when the function ends that it was given. */
  readonly release: Release | { readonly is: 'managed' };
  /** The call of the library, where a function of the project is called that gets it. */
  readonly from?: CallRef;
  /** What the function is given, as the code writes it, where that is what it has to see to. */
  readonly given?: string;
  /** No library is known to give it: the code itself gives it back on other paths. */
  readonly guess?: true;
}

const deepest = 3;

/** What the calls of a file get that has to be given back, in their order. */
export function obligationsIn(project: Project, file: string): readonly Obligation[] {
  return (project.evaluator.facts(file)?.calls ?? []).flatMap((_, call) => obligationAt(project, { file, call }, 0) ?? []);
}

const obligationAt = oncePerCall(compute);

function compute(project: Project, ref: CallRef, depth: number): Obligation | undefined {
  const fact = project.evaluator.call(ref);
  if (!fact || fact.decorator) return undefined;
  const direct = acquiredBy(project, ref);
  if (direct && (isMadeToLast(project, ref, direct) || isCoveredByOwner(project, ref, direct, depth))) return undefined;
  if (direct) return direct.managed && hasFunction(project, ref) ? { ref, model: direct, release: { is: 'managed' } } : judged(project, ref, { model: direct });
  const transaction = openedTransaction(project, ref, (client) => givenBack(project, client, depth + 1));
  if (transaction) return begun(project, ref, transaction);
  const through = depth < deepest ? gottenBy(project, ref, depth) : undefined;
  return through ? judged(project, ref, { ...through, from: through.from ?? through.ref }) : guessed(project, ref);
}

/** What a module makes, or keeps where others get at it, is there for the life of the process, or of what keeps it. */
function isMadeToLast(project: Project, ref: CallRef, model: AcquireModel): boolean {
  if (!model.mayLast) return false;
  return project.evaluator.call(ref)?.fn === -1 || (model.sync === true && heldAfter(project, ref, model) === undefined);
}

/** What a call gets, unless it is lost: then its transaction is lost with it. */
function givenBack(project: Project, ref: CallRef, depth: number): AcquireModel | undefined {
  const found = acquiredBy(project, ref) || depth > deepest || gottenBy(project, ref, depth) ? obligationAt(project, ref, depth) : undefined;
  return found && found.release.is !== 'open' && found.release.is !== 'never' ? found.model : undefined;
}

function begun(project: Project, ref: CallRef, model: AcquireModel): Obligation {
  const held = heldAfter(project, ref, model);
  return { ref, model, ...(held && { held }), release: held ? releaseOf(project, { ...held, transaction: true }) : { is: 'unknown' } };
}

/** What is not known to be a resource is one where the function gives it back itself, and forgets to on some path. */
function guessed(project: Project, ref: CallRef): Obligation | undefined {
  const model = ownPair(project, ref);
  const found = model && judged(project, ref, { model });
  if (found) return found.release.is === 'open' || found.release.is === 'always' ? { ...found, guess: true } : undefined;
  const file = ownFile(project, ref);
  const left = file && releaseOf(project, file);
  if (file && (left?.is === 'open' || left?.is === 'always')) return { ref, model: file.model, held: file, release: left, guess: true };
  const uploaded = uploadedFile(project, ref);
  const kept = uploaded && releaseOf(project, uploaded.held);
  if (uploaded && (kept?.is === 'open' || kept?.is === 'always')) return { ref, model: uploaded.held.model, held: uploaded.held, release: kept, given: uploaded.written, guess: true };
  const lock = ownLock(project, ref);
  return lock?.release.is === 'open' || lock?.release.is === 'always' ? { ref, ...lock, guess: true } : undefined;
}

function judged(project: Project, ref: CallRef, { model, from }: Pick<Obligation, 'model' | 'from'>): Obligation {
  const held = heldAfter(project, ref, model);
  return { ref, model, ...(held && { held }), release: held ? releaseOf(project, held) : { is: 'unknown' }, ...(from && { from }) };
}

/** A page goes with the context that the same function got it from: where that one is lost, there is nothing to add. */
function isCoveredByOwner(project: Project, ref: CallRef, { owner }: AcquireModel, depth: number): boolean {
  const fact = project.evaluator.call(ref);
  const receiver = fact?.callee.is === 'member' ? fact.callee.of : undefined;
  const facts = project.evaluator.facts(ref.file);
  if (!owner || !receiver || !facts) return false;
  const [value, ...others] = receiver.is === 'ref' ? (facts.bindings[receiver.to]?.values ?? []) : [receiver];
  const made = value?.is === 'await' ? value.of : value;
  if (made?.is !== 'call' || others.length > 0 || facts.calls[made.call]?.fn !== fact?.fn) return false;
  const of = obligationAt(project, { file: ref.file, call: made.call }, depth + 1);
  return of !== undefined && of.model.release.some((name) => owner.includes(name)) && (of.release.is === 'open' || of.release.is === 'never');
}

/** A function among the arguments. */
function hasFunction(project: Project, ref: CallRef): boolean {
  const args = project.evaluator.call(ref)?.args ?? [];
  return args.some((a) => flatten(project.evaluator.evaluate(ref.file, a)).some((v) => v.is === 'function' || v.is === 'param'));
}

/** What a function of the project gets and returns to its caller: `async function client() { return await pool.connect(); }`. */
function gottenBy(project: Project, ref: CallRef, depth: number): Obligation | undefined {
  const callee = project.evaluator.call(ref)?.callee;
  if (!callee || project.evaluator.call(ref)?.construct) return undefined;
  const [own, ...others] = flatten(project.evaluator.evaluate(ref.file, callee));
  if (own?.is !== 'function' || others.length > 0) return undefined;
  const facts = project.evaluator.facts(own.file);
  const returns = facts?.functions[own.fn]?.returns ?? [];
  if (!facts || returns.length === 0) return undefined;
  const found = facts.calls.flatMap((c, call) => (c.fn === own.fn && returns.some((v) => gives(project, own, v, call)) ? (obligationAt(project, { file: own.file, call }, depth + 1) ?? []) : []));
  const [first] = found;
  // A part of it, or an object of another kind, is given back in another way.
  return first && found.length === 1 && first.release.is !== 'managed' && first.model.holds === undefined && isMovedOut(project, own, first) ? first : undefined;
}

function isMovedOut(project: Project, fn: FunctionRef, { release, held, ref }: Obligation): boolean {
  if (release.is === 'moved' || (release.is === 'open' && release.moved)) return held !== undefined && functionKey(held.fn) === functionKey(fn);
  // `return pool.connect()`: the promise itself.
  return project.evaluator.call(ref)?.returned === true;
}

/** Whether a returned value is what a call gives, by whatever name. */
export function gives(project: Project, fn: FunctionRef, value: Value, call: number, depth = 0): boolean {
  const facts = project.evaluator.facts(fn.file);
  switch (value.is) {
    case 'await': return gives(project, fn, value.of, call, depth + 1);
    case 'call': return value.call === call;
    case 'ref': {
      const binding = facts?.bindings[value.to];
      return depth < 4 && binding?.fn === fn.fn && binding.values.filter((v) => v.is !== 'undefined').every((v) => gives(project, fn, v, call, depth + 1)) && binding.values.some((v) => v.is !== 'undefined');
    }
    default: return false;
  }
}
