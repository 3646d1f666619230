import type { Range } from '../../model/facts.js';
import { joined, type Path } from './path.js';

/** The paths that leave a list of steps, by how they leave. */
export interface Flow {
  readonly on: readonly Path[];
  readonly returns: readonly { readonly path: Path; readonly range: Range }[];
  readonly jumps: readonly { readonly path: Path; readonly by: 'break' | 'continue'; readonly label: string | undefined }[];
  /** Only gathered where something catches them. */
  readonly thrown: readonly Path[];
  /** A path ended in between: the duty was done, or something was thrown. */
  readonly ended: boolean;
}

/** More paths than this are not told apart. */
const most = 24;

/** The flow of no paths at all. */
export const nowhere: Flow = { on: [], returns: [], jumps: [], thrown: [], ended: false };

/** Ways that part from each path, and come together again after it. */
export function together(paths: readonly Path[], ways: (path: Path) => readonly Flow[]): Flow {
  const flows = paths.map((path) => {
    const parts = ways(path);
    return { on: joined(parts.flatMap((f) => f.on), path.choices), returns: parts.flatMap((f) => f.returns), jumps: parts.flatMap((f) => f.jumps), thrown: parts.flatMap((f) => f.thrown), ended: parts.some((f) => f.ended) };
  });
  return { on: flows.flatMap((f) => f.on), returns: flows.flatMap((f) => f.returns), jumps: flows.flatMap((f) => f.jumps), thrown: flows.flatMap((f) => f.thrown), ended: flows.some((f) => f.ended) };
}

/** A flow whose jumps to here go on. */
export function landed(flow: Flow, isHere: (jump: Flow['jumps'][number]) => boolean): Flow {
  return { ...flow, on: [...flow.on, ...flow.jumps.filter(isHere).map((j) => j.path)], jumps: flow.jumps.filter((j) => !isHere(j)) };
}

/** Of the places at which a `try` fails with the same state one is enough: the one that is reached most easily. */
export function caughtOnce(thrown: readonly Path[]): readonly Path[] {
  const simplest = [...thrown].sort((a, b) => a.choices.length - b.choices.length);
  return joined(simplest, []).map((path) => simplest.find((p) => p.sure === path.sure && p.due === path.due && p.weak === path.weak && p.end === path.end && same(p.known, path.known)) ?? path);
}

/** Whether names hold the same constants on two paths. */
export function same(a: Path['known'], b: Path['known']): boolean {
  return a.size === b.size && [...a].every(([to, value]) => b.has(to) && b.get(to) === value);
}

/** Too many paths are one of which nothing is certain. */
export function limited(paths: readonly Path[]): readonly Path[] {
  const [first] = paths;
  return paths.length <= most || !first ? paths : [{ ...first, sure: false, known: new Map(), choices: [] }];
}
