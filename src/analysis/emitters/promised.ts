import { callKey } from '../abstract.js';
import type { Project } from '../project.js';
import { originOf } from '../promises/emitters.js';
import { executorsOf } from '../promises/executors.js';
import { unheardErrorsOf } from '../promises/unheard-errors.js';

const known = new WeakMap<Project, Map<string, ReadonlySet<string>>>();

/** The calls that make emitters on which a promise of the file waits, and whose errors it does not hear: told there, by what it does to the promise. */
export function emittersOfPromises(project: Project, file: string): ReadonlySet<string> {
  let byFile = known.get(project);
  if (!byFile) known.set(project, (byFile = new Map<string, ReadonlySet<string>>()));
  let found = byFile.get(file);
  if (!found) byFile.set(file, (found = new Set(gather(project, file))));
  return found;
}

function gather(project: Project, file: string): readonly string[] {
  return executorsOf(project, file).flatMap((executor) => unheardErrorsOf(project, executor)).flatMap(({ occasion, emitter, is }) => {
    const origin = is === 'silent' || is === 'piped' ? originOf(project, occasion.file, emitter) : undefined;
    return origin?.is === 'made' ? [callKey(origin.by)] : [];
  });
}
