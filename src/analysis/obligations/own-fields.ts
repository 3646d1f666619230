import type { AcquireModel } from '../../catalog/types.js';
import type { Evidence, TraceStep } from '../../model/evidence.js';
import type { FileFacts, Value } from '../../model/facts.js';
import type { CallRef, FunctionRef } from '../abstract.js';
import { isInside } from '../deadline/timers.js';
import { isClassExported } from '../emitters/field-usages.js';
import { frequencyOf } from '../holding/frequency.js';
import { livesLong, makersOf } from '../lifetimes/long-lived.js';
import type { Project } from '../project.js';
import { nameOfCall, spanOf } from '../site.js';
import { acquiredBy } from './held.js';

/** Something that an object keeps in a field and never gives back, where such objects are made again and again. */
interface KeptInField {
  readonly ref: CallRef;
  readonly model: AcquireModel;
  readonly owner: string;
  readonly field: string;
  /** What makes the object. */
  readonly maker: CallRef;
  readonly by: { readonly is: 'repeated'; readonly by: string; readonly trace: readonly TraceStep[] } | { readonly is: 'stopped'; readonly stop: string; readonly at: FunctionRef };
}

/** A method that ends what an object does, and with it the object's life. */
const stopping = /^(?:stop|close|dispose|destroy|end|shutdown|unsubscribe|teardown|cleanup|cleanUp|disconnect)(?:[A-Z]|$)/;

/** What is told of the connections that objects of a file keep which are made for each request, job or event, and that nothing ends. */
export function* ownFieldEvidence(project: Project, file: string, rule: string): Iterable<Evidence> {
  const facts = project.evaluator.facts(file);
  if (!facts) return;
  for (const [cls, fact] of facts.classes.entries()) {
    // Other files may extend it.
    if (project.partial && isClassExported(facts, cls)) continue;
    for (const { name, values, static: isStatic } of fact.members) {
      const found = isStatic ? [] : values.flatMap((value) => keptIn(project, file, facts, cls, name, value) ?? []);
      for (const kept of found) yield ofField(project, kept, rule);
    }
  }
}

function ofField(project: Project, { ref, model, owner, field, maker, by }: KeptInField, rule: string): Evidence {
  const { reach } = project.reach({ file: maker.file, fn: project.evaluator.call(maker)?.fn ?? -1 });
  const call = nameOfCall(project, ref) || 'this call';
  const [first = 'close'] = model.release;
  const base = {
    rule, outcome: 'fail' as const, span: spanOf(project, ref), reach, confidence: 'high' as const, fixes: [], data: { noun: model.noun, call },
    level: reach === 'script' || model.collected === 'info' ? ('info' as const) : ('warning' as const),
  };
  const made = { span: spanOf(project, maker), message: `a ${owner} is made here` };
  if (by.is === 'repeated') return {
    ...base, trace: [...by.trace, made],
    message: `Each ${by.by} makes a ${owner}, which keeps the ${model.noun} of ${call} in ${field}, and nothing ends it. ${model.without}`,
    help: `Give ${owner} a method that calls ${field}.${first}(), and call it when the work ends, by whatever way; or share one ${model.noun}.`,
  };
  return {
    ...base, trace: [made, { span: spanOfName(project, by.at), message: 'it is stopped here' }],
    message: `${by.stop} ends the work of a ${owner}, and leaves the ${model.noun} open that ${call} gets here: nothing calls ${field}.${first}(). ${model.without}`,
    help: `Call ${field}.${first}() in ${by.stop}.`,
  };
}

function spanOfName(project: Project, { file, fn }: FunctionRef): TraceStep['span'] {
  const [start, end] = project.evaluator.facts(file)?.functions[fn]?.nameRange ?? [0, 0];
  return { file, start, end };
}

