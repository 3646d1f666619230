import type { BindingFact, FileFacts } from '../../model/facts.js';
import type { Project } from '../project.js';
import { isInside } from '../deadline/timers.js';
import type { Executor } from './executors.js';
import type { Occasion } from './registrations.js';

const errorName = /^(?:e|er|err|error|ex)$/i;

/**
 * A callback `(err, …)` that tests its error, settles the promise on the ordinary way only, and rejects nowhere: whether what follows the test is an
 * early return, after which the promise stays pending, is not told apart by the facts.
 */
export function openErrbackOf(project: Project, { settlings, leaves, fn: root }: Executor): Occasion | undefined {
  const [only, ...others] = settlings;
  const facts = root && project.evaluator.facts(root.file);
  if (!only || others.length > 0 || leaves || !facts || only.by !== 'resolve' || only.at.file !== root.file) return undefined;
  const { occasion, at } = only;
  const settle = facts.calls[at.call];
  if (occasion?.when !== 'callback' || !settle || settle.conditional || facts.functions[settle.fn]?.passedTo?.call !== occasion.call?.call) return undefined;
  return errorOf(facts, settle.fn)?.uses?.some((u) => u.as === 'compared') ? occasion : undefined;
}

/**
 * A callback `(err, …)` that is all that settles a promise, and does so under one condition only: `if (!err) resolve(data)`.
 * What follows an early return is not told apart by the facts, and is not found.
 */
export function silentErrbackOf(project: Project, { settlings, leaves, fn: root }: Executor): Occasion | undefined {
  const [only, ...others] = settlings;
  const facts = root && project.evaluator.facts(root.file);
  if (!only || others.length > 0 || leaves || !facts || only.by !== 'resolve' || !only.conditional) return undefined;
  const { occasion, at } = only;
  const settle = facts.calls[at.call];
  const callback = settle && facts.functions[settle.fn];
  if (occasion?.when !== 'callback' || at.file !== root.file || !settle?.conditional || settle.loop || callback?.passedTo?.call !== occasion.call?.call) return undefined;
  const error = errorOf(facts, settle.fn);
  const throws = facts.calls.some((c) => isInside(facts, c.fn, settle.fn) && c.construct && !c.dropped);
  return error?.uses?.some((u) => u.as === 'compared') && !throws ? occasion : undefined;
}

function errorOf(facts: FileFacts, fn: number): BindingFact | undefined {
  return facts.bindings.find((b) => errorName.test(b.name) && b.values.some((v) => v.is === 'param' && v.fn === fn && v.at === 0));
}
