import { knobsOf } from '../../catalog/catalog.js';
import { typeModel, type Reading } from '../../catalog/reading.js';
import type { WrapperModel } from '../../catalog/types.js';
import { flatten, pathText, type CallRef, type ParamValue } from '../abstract.js';
import type { OutboundCall, OutboundContext } from './outbound.js';
import { readKnob } from './reading.js';
import type { Wrapping } from './wrapping.js';

/** Calls of libraries that bound other work, as the catalog describes them. */
export class LibraryWrappers {
  constructor(private readonly context: OutboundContext) {}

  /** Whether a parameter is the signal that a wrapper aborts: `policy.execute(({ signal }) => …)`. */
  ofSignal(param: ParamValue): Wrapping | undefined {
    const passedTo = this.context.evaluator.facts(param.file)?.functions[param.fn]?.passedTo;
    if (!passedTo || param.at !== 0) return undefined;
    const ref = { file: param.file, call: passedTo.call };
    for (const { model, reading } of this.librariesAt(ref)) {
      if (model.effect !== 'rejects' && model.effect.signals === param.path.join('.')) return this.inTime(ref, reading, model);
    }
    return undefined;
  }

  /** What bounds the argument `index` of a call. A function that is handed over may be bounded later, whenever the breaker fires. */
  of(ref: CallRef, index: number, isFunction: boolean): Wrapping | undefined {
    for (const { model, reading } of this.librariesAt(ref)) {
      if (model.wraps !== `arg${String(index)}`) continue;
      if (model.effect !== 'rejects' && !this.isExempt(ref, reading, model)) continue;
      const found = this.inTime(ref, reading, model);
      if (found) return found;
    }
    return isFunction ? this.ofBreaker(ref, index) : undefined;
  }

  /** `new CircuitBreaker(fn, options)`: the function is bounded whenever the breaker fires. */
  private ofBreaker(ref: CallRef, index: number): Wrapping | undefined {
    const fact = this.context.evaluator.call(ref);
    if (!fact) return undefined;
    for (const made of this.context.evaluator.result(ref)) {
      if (made.is !== 'library') continue;
      for (const reading of this.context.catalog.read(made, this.context.versionOf(ref.file, made.package))) {
        const model = reading.entry.wrappers?.find((w) => w.wraps === `client(${String(index)})` && reading.rest.length === 0 && w.path.startsWith(`${reading.type ?? ''}.`));
        const found = model && this.inTime(ref, reading, model);
        if (found) return found;
      }
    }
    return undefined;
  }

  /** The wrappers of the catalog that a call may be; of combined policies, each part. */
  private librariesAt(ref: CallRef): readonly { readonly model: WrapperModel; readonly reading: Reading }[] {
    const { evaluator, catalog, versionOf } = this.context;
    const fact = evaluator.call(ref);
    if (!fact) return [];
    return flatten(evaluator.evaluate(ref.file, fact.callee)).flatMap((callee) => {
      if (callee.is !== 'library') return [];
      return catalog.read(callee, versionOf(ref.file, callee.package)).flatMap((reading) => {
        const model = catalog.wrapper(reading);
        return model ? this.partsOf(ref, reading).map((part) => ({ model, reading: part })) : [];
      });
    });
  }

  private partsOf(ref: CallRef, reading: Reading, depth = 0): readonly Reading[] {
    const made = reading.made.at(-1)?.step;
    if (typeModel(reading)?.options !== 'all' || !made || !('call' in made) || depth > 3) return [reading];
    const { evaluator, catalog, versionOf } = this.context;
    const count = evaluator.call(made.call)?.args.length ?? 0;
    return Array.from({ length: count }, (_, at) => flatten(evaluator.argument(made.call, at, made.env))).flat().flatMap((value) => {
      if (value.is !== 'library') return [];
      return catalog.read(value, versionOf(ref.file, value.package)).filter((part) => part.type !== undefined && part.rest.length === 0 && reading.entry.wrappers?.some((w) => w.path.startsWith(`${part.type ?? ''}.`))).flatMap((part) => this.partsOf(ref, part, depth + 1));
    });
  }

  /** Whether a wrapper that only signals rejects here all the same. */
  private isExempt(ref: CallRef, reading: Reading, model: WrapperModel): boolean {
    if (model.effect === 'rejects' || !model.effect.unless) return false;
    const { at, is } = model.effect.unless;
    const index = Number(/\((\d+)\)/.exec(at)?.[1] ?? 0);
    const made = reading.made.at(-1)?.step;
    if (!made || !('call' in made)) return false;
    const values = flatten(this.context.evaluator.argument(made.call, index, made.env));
    return values.some((v) => (v.is === 'library' && pathText(v.path) === is) || (v.is === 'literal' && String(v.value).toLowerCase() === is.split('.').at(-1)?.toLowerCase()));
  }

  private inTime(ref: CallRef, reading: Reading, model: WrapperModel): Wrapping | undefined {
    const fact = this.context.evaluator.call(ref);
    if (!fact) return undefined;
    const version = this.context.versionOf(ref.file, reading.entry.packages[0] ?? '');
    const outbound: OutboundCall = { ref, fact, reading, version, env: undefined, model: { path: model.path, kind: 'outbound', does: '', knobs: [model.knob], phases: [] } };
    for (const [name, knob] of knobsOf(reading.entry, [model.knob], version)) {
      const reads = readKnob(this.context, outbound, name, knob);
      if (reads.state === 'set' || reads.state === 'needs') return { by: reading.entry.name, at: ref, ...(reads.state === 'set' && reads.ms !== undefined && { ms: reads.ms }) };
      if (reads.state === 'absent' && typeof knob.default === 'number') return { by: reading.entry.name, at: ref, ms: knob.default };
    }
    return undefined;
  }
}
