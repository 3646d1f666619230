import type { Value } from '../../model/facts.js';
import { flatten } from '../abstract.js';
import type { Project } from '../project.js';

/** Whether a test asks if what the function was given is one certain value: `entry.level === Level.FATAL`. */
export function asksForConstant(project: Project, file: string, test: Value): boolean {
  if (test.is !== 'binary' || (test.op !== '===' && test.op !== '==')) return false;
  const { left, right } = test;
  return (isGiven(project, file, left) && isConstant(project, file, right)) || (isGiven(project, file, right) && isConstant(project, file, left));
}

function isGiven(project: Project, file: string, value: Value): boolean {
  return (value.is === 'ref' || value.is === 'member') && flatten(project.evaluator.evaluate(file, value)).some((v) => v.is === 'param');
}

function isConstant(project: Project, file: string, value: Value): boolean {
  if (value.is === 'literal') return value.value !== null;
  const values = value.is === 'member' || value.is === 'ref' ? flatten(project.evaluator.evaluate(file, value)) : [];
  return values.length > 0 && values.every((v) => v.is === 'literal' && v.value !== undefined && v.value !== null);
}
