import type { Value } from '../model/facts.js';
import { flatten, type Abstract, type CallRef, type Env, type ParamValue } from './abstract.js';
import type { Evaluator } from './evaluate.js';
import { spreadArgument } from './items.js';

/** What a parameter is: what the frame's call gives, what a callback is called with, or the parameter itself. */
export function parameterOf(evaluator: Evaluator, file: string, value: Extract<Value, { is: 'param' }>, env: Env | undefined): readonly Abstract[] {
  for (let frame = env; frame; frame = frame.outer) {
    if (frame.fn === value.fn && frame.file === file) return value.rest ? [restArguments(evaluator, frame, value.at)] : argumentAt(evaluator, frame.call, value.at, frame.outer);
  }
  const symbolic: ParamValue = { is: 'param', file, fn: value.fn, at: value.at, path: [], ...(value.rest && { rest: value.rest }) };
  return handedIn(evaluator, symbolic) ?? byFunctionType(evaluator, symbolic) ?? [symbolic];
}

/** `const routes: FastifyPluginAsync = async (app) => …`: the variable's type says what the function is called with. */
function byFunctionType(evaluator: Evaluator, param: ParamValue): readonly Abstract[] | undefined {
  const { file, fn, at } = param;
  const facts = evaluator.facts(file);
  const type = at === 0 ? facts?.bindings.find((b) => b.type !== undefined && b.values.some((v) => v.is === 'function' && v.fn === fn))?.type : undefined;
  for (const named of type ? evaluator.evaluate(file, type) : []) {
    const last = named.is === 'library' ? named.path.at(-1) : undefined;
    const typed = named.is === 'library' && last && 'member' in last ? evaluator.sources.parameterType(named.package, last.member) : undefined;
    if (typed) return [{ is: 'library', package: typed.package, path: [{ typed: typed.type, param }] }];
  }
  return undefined;
}

function restArguments(evaluator: Evaluator, { call, outer }: Env, at: number): Abstract {
  return { is: 'array', file: call.file, items: evaluator.call(call)?.args.slice(at) ?? [], env: outer };
}

/** The parameter of a function that is written in place as an argument: what the called function calls it with. */
function handedIn(evaluator: Evaluator, param: ParamValue): readonly Abstract[] | undefined {
  const passedTo = evaluator.facts(param.file)?.functions[param.fn]?.passedTo;
  if (!passedTo) return undefined;
  const through: CallRef = { file: param.file, call: passedTo.call };
  const call = evaluator.call(through);
  if (!call) return undefined;
  return evaluator.guarded(`callback:${param.file}:${String(param.fn)}:${String(param.at)}`, () => {
    const callees = flatten(evaluator.evaluate(param.file, call.callee));
    const known = callees.flatMap((c) => parameterByLibrary(evaluator, c, through, param.at) ?? []);
    if (known.length > 0) return known;
    const targets = callees.filter((t) => t.is === 'function');
    const given = targets.flatMap((target) => callbackArguments(evaluator, target.file, target.fn, passedTo.index, param.at, evaluator.enter(target, through, undefined, undefined)));
    return given.length > 0 ? given : [param];
  });
}

/** `app.register((child) => …)`: where the catalog says what the library calls it with, that is an access path of its own. */
export function parameterByLibrary(evaluator: Evaluator, callee: Abstract, through: CallRef, at: number): Abstract | undefined {
  if (callee.is !== 'library') return undefined;
  const last = callee.path.at(-1);
  const method = last && 'member' in last ? last.member : '';
  if (!evaluator.sources.handsOver(callee.package, method)) return undefined;
  return { ...callee, path: [...callee.path, { call: through, construct: evaluator.call(through)?.construct ?? false, env: undefined }, { member: `$${String(at)}` }] };
}

function callbackArguments(evaluator: Evaluator, file: string, fn: number, index: number, at: number, env: Env): readonly Abstract[] {
  const calls = evaluator.facts(file)?.calls ?? [];
  return calls.flatMap((call, id) => {
    const ref: CallRef = { file, call: id };
    if (call.callee.is === 'ref' && isParameter(evaluator, file, call.callee.to, fn, index)) return argumentAt(evaluator, ref, at, env);
    // `tx ? run(tx) : db.transaction(run)`: a library calls it as well.
    if (!call.args.some((a) => a.is === 'ref' && isParameter(evaluator, file, a.to, fn, index))) return [];
    return flatten(evaluator.evaluate(file, call.callee, env)).flatMap((callee) => parameterByLibrary(evaluator, callee, ref, at) ?? []);
  });
}

function isParameter(evaluator: Evaluator, file: string, to: number, fn: number, at: number): boolean {
  return evaluator.facts(file)?.bindings[to]?.values.some((v) => v.is === 'param' && v.fn === fn && v.at === at) ?? false;
}

/** What stands at an argument's place, through spreads where they can be told. */
export function argumentAt(evaluator: Evaluator, ref: CallRef, at: number, env: Env | undefined): readonly Abstract[] {
  const args = evaluator.call(ref)?.args ?? [];
  const spread = args.findIndex((a) => a.is === 'spread');
  if (spread !== -1 && spread <= at) return spreadArgument(evaluator, ref.file, args, at, env);
  const value = args[at];
  return value ? evaluator.evaluate(ref.file, value, env) : [{ is: 'absent' }];
}
