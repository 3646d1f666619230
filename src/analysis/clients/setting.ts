import { flatten, type CallRef } from '../abstract.js';
import type { Project } from '../project.js';

/** `arg0.pool`: what a call is given there. */
export function settingOf({ evaluator }: Project, { file, call }: CallRef, at: string): ReturnType<Project['evaluator']['evaluate']> {
  const [head = '', ...path] = at.split('.');
  const argument = evaluator.call({ file, call })?.args[Number(head.slice('arg'.length))];
  return argument ? path.reduce((values, name) => flatten(values.flatMap((v) => (v.is === 'object' ? evaluator.member(v, name) : [v]))), flatten(evaluator.evaluate(file, argument))) : [];
}
