import type { FileFacts, Value } from '../../model/facts.js';
import { flatten, functionKey, type FunctionRef, type Step as PathStep } from '../abstract.js';
import type { Project } from '../project.js';

/** Calls that fail where the file is not there. */
const opens = /^(?:read(?:File|dir|link)?|l?stat|access|open|realpath)(?:Sync)?$|^createReadStream$/;
const fileModules: ReadonlySet<string> = new Set(['fs', 'fs/promises', 'fs-extra', 'graceful-fs']);
/** How many functions stand between the one that keeps something and the one that reads the file. */
const deepest = 3;

/**
 * Whether a function reads a file that is named by the key, itself or through functions of the project that it hands the key to: what it keeps under that key then are
 * no more than there are files. Whether it heeds what the reading says is not asked.
 */
export function isNameOfFile(project: Project, fn: FunctionRef, key: Value): boolean {
  const parent = project.evaluator.facts(fn.file)?.functions[fn.fn]?.parent ?? -1;
  // What is kept in a callback may be what the function around it asked for.
  return readsFile(project, fn, key, new Set()) || (parent !== -1 && isNameOfFile(project, { file: fn.file, fn: parent }, key));
}

function readsFile(project: Project, { file, fn }: FunctionRef, key: Value, seen: Set<string>): boolean {
  const facts = project.evaluator.facts(file);
  if (!facts || fn === -1 || seen.size > deepest) return false;
  seen.add(functionKey({ file, fn }));
  return facts.calls.some((call) => {
    const at = isInside(facts, call.fn, fn) ? call.args.findIndex((arg) => isMadeOf(facts, arg, key)) : -1;
    if (at === -1) return false;
    return flatten(project.evaluator.evaluate(file, call.callee)).some((callee) => {
      if (callee.is === 'library') return fileModules.has(callee.package) && opens.test(lastMember(callee.path));
      const binding = callee.is === 'function' && !seen.has(functionKey(callee)) ? parameterOf(project, callee, at) : undefined;
      return callee.is === 'function' && binding !== undefined && readsFile(project, callee, binding, seen);
    });
  });
}

function lastMember(path: readonly PathStep[]): string {
  const last = path.at(-1);
  return last && 'member' in last ? last.member : '';
}

function isInside(facts: FileFacts, inner: number, outer: number): boolean {
  return inner === outer || (inner !== -1 && isInside(facts, facts.functions[inner]?.parent ?? -1, outer));
}

function parameterOf({ evaluator }: Project, { file, fn }: FunctionRef, at: number): Value | undefined {
  const to = evaluator.facts(file)?.bindings.findIndex(({ kind, values: [value] }) => kind === 'param' && value?.is === 'param' && value.fn === fn && value.at === at) ?? -1;
  return to === -1 ? undefined : { is: 'ref', to };
}

/** The key itself, or a path or text with it: `path.join(root, key)`. */
function isMadeOf(facts: FileFacts, value: Value, key: Value, depth = 0): boolean {
  if (depth > 4) return false;
  if (JSON.stringify(value) === JSON.stringify(key)) return true;
  const among = (values: readonly Value[]): boolean => values.some((one) => isMadeOf(facts, one, key, depth + 1));
  switch (value.is) {
    case 'ref':
      return among(facts.bindings[value.to]?.values ?? []);
    case 'call':
      return among(facts.calls[value.call]?.args ?? []);
    case 'text':
      return among(value.parts);
    case 'binary':
      return among([value.left, value.right]);
    default:
      return false;
  }
}
