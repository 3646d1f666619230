import { flatten, type CallRef } from '../abstract.js';
import type { Project } from '../project.js';
import { nameOfCall, spanOf } from '../site.js';
import type { LocalState } from './local-state.js';

/** Adapters of Nest for socket.io that connect the instances: `createIOServer` of a class that extends IoAdapter, with `server.adapter(…)` (https://docs.nestjs.com/websockets/adapter#extend-socketio). */
export function nestSocketAdapters(project: Project): readonly LocalState[] {
  return (project.calledNames.get('adapter') ?? []).filter((ref) => !project.isScript(ref.file) && isInIoAdapter(project, ref)).map((ref) => ({
    kind: 'connections', span: spanOf(project, ref), name: nameOfCall(project, ref), outcome: 'pass', level: 'info', why: 'what connects the instances is set', advice: '',
  }));
}

function isInIoAdapter({ evaluator }: Project, { file, call }: CallRef): boolean {
  const facts = evaluator.facts(file);
  const fact = facts?.calls[call];
  const cls = fact && facts.functions[fact.fn]?.cls;
  const base = cls === undefined ? undefined : facts?.classes[cls]?.extends;
  return fact?.args.length === 1 && base !== undefined && flatten(evaluator.evaluate(file, base)).some((v) => v.is === 'library' && v.package === '@nestjs/platform-socket.io');
}
