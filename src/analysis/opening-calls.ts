import type { FileFacts, Value } from '../model/facts.js';
import type { CallRef } from './abstract.js';
import type { Project } from './project.js';

/** The last names of calls that open servers: only those are looked at. */
const opening = /^(?:listen\w*|start|serve)$/;

/** The calls that may open a server, by their names; also of what `promisify` or `bind` makes of such a method. */
export function openingCalls(project: Project): readonly CallRef[] {
  const named = [...project.calledNames].flatMap(([name, calls]) => (opening.test(name) ? calls : []));
  const seen = new Set(named.map(({ file, call }) => `${file}#${String(call)}`));
  const made = [...project.evaluator.sources.files].flatMap(([file, facts]) => facts.calls.flatMap(({ callee }, call) => {
    const method = callee.is === 'call' || callee.is === 'ref' ? methodBehind(facts, callee, 0) : undefined;
    return method !== undefined && opening.test(method) && !seen.has(`${file}#${String(call)}`) ? [{ file, call }] : [];
  }));
  return [...named, ...made];
}

/** `promisify(server.listen).bind(server)`: `listen`. */
function methodBehind(facts: FileFacts, value: Value, depth: number): string | undefined {
  if (depth > 4) return undefined;
  if (value.is === 'member') return depth > 0 ? value.name : undefined;
  if (value.is === 'ref') {
    const { values = [] } = facts.bindings[value.to] ?? {};
    return values.length === 1 && values[0]?.is === 'call' ? methodBehind(facts, values[0], depth) : undefined;
  }
  const made = value.is === 'call' ? facts.calls[value.call] : undefined;
  if (made?.callee.is === 'member' && made.callee.name === 'bind') return methodBehind(facts, made.callee.of, depth + 1);
  const [first] = made?.args ?? [];
  return made && first && isPromisify(facts, made.callee) ? methodBehind(facts, first, depth + 1) : undefined;
}

function isPromisify(facts: FileFacts, callee: Value): boolean {
  if (callee.is === 'member' || callee.is === 'import') return callee.name === 'promisify';
  return callee.is === 'ref' && (facts.bindings[callee.to]?.values.some((v) => isPromisify(facts, v)) ?? false);
}