function keptIn(project: Project, file: string, facts: FileFacts, cls: number, name: string, value: Value): KeptInField | undefined {
  const call = value.is === 'await' && value.of.is === 'call' ? value.of.call : value.is === 'call' ? value.call : undefined;
  const model = call === undefined ? undefined : acquiredBy(project, { file, call });
  if (call === undefined || !model?.mayLast || model.managed || (model.holds ?? 'result') !== 'result' || livesLong(project, { file, cls })) return undefined;
  if (isEndedOrHandedOn(project, facts, cls, name, model)) return undefined;
  for (const maker of makersOf(project, { file, cls })) {
    const by = frequencyOf(project, maker);
    const kept = { ref: { file, call }, model, owner: facts.classes[cls]?.name ?? 'object', field: `this.${name}`, maker };
    if (by.is === 'repeated') return { ...kept, by };
    const stop = by.is === 'unknown' && isMadeByMethod(project, maker) ? stopOf(facts, cls, name) : undefined;
    if (stop !== undefined) return { ...kept, by: { is: 'stopped', stop: facts.functions[stop]?.name ?? 'it', at: { file, fn: stop } } };
  }
  return undefined;
}

/** A method that is told for what makes one for each: `subscribe(channel)`. */
function isMadeByMethod(project: Project, maker: CallRef): boolean {
  const fact = project.evaluator.call(maker);
  const fn = project.evaluator.facts(maker.file)?.functions[fact?.fn ?? -1];
  return fact !== undefined && fn?.kind === 'method' && fn.params.length > 0 && fact.args.some((a) => a.is === 'param' || (a.is === 'ref' && project.evaluator.facts(maker.file)?.bindings[a.to]?.kind === 'param'));
}

/** The method of a class that ends its work, and with it what it does by way of a field. */
function stopOf(facts: FileFacts, cls: number, name: string): number | undefined {
  const uses = (fn: number): boolean => facts.calls.some((c) => isInside(facts, c.fn, fn) && c.callee.is === 'member' && c.callee.of.is === 'member' && c.callee.of.name === name && c.callee.of.of.is === 'this' && c.callee.of.of.cls === cls);
  return facts.classes[cls]?.members.find((m) => m.fn !== undefined && stopping.test(m.name) && uses(m.fn))?.fn;
}

/** Whether something of the project ends what a field of this name holds, or gets hold of it. */
function isEndedOrHandedOn(project: Project, facts: FileFacts, cls: number, name: string, { release, gives = [] }: AcquireModel): boolean {
  const isField = (v: Value): boolean => v.is === 'member' && v.name === name;
  const isEnded = release.some((method) => (project.calledNames.get(method) ?? []).some((ref) => {
    const callee = project.evaluator.call(ref)?.callee;
    return callee?.is === 'member' && isField(callee.of);
  }));
  const isOwn = (v: Value): boolean => v.is === 'member' && v.name === name && v.of.is === 'this' && v.of.cls === cls;
  const mentions = (v: Value | undefined): boolean => v !== undefined && holdsOne(v, isOwn);
  return isEnded || facts.calls.some((c) => c.args.some(mentions) || (c.callee.is === 'member' && isOwn(c.callee.of) && gives.includes(c.callee.name))) || facts.functions.some((f) => f.returns.some(mentions))
    || facts.assigns.some((a) => mentions(a.value)) || facts.bindings.some((b) => b.values.some(mentions)) || facts.classes[cls]?.members.find((m) => m.name === name)?.private !== true;
}

function holdsOne(value: Value, isIt: (value: Value) => boolean): boolean {
  switch (value.is) {
    case 'object': return value.props.some((p) => (p.value !== undefined && holdsOne(p.value, isIt)) || (p.spread !== undefined && holdsOne(p.spread, isIt)));
    case 'array': return value.items.some((v) => holdsOne(v, isIt));
    case 'either': return value.of.some((v) => holdsOne(v, isIt));
    case 'fallback': return holdsOne(value.first, isIt) || holdsOne(value.then, isIt);
    case 'spread': case 'await': case 'rest': return holdsOne(value.of, isIt);
    default: return isIt(value);
  }
}
