import { flatten, type Abstract, type LibraryValue } from '../abstract.js';
import type { Project } from '../project.js';

/**
 * The names of the settings that stand behind a value of what a schema makes of them: `schema.transform((env) => ({ key: () => env.KEY })).parse(process.env).key()` gives `KEY`.
 * Undefined where there is no such function, or where what it makes of a setting is not seen.
 */
export function settingsBehind(project: Project, { path }: LibraryValue): readonly string[] | undefined {
  const { evaluator } = project;
  const at = path.findLastIndex((step, index) => 'call' in step && isMember(path[index - 1], /^transform$/));
  const parsed = path.findIndex((step, index) => index > at && 'call' in step && isMember(path[index - 1], /^(?:parse|safeParse|parseAsync|validate)$/));
  const step = path[at];
  if (at === -1 || parsed === -1 || !step || !('call' in step)) return undefined;
  const made = flatten(evaluator.argument(step.call, 0, step.env)).filter((v) => v.is === 'function');
  const [first] = made;
  if (!first || made.length > 1) return undefined;
  const found = path.slice(parsed + 1).reduce<readonly Abstract[]>((values, one) => {
    if ('member' in one) return flatten(values.flatMap((v) => (v.is === 'object' ? evaluator.member(v, one.member) : [])));
    return 'call' in one ? values.flatMap((v) => (v.is === 'function' ? returnsOf(project, v) : [])) : [];
  }, returnsOf(project, first));
  const names = found.flatMap((v) => (v.is === 'param' && v.file === first.file && v.fn === first.fn && v.at === 0 && v.path.length === 1 ? v.path : []));
  return names.length > 0 && names.length === found.length ? names : undefined;
}

function isMember(step: LibraryValue['path'][number] | undefined, name: RegExp): boolean {
  return step !== undefined && 'member' in step && name.test(step.member);
}

function returnsOf({ evaluator }: Project, { file, fn, env }: Extract<Abstract, { is: 'function' }>): readonly Abstract[] {
  return flatten((evaluator.facts(file)?.functions[fn]?.returns ?? []).flatMap((value) => evaluator.evaluate(file, value, env)));
}
