import { leavesOf } from '../emitters/usages.js';
import { sizeTestsOf } from '../lifetimes/size-tests.js';
import type { Project } from '../project.js';
import type { Looked } from './frames.js';

/** Whether a function compares the length of a list with a limit: `if (ids.length > 100) return res.status(400).end()`. What it does then is not asked. */
export function isLengthCompared(project: Project, { file, value }: Looked): boolean {
  const facts = project.evaluator.facts(file);
  if (!facts) return false;
  const leaves = leavesOf(value);
  return sizeTestsOf(facts).some((test) => leaves.some(({ root, reads }) => root === test.root && reads.join('.') === test.reads.join('.')));
}
