import type { FileFacts, Value } from '../../model/facts.js';
import { flatten, segmentsOf } from '../abstract.js';
import { isResponse } from '../emitters/unguarded-pipes.js';
import type { Project } from '../project.js';
import { sourceOf } from '../waits/source.js';

/** What makes streams that are written to, by package: the last step of the path. */
const makers: Readonly<Record<string, RegExp>> = {
  fs: /^createWriteStream\(\)$/,
  'fs-extra': /^createWriteStream\(\)$/,
  'graceful-fs': /^createWriteStream\(\)$/,
  zlib: /^create\w+\(\)$/,
  stream: /^new (?:Writable|Duplex|Transform|PassThrough)\(\)$/,
  net: /^(?:connect|createConnection|new Socket)\(\)$/,
  tls: /^connect\(\)$/,
  http: /^request\(\)$/,
  https: /^request\(\)$/,
  child_process: /^stdin$/,
};

/** What a stream of Node is called that something is written to; nothing where it is no such stream, or that is not known. The standard streams of the process are no matter here. */
export function writableNoun(project: Project, file: string, facts: FileFacts, value: Value): string | undefined {
  const values = flatten(project.evaluator.evaluate(file, value));
  if (values.some((v) => v.is === 'library' && v.path.some((step) => 'member' in step && /^(?:stdout|stderr)$/.test(step.member)))) return undefined;
  for (const v of values) {
    if (v.is !== 'library') continue;
    const name = v.package.replace(/^node:/, '');
    const last = segmentsOf(v.path).at(-1) ?? '';
    if (makers[name]?.test(last)) return name.startsWith('fs') || name === 'graceful-fs' ? 'file' : /^https?$/.test(name) ? 'request' : name === 'net' || name === 'tls' ? 'socket' : name === 'child_process' ? 'program' : 'stream';
  }
  const source = sourceOf(project, file, value);
  if (source === 'socket') return values.some((v) => v.is === 'library' && /^ws$/.test(v.package)) ? undefined : 'socket';
  return source === 'response' || (source === 'unknown' && isResponse(project, file, facts, value)) ? 'response' : undefined;
}
