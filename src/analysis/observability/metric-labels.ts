import { labelOf } from '../../catalog/observability-lookup.js';
import type { LabelModel } from '../../catalog/types.js';
import type { Value } from '../../model/facts.js';
import { flatten, type CallRef } from '../abstract.js';
import type { Project } from '../project.js';

/** A call that is given labels, tags or a name, and what tells its numbers apart. */
export interface MetricCall {
  readonly ref: CallRef;
  readonly library: string;
  /** With the label's name where it has one. */
  readonly labels: readonly { readonly name: string; readonly file: string; readonly value: Value }[];
}

/** The calls of a file that count under labels, in the order of their places. */
export function metricCallsIn(project: Project, file: string): readonly MetricCall[] {
  return (project.evaluator.facts(file)?.calls ?? []).flatMap((_, call) => metricCall(project, { file, call }) ?? []);
}

function metricCall(project: Project, ref: CallRef): MetricCall | undefined {
  const { evaluator, catalog, versionOf } = project;
  const fact = evaluator.call(ref);
  if (!fact || fact.construct || fact.decorator) return undefined;
  for (const value of flatten(evaluator.evaluate(ref.file, fact.callee))) {
    if (value.is !== 'library' || !catalog.has(value.package, 'labels')) continue;
    const version = versionOf(ref.file, value.package);
    for (const reading of catalog.read(value, version)) {
      const model = labelOf(reading, version);
      if (model) return { ref, library: reading.entry.name, labels: labelsOf(project, ref, model) };
    }
  }
  return undefined;
}

function labelsOf(project: Project, { file, call }: CallRef, { labels = [], values, name }: LabelModel): MetricCall['labels'] {
  const args = project.evaluator.call({ file, call })?.args ?? [];
  const named = name === undefined ? undefined : args[name];
  const rest = values === undefined ? [] : args.slice(values);
  return [
    ...(named ? [{ name: '', file, value: named }] : []),
    ...labels.flatMap((at) => (args[at] ? labelsIn(project, file, args[at]) : [])),
    ...rest.flatMap((value) => (isObject(project, file, value) ? labelsIn(project, file, value) : [{ name: '', file, value }])),
  ];
}

function isObject(project: Project, file: string, value: Value): boolean {
  return flatten(project.evaluator.evaluate(file, value)).some((v) => v.is === 'object');
}

/** The values of an object of labels, or the tags of a list. What is neither, a number or a callback, is no label. */
function labelsIn({ evaluator }: Project, file: string, value: Value): MetricCall['labels'] {
  return flatten(evaluator.evaluate(file, value)).flatMap((v): MetricCall['labels'] => {
    if (v.is === 'object') return v.props.flatMap((p) => (p.value ? [{ name: p.key ?? '', file: v.file, value: p.value }] : []));
    return v.is === 'array' ? v.items.map((item) => ({ name: '', file: v.file, value: item })) : [];
  });
}
