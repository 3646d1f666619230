import type { LeftAlone } from '../analysis/promises/left-alone.js';
import type { Project } from '../analysis/project.js';
import type { Fix } from '../model/evidence.js';
import type { FileFacts } from '../model/facts.js';

/** Awaits a promise that is left alone, where its function may wait, and logs its rejection. */
export function hearRejection(project: Project, file: string, { call, fn, how }: LeftAlone): readonly Fix[] {
  const facts = project.evaluator.facts(file);
  const fact = call === undefined ? undefined : facts?.calls[call];
  if (!facts || !fact || how === 'unused' || how === 'condition' || how === 'spread') return [];
  const [start, end] = fact.range;
  const mayWait = how === 'dropped' && facts.functions[fn]?.async === true && !fact.conditional;
  const log = `${loggerIn(facts)}.error(error)`;
  const parameter = /\.[cm]?tsx?$/.test(file) ? '(error: unknown)' : '(error)';
  return [
    ...(mayWait ? [{ title: 'Await it', safety: 'suggestion', edits: [{ file, start, end: start, text: 'await ' }] } as const] : []),
    // Who waits for an answer is not served by a log.
    ...(isInHandler(project, file, facts, fn) ? [] : [{ title: 'Log its rejection', safety: 'suggestion', edits: [{ file, start: end, end, text: `.catch(${parameter} => { ${log}; })` }] } as const]),
  ];
}

function isInHandler(project: Project, file: string, facts: FileFacts, fn: number): boolean {
  return fn !== -1 && (project.handlers.some((h) => h.file === file && h.fn === fn && h.reach === 'request') || isInHandler(project, file, facts, facts.functions[fn]?.parent ?? -1));
}

/** The file's own logger, by the name under which everybody has it. */
function loggerIn(facts: FileFacts): string {
  return facts.bindings.find((b) => b.fn === -1 && (b.name === 'logger' || b.name === 'log') && b.kind !== 'function')?.name ?? 'console';
}
