import type { FileFacts, Value } from '../../model/facts.js';
import { flatten, segmentsOf } from '../abstract.js';
import type { Project } from '../project.js';

/**
 * Queues that are read as streams, and take all that is pushed: it-pushable ("An iterable that you can push values into", README of 3.2.3: it has no maximum, its
 * `onEmpty()` tells when all is read), pull-pushable, and the streams of Node, whose `push()` only gives false (doc/api/stream.md, `readable.push`).
 */
const queues: Readonly<Record<string, RegExp>> = {
  'it-pushable': /^(?:pushable|pushableV)\(\)$/,
  'pull-pushable': /^(?:default)?\(\)$/,
  stream: /^new (?:Readable|Duplex|Transform|PassThrough)\(\)$/,
};

/** What it is that something is pushed to, where that keeps all of it for a reader: `queue of it-pushable`, `stream`; nothing where it is not known. */
export function pushTarget(project: Project, file: string, facts: FileFacts, value: Value): string | undefined {
  for (const v of flatten(project.evaluator.evaluate(file, value))) {
    if (v.is === 'instance') return isReadable(project, v.file, v.cls) ? 'stream' : undefined;
    if (v.is === 'param' && isController(project, v.file, v.fn, v.at)) return 'web stream';
    if (v.is !== 'library') continue;
    const name = v.package.replace(/^node:/, '');
    if (queues[name]?.test(segmentsOf(v.path).at(-1) ?? '')) return name === 'stream' ? 'stream' : `queue of ${name}`;
  }
  return value.is === 'this' && isReadable(project, file, value.cls) ? 'stream' : undefined;
}

/** `new ReadableStream({ start(controller) { … } })`: `enqueue` takes all (streams.spec.whatwg.org, "ReadableStreamDefaultController": who enqueues is to look at `desiredSize`). */
function isController(project: Project, file: string, fn: number, at: number): boolean {
  const facts = project.evaluator.facts(file);
  return at === 0 && facts?.calls.some(({ construct, callee, args }) => {
    const start = construct && args[0]?.is === 'object' ? args[0].props.find((p) => p.key === 'start')?.value : undefined;
    return start?.is === 'function' && start.fn === fn && flatten(project.evaluator.evaluate(file, callee)).some((v) => v.is === 'library' && segmentsOf(v.path).at(-1) === 'ReadableStream');
  }) === true;
}

function isReadable(project: Project, file: string, cls: number): boolean {
  return extendsStream(project, file, cls, /^(?:Readable|Duplex|Transform|PassThrough)$/);
}

/** Whether a class of the project is a stream of Node of this kind. */
export function extendsStream(project: Project, file: string, cls: number, kind: RegExp): boolean {
  const base = project.evaluator.facts(file)?.classes[cls]?.extends;
  return base !== undefined && flatten(project.evaluator.evaluate(file, base)).some((v) => v.is === 'library' && /^(?:node:)?(?:readable-)?stream$/.test(v.package) && kind.test(segmentsOf(v.path).at(-1) ?? ''));
}
