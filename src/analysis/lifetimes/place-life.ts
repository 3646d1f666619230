import type { FileFacts, Value } from '../../model/facts.js';
import { isInside } from '../deadline/timers.js';
import { isExported } from '../exported.js';
import type { Project } from '../project.js';
import { livesLong } from './long-lived.js';

/** How long something lives that a function finds outside of itself: `long` as the process does, `short` as a call, a request or an object that is made for one. */
export type PlaceLife = 'long' | 'short' | 'unknown';

/** How long a name, a field, or a property of one lives, for a function that uses it. */
export function lifeOfPlace(project: Project, file: string, facts: FileFacts, value: Value, fn: number): PlaceLife {
  switch (value.is) {
    case 'ref': return lifeOfName(project, file, facts, value.to, fn);
    case 'this': return lifeOfObject(project, file, facts, value.cls);
    case 'class': case 'global': return 'long';
    case 'member': {
      const isStatic = value.of.is === 'this' && facts.classes[value.of.cls]?.members.some((m) => m.name === value.name && m.static);
      return isStatic ? 'long' : lifeOfPlace(project, file, facts, value.of, fn);
    }
    default: return 'unknown';
  }
}

/** What a function keeps for those that are written in it lives on where they leave it. */
function lifeOfName(project: Project, file: string, facts: FileFacts, to: number, fn: number): PlaceLife {
  const { kind, fn: home = fn } = facts.bindings[to] ?? {};
  if (kind === 'import' || kind === 'class') return 'long';
  if ((kind !== 'let' && kind !== 'const') || home === fn) return 'short';
  if (home === -1) return 'long';
  const { reach } = project.reach({ file, fn: home });
  if (!isInside(facts, fn, home) || reach === 'request' || reach === 'worker') return 'short';
  // Whom it calls itself, or who calls itself again, works for this one call.
  if (project.graph.callersOf({ file, fn }).some((by) => by.file === file && isWithin(facts, facts.calls[by.call]?.fn ?? -1, home, fn))) return 'short';
  return reach === 'startup' ? 'long' : 'unknown';
}

function isWithin(facts: FileFacts, at: number, home: number, fn: number): boolean {
  return at === home || isInside(facts, at, fn);
}

/** A class of which nobody is seen to make an object may be made once by a container. */
function lifeOfObject(project: Project, file: string, facts: FileFacts, cls: number): PlaceLife {
  if (livesLong(project, { file, cls })) return 'long';
  const ctor = facts.classes[cls]?.ctor ?? -1;
  if (project.partial && isExported(project.evaluator, { file, fn: ctor })) return 'unknown';
  const makers = ctor === -1 ? [] : project.graph.callersOf({ file, fn: ctor }).filter((by) => !project.isScript(by.file));
  return makers.length === 0 ? 'long' : 'unknown';
}
