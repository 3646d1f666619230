import type { LeftAlone } from '../analysis/promises/left-alone.js';
import type { Project } from '../analysis/project.js';
import type { Fix } from '../model/evidence.js';
import type { CallFact, FileFacts } from '../model/facts.js';
import { draftOf } from './draft.js';
import { loggingCallback } from './logger.js';

/** Awaits a promise that is left alone, where its function may wait, and logs its rejection. */
export function hearRejection(project: Project, file: string, { call, fn, how }: LeftAlone): readonly Fix[] {
  const facts = project.evaluator.facts(file);
  const fact = call === undefined ? undefined : facts?.calls[call];
  if (!facts || !fact || how === 'unused' || how === 'condition' || how === 'spread') return [];
  const mayWait = how === 'dropped' && facts.functions[fn]?.async === true && !fact.conditional;
  return [
    ...(mayWait ? [{ title: 'Await it', safety: 'suggestion', edits: [{ file, start: fact.range[0], end: fact.range[0], text: 'await ' }] } as const] : []),
    // Who waits for an answer is not served by a log.
    ...(isInHandler(project, file, facts, fn) ? [] : logged(project, file, fact)),
  ];
}

function logged(project: Project, file: string, fact: CallFact): readonly Fix[] {
  const draft = draftOf(project, file);
  if (!draft) return [];
  draft.insert(fact.range[1], `.catch(${loggingCallback(project, draft, fact.fn)})`);
  return draft.fix('Log its rejection');
}

function isInHandler(project: Project, file: string, facts: FileFacts, fn: number): boolean {
  return fn !== -1 && (project.handlers.some((h) => h.file === file && h.fn === fn && h.reach === 'request') || isInHandler(project, file, facts, facts.functions[fn]?.parent ?? -1));
}
