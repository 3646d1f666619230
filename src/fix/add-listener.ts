import type { JudgedEmitter } from '../analysis/emitters/judged.js';
import type { Project } from '../analysis/project.js';
import type { Fix } from '../model/evidence.js';
import type { FileFacts } from '../model/facts.js';

/**
 * Adds a listener that logs, in the chain of the call that makes the emitter. Empty for what is handed over or awaited, for parts of a result, and for
 * streams that are piped: those want a pipeline.
 */
export function addListener(project: Project, { site: { ref, model, start, handedTo }, pipedAt }: JudgedEmitter): readonly Fix[] {
  const facts = project.evaluator.facts(ref.file);
  const fact = facts?.calls[ref.call];
  // `new Redis` without parentheses, and a promise of the emitter.
  if (!facts || !fact || handedTo || pipedAt || model.without === 'hang' || start.path.length > 0 || fact.awaited || fact.calleeRange[1] === fact.range[1]) return [];
  const at = fact.range[1];
  return [{ title: 'Listen for its errors, and log them', safety: 'suggestion', edits: [{ file: ref.file, start: at, end: at, text: `.on('error', (error) => { ${loggerOf(facts, fact.fn)}.error(error); })` }] }];
}

/** The logger that is in scope, by the names that loggers have. */
function loggerOf(facts: FileFacts, fn: number): string {
  const cls = fn === -1 ? undefined : facts.functions[fn]?.cls;
  const member = cls === undefined ? undefined : facts.classes[cls]?.members.find((m) => !m.static && m.kind === 'field' && /^_?(?:logger|log)$/.test(m.name));
  if (member) return `this.${member.name}`;
  return facts.bindings.find((b) => b.fn === -1 && (b.kind === 'import' || b.kind === 'const') && /^(?:logger|log)$/i.test(b.name))?.name ?? 'console';
}
