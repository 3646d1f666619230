import type { Property, Value } from '../model/facts.js';

/** A call, by its file and its number there. */
export interface CallRef {
  readonly file: string;
  readonly call: number;
}

/** Stands for a call that nobody sees. */
export const noCall: CallRef = { file: '', call: -1 };

export interface FunctionRef {
  readonly file: string;
  readonly fn: number;
}

/**
 * The calls through which an expression is looked at: `fn` was entered by `call`, whose arguments are to be read in
 * `outer`. Without a frame for its function a parameter stays a parameter.
 */
export interface Env extends FunctionRef {
  /** Equal frames are one object with one number. */
  readonly id: number;
  readonly call: CallRef;
  readonly outer: Env | undefined;
  readonly self: Abstract | undefined;
}

/** One step of an access path from a package's export on. */
export type Step =
  | { readonly member: string }
  | { readonly call: CallRef; readonly construct: boolean; readonly env: Env | undefined }
  /** Known by an annotation or by the type oracle only: where it was made is not known. */
  | { readonly typed: string; readonly param?: ParamValue };

/** What an expression comes to. Several alternatives stand in an array; an empty array means that nothing is known of any. */
export type Abstract =
  | { readonly is: 'literal'; readonly value: string | number | boolean | null | undefined }
  /** A number that is there, though we do not know which. */
  | { readonly is: 'number' }
  /** A text with its constant parts; what is not known stands between them. */
  | { readonly is: 'text'; readonly parts: readonly string[] }
  /** Something of a package or of the runtime (`globalThis`), by access path. */
  | { readonly is: 'library'; readonly package: string; readonly path: readonly Step[]; /** `util.promisify` was applied to it. */ readonly promisified?: true }
  | { readonly is: 'function'; readonly file: string; readonly fn: number; readonly env: Env | undefined; readonly self?: Abstract }
  | { readonly is: 'class'; readonly file: string; readonly cls: number }
  | { readonly is: 'instance'; readonly file: string; readonly cls: number; readonly made?: { readonly call: CallRef; readonly env: Env | undefined } }
  | { readonly is: 'object'; readonly file: string; readonly props: readonly Property[]; readonly env: Env | undefined; readonly binding?: number; readonly without?: readonly string[] }
  | { readonly is: 'array'; readonly file: string; readonly items: readonly Value[]; readonly env: Env | undefined }
  | { readonly is: 'namespace'; readonly file: string }
  /** What the caller of `fn` gives as argument `at`, or a property of it. */
  | { readonly is: 'param'; readonly file: string; readonly fn: number; readonly at: number; readonly rest?: true; readonly path: readonly string[]; readonly without?: readonly string[] }
  /** `first`, or `then` where the former is missing. */
  | { readonly is: 'or'; readonly first: Abstract; readonly then: readonly Abstract[] }
  /** The object is known and has no such property. */
  | { readonly is: 'absent' }
  | { readonly is: 'unknown'; readonly why: string };

/** How many frames stand behind one another. */
export function depthOf(env: Env | undefined): number {
  let depth = 0;
  for (let frame = env; frame; frame = frame.outer) depth++;
  return depth;
}

/** How often a function was entered on the way to a frame. */
export function entriesOf(env: Env | undefined, { file, fn }: FunctionRef): number {
  let entries = 0;
  for (let frame = env; frame; frame = frame.outer) if (frame.fn === fn && frame.file === file) entries++;
  return entries;
}

export type LibraryValue = Extract<Abstract, { is: 'library' }>;
export type ParamValue = Extract<Abstract, { is: 'param' }>;

export function unknown(why: string): Abstract {
  return { is: 'unknown', why };
}

/** The alternatives without `or`: for questions of origin, where a fallback is just another candidate. */
export function flatten(values: readonly Abstract[]): readonly Abstract[] {
  return values.some((v) => v.is === 'or') ? values.flatMap((v) => (v.is === 'or' ? flatten([v.first, ...v.then]) : [v])) : values;
}

/** The call that made the object at the end of a library path, if it was made by one. */
export function madeBy(value: LibraryValue): CallRef | undefined {
  const last = value.path.at(-1);
  return last && 'call' in last ? last.call : undefined;
}

/** The path as text: `create().get`, `new Pool()`. */
export function pathText(path: readonly Step[]): string {
  return segmentsOf(path).join('.');
}

/** The path's segments: a call joins the member before it, `new` stands in front. */
export function segmentsOf(path: readonly Step[]): readonly string[] {
  const segments: string[] = [];
  for (const step of path) {
    if ('member' in step) segments.push(step.member);
    else if ('typed' in step) segments.push(`:${step.typed}`);
    else {
      const callee = segments.pop() ?? '';
      segments.push(step.construct ? `new ${callee}()` : `${callee}()`);
    }
  }
  return segments;
}

export function sameCall(a: CallRef, b: CallRef): boolean {
  return a.call === b.call && a.file === b.file;
}

export function callKey(ref: CallRef): string {
  return `${ref.file}#${String(ref.call)}`;
}

export function functionKey(ref: FunctionRef): string {
  return `${ref.file}@${String(ref.fn)}`;
}
