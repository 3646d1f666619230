import { inRange } from '../../catalog/in-range.js';
import type { ClassFact } from '../../model/facts.js';
import { flatten, type Abstract, type CallRef } from '../abstract.js';
import type { Project } from '../project.js';

const streams = new Set(['stream', 'readable-stream']);
const classes = new Set(['Readable', 'Writable', 'Duplex', 'Transform', 'PassThrough']);
/** What a stream is made of. Up to Node 16 some of them could give a promise; since 18 none is looked at (DEP0157). */
const options = new Set(['read', 'write', 'writev', 'transform', 'flush', 'final', 'destroy', 'construct']);

/** Whether a function is a method of a stream that is made by this call: `new Transform({ async transform(chunk) {} })`. */
export function isStreamMethod(project: Project, call: CallRef, callees: readonly Abstract[], path: readonly string[]): boolean {
  const [name] = path;
  return path.length === 1 && name !== undefined && options.has(name) && callees.some((c) => isStream(project, call.file, c));
}

/** The async methods of a class that is a stream: `async _transform(chunk) {}`. */
export function streamMethods(project: Project, file: string, { extends: base, members }: ClassFact): ClassFact['members'] {
  if (!base || !flatten(project.evaluator.evaluate(file, base)).some((b) => isStream(project, file, b))) return [];
  return members.filter((m) => m.kind === 'method' && !m.static && m.name.startsWith('_') && options.has(m.name.slice(1)));
}

function isStream(project: Project, file: string, value: Abstract): boolean {
  if (value.is !== 'library' || !streams.has(value.package.replace(/^node:/, ''))) return false;
  const [first] = value.path.slice(-1);
  // An unknown version is the newest.
  const version = value.package === 'readable-stream' ? undefined : project.versionOf(file, value.package);
  return first !== undefined && 'member' in first && classes.has(first.member) && !inRange(version, '<18');
}
