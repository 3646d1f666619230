import { memoizers, type MemoizerModel } from '../../catalog/memoizers.js';
import { flatten, pathText, type CallRef } from '../abstract.js';
import type { Outlook } from '../failures/failure.js';
import { combined, functionOutlook } from '../failures/outlook.js';
import type { Project } from '../project.js';

/** `memoize(load)` of a package, and what is known of the promise that it keeps. */
export interface MemoizerCall {
  readonly ref: CallRef;
  readonly forgets: boolean | 'unknown';
  readonly outlook: Outlook;
}

/** The functions of a file that a package is given to run once, or once for each key. */
export function memoizerCallsIn(project: Project, file: string): readonly MemoizerCall[] {
  const { evaluator } = project;
  return (evaluator.facts(file)?.calls ?? []).flatMap(({ callee, args }, call): readonly MemoizerCall[] => {
    if (args.length === 0 || (callee.is !== 'ref' && callee.is !== 'member' && callee.is !== 'import')) return [];
    const ref = { file, call };
    const model = flatten(evaluator.evaluate(file, callee)).map((v) => (v.is === 'library' ? modelOf(v.package, pathText(v.path)) : undefined)).find((m) => m !== undefined);
    if (!model) return [];
    const given = args.flatMap((_, at) => flatten(evaluator.argument(ref, at, undefined))).filter((v) => v.is === 'function');
    const outlook = combined(given.map((fn) => functionOutlook(project, fn, 0, fn.env)));
    return outlook.is === 'rejects' || outlook.is === 'settles' ? [{ ref, forgets: forgets(project, ref, model), outlook }] : [];
  });
}

function modelOf(packageName: string, path: string): MemoizerModel | undefined {
  return memoizers.find((m) => m.packages.includes(packageName) && m.names.includes(path === '' ? 'default' : path.replace(/^default\.(?=.)/, '')));
}

function forgets(project: Project, { file, call }: CallRef, { forgets: by }: MemoizerModel): boolean | 'unknown' {
  if (by === undefined) return false;
  if (by === 'always') return true;
  const options = project.evaluator.call({ file, call })?.args.slice(1) ?? [];
  if (options.length === 0) return false;
  if (options.some((o) => o.is !== 'object' || o.props.some((p) => p.key === undefined))) return 'unknown';
  return options.some((o) => o.is === 'object' && o.props.some((p) => p.key !== undefined && by.includes(p.key) && !(p.value?.is === 'literal' && p.value.value === false)));
}
