import type { Value } from '../../model/facts.js';
import { flatten } from '../abstract.js';
import type { Project } from '../project.js';

/** Functions of libraries that cut a list into lists of a length that they are given. */
const chunking: Readonly<Record<string, string>> = { lodash: 'chunk', 'lodash-es': 'chunk', 'lodash.chunk': '', 'lodash/chunk': '', 'lodash-es/chunk': '', ramda: 'splitEvery', remeda: 'chunk', radash: 'cluster', 'es-toolkit': 'chunk', underscore: 'chunk' };

/** Whether a call cuts a list into lists of a fixed length: by a library, or a function of the project that cuts `list.slice(i, i + n)` again and again. */
export function cutsIntoChunks(project: Project, file: string, call: number): boolean {
  const callee = project.evaluator.call({ file, call })?.callee;
  return callee !== undefined && flatten(project.evaluator.evaluate(file, callee)).some((v) => {
    if (v.is === 'library') {
      const last = v.path.at(-1);
      const name = last && 'member' in last ? last.member : '';
      return chunking[v.package] === name || chunking[v.package] === '';
    }
    return v.is === 'function' && slicesInTurn(project, v.file, v.fn);
  });
}

/** A function that makes pieces with `slice(from, to)` or `splice(0, n)`, in a loop or a callback, and gives them in a list. */
function slicesInTurn(project: Project, file: string, fn: number): boolean {
  const facts = project.evaluator.facts(file);
  if (!facts) return false;
  const isWithin = (at: number): boolean => at === fn || (facts.functions[at]?.parent === fn && facts.functions[at].passedTo !== undefined);
  return facts.calls.some(({ callee, args, fn: by, loop }) => callee.is === 'member' && (callee.name === 'slice' || callee.name === 'splice') && args.length === 2 && isWithin(by) && (loop === true || by !== fn) && isPlain(args));
}

function isPlain(args: readonly Value[]): boolean {
  return args.every((a) => a.is !== 'spread');
}
