import type { Knob } from '../catalog/types.js';
import { flatten, callKey, type Abstract, type CallRef, type Env, type LibraryValue } from './abstract.js';
import type { KnobReading } from './deadline/reading.js';
import type { Value } from '../model/facts.js';
import type { Project } from './project.js';

interface Assigned {
  readonly values: readonly Abstract[];
  readonly at: CallRef;
  readonly written: { readonly file: string; readonly start: number; readonly end: number; readonly key: string };
}

const names = ['keepAliveTimeout', 'requestTimeout', 'headersTimeout', 'timeout'];

/**
 * What functions set on a server that they are handed: `tune(app.listen(80))` with `server.keepAliveTimeout = ms` in `tune`.
 * By the calls from which the server comes, and the name of the time.
 */
export class ServerSettings {
  private readonly found = new Map<string, Assigned>();

  constructor(private readonly project: Project) {
    for (const [file, facts] of project.evaluator.sources.files) {
      for (const { target, value, range } of facts.assigns) {
        if (target.is !== 'member' || !names.includes(target.name)) continue;
        this.add(file, target.name, target.of, value, range);
      }
    }
    for (const ref of project.calledNames.get('setTimeout') ?? []) {
      const fact = project.evaluator.call(ref);
      const [time] = fact?.args ?? [];
      if (fact?.callee.is === 'member' && time) this.add(ref.file, 'timeout', fact.callee.of, time, fact.range);
    }
  }

  /** What is set on something that came from one of these calls. */
  of(calls: ReadonlySet<string>, name: string, knob: Knob): KnobReading | undefined {
    for (const call of calls) {
      const assigned = this.found.get(`${name} ${call}`);
      if (assigned) return { name, knob, at: assigned.at, written: assigned.written, where: 'ambient', ...worth(assigned.values) };
    }
    return undefined;
  }

  private add(file: string, name: string, receiver: Value, value: Value, range: readonly [number, number]): void {
    for (const env of this.waysInto(file, receiver)) {
      for (const server of flatten(this.project.evaluator.evaluate(file, receiver, env))) {
        if (server.is !== 'library') continue;
        const written = { file, start: range[0], end: range[1], key: name };
        for (const at of this.origins(server)) this.found.set(`${name} ${callKey(at)}`, { values: this.project.evaluator.evaluate(file, value, env), at, written });
      }
    }
  }

  /** The calls from which a server comes, also through a package's function that is given it: `stoppable(app.listen(80))`. */
  private origins(server: LibraryValue): readonly CallRef[] {
    const { evaluator } = this.project;
    const calls = server.path.flatMap((step) => ('call' in step ? [step.call] : []));
    const given = calls.flatMap((call) => flatten(evaluator.argument(call, 0, undefined)));
    return [...calls, ...given.flatMap((v) => (v.is === 'library' ? v.path.flatMap((step) => ('call' in step ? [step.call] : [])) : []))];
  }

  /** The frames through which a parameter is seen, one a caller. */
  private waysInto(file: string, receiver: Value): readonly (Env | undefined)[] {
    const { evaluator, graph } = this.project;
    const [param] = flatten(evaluator.evaluate(file, receiver)).flatMap((v) => (v.is === 'param' ? [v] : v.is === 'library' ? v.path.flatMap((s) => ('typed' in s && s.param ? [s.param] : [])) : []));
    return param ? graph.callersOf(param).map((by) => evaluator.enter(param, by, undefined, undefined)) : [undefined];
  }
}

function worth(values: readonly Abstract[]): { readonly state: 'set'; readonly how: string; readonly ms: number } | { readonly state: 'off'; readonly value: string } | { readonly state: 'unknown'; readonly why: string } {
  const [first, ...others] = flatten(values);
  if (first?.is !== 'literal' || typeof first.value !== 'number' || others.length > 0) return { state: 'unknown', why: 'set to a value that is not seen' };
  return first.value === 0 ? { state: 'off', value: '0' } : { state: 'set', how: 'an assignment', ms: first.value };
}
