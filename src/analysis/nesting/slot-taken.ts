import type { Reading } from '../../catalog/reading.js';
import type { CatalogEntry, SlotModel } from '../../catalog/types.js';
import { flatten, type Abstract, type CallRef, type Env, type LibraryValue } from '../abstract.js';
import type { Project } from '../project.js';
import { sourceOfReading, type SharedSource } from './shared-source.js';
import { isTold } from './told.js';

/** What a call takes one of. */
export interface SlotTaken {
  readonly ref: CallRef;
  readonly entry: CatalogEntry;
  readonly model: SlotModel;
  readonly source: SharedSource;
  /** Until the call is done, while the function runs that it is given, or until it is given back. */
  readonly keeps: 'itself' | 'during' | 'until';
  /** There is no doubt that it takes one. */
  readonly sure: boolean;
  /** Where the text of the key stands, for those that have one. */
  readonly key?: string;
}

/**
 * What a call takes; `undefined` for those that take nothing, or use what is held already.
 * @param owner as in `sourceOfReading`
 */
export function slotTaken(project: Project, ref: CallRef, env?: Env, owner = ''): SlotTaken | undefined {
  const fact = project.evaluator.call(ref);
  if (!fact || fact.decorator || fact.construct) return undefined;
  const values = settled(project.evaluator.evaluate(ref.file, fact.callee, env)).flatMap((v) => (v.is === 'param' ? orItself(v, project.origins.callees(v)) : [v]));
  const found = values.flatMap((value) => {
    const taken = readSlot(project, ref, value, env, owner);
    return taken ? [{ value, taken }] : [];
  });
  const first = found[0]?.taken;
  if (!first) return undefined;
  const told = first.model.told || first.model.toldBy !== undefined ? isTold(project, ref, first.model, env) : false;
  if (told === true) return undefined;
  // What is not seen may be the same, wrapped: `pool = instrumented(pool)`.
  const isOneOf = values.some((v) => !isUnseen(v) && !found.some((f) => f.value === v));
  const source = found.every((f) => f.taken.source.key === first.source.key) ? first.source : { ...first.source, key: '', known: 'named' as const };
  return { ...first, source, sure: told === false && !isOneOf };
}

/** The alternatives, of `tx ?? prisma` the first where a transaction is what was handed in. */
export function settled(values: readonly Abstract[]): readonly Abstract[] {
  return values.flatMap((v) => (v.is !== 'or' ? [v] : isHandedOver(v.first) ? settled([v.first]) : settled([v.first, ...v.then])));
}

function isHandedOver(value: Abstract): boolean {
  if (value.is === 'or') return isHandedOver(value.first);
  return value.is === 'library' && value.path.some((step, at) => at > 0 && 'member' in step && /^\$\d$/.test(step.member));
}

function orItself(value: Abstract, found: readonly Abstract[]): readonly Abstract[] {
  return found.length > 0 ? found : [value];
}

/** Nothing is known of it: also what hangs on the global object, `globalThis.prisma ?? new PrismaClient()`. */
function isUnseen(value: Abstract): boolean {
  return value.is === 'unknown' || (value.is === 'library' && value.package === 'globalThis');
}

function readSlot(project: Project, ref: CallRef, value: Abstract, env: Env | undefined, owner: string): SlotTaken | undefined {
  if (value.is !== 'library' || !project.catalog.has(value.package, 'slots')) return undefined;
  const version = project.versionOf(ref.file, value.package);
  for (const reading of project.catalog.read(value, version)) {
    const slot = project.catalog.slot(reading, value.package, version);
    if (!slot) continue;
    const { model } = slot;
    // A runner that connects holds from then on: it does not use what is held.
    const before = slot.keeps === 'itself' ? reading.made : reading.made.slice(0, -1);
    if (before.some((m) => standsForHeld(m, model)) || isOfCallback(project, value) || hasNoPool(project, reading, model)) return undefined;
    const keeps = slot.keeps === 'itself' ? 'itself' : hasFunction(project, ref, env) && model.during ? 'during' : model.until ? 'until' : 'itself';
    const source = sourceOfReading(project, reading, model, ref, env, owner);
    const key = model.key === undefined ? undefined : keyText(project, ref, model.key, env);
    return { ref, entry: reading.entry, model, source, keeps, sure: true, ...(key !== undefined && { key }) };
  }
  return undefined;
}

function standsForHeld({ step, type }: Reading['made'][number], { held = [] }: SlotModel): boolean {
  return held.includes(type) || ('typed' in step && held.includes(step.typed));
}

/** What comes from the parameter of a function that a call holds something for: `tx` of `db.transaction((tx) => …)`. */
function isOfCallback(project: Project, { package: name, path }: LibraryValue): boolean {
  return path.some((step, at) => {
    const next = path[at + 1];
    if (!('call' in step) || !next || !('member' in next) || !/^\$\d$/.test(next.member)) return false;
    const before: LibraryValue = { is: 'library', package: name, path: path.slice(0, at) };
    const version = project.versionOf(step.call.file, name);
    return project.catalog.read(before, version).some((r) => project.catalog.slot(r, name, version)?.keeps === 'during');
  });
}

/** A driver that has one connection and no pool, by the options of what was made. */
function hasNoPool(project: Project, { made }: Reading, { of, unless }: SlotModel): boolean {
  const step = made.find((m) => m.type === of)?.step;
  if (!unless || !step || !('call' in step)) return false;
  const values = project.evaluator.argument(step.call, 0, step.env).flatMap((v) => flatten(project.evaluator.member(v, unless.option)));
  return values.some((v) => v.is === 'literal' && unless.is.includes(String(v.value)));
}

function hasFunction(project: Project, ref: CallRef, env: Env | undefined): boolean {
  return project.evaluator.call(ref)?.args.some((_, at) => flatten(project.evaluator.argument(ref, at, env)).some((v) => v.is === 'function' || (v.is === 'param' && v.path.length === 0))) ?? false;
}

/** The text of a key, or the name that stands there. */
function keyText(project: Project, ref: CallRef, at: number, env: Env | undefined): string | undefined {
  const values = flatten(project.evaluator.argument(ref, at, env));
  const [value] = values;
  if (values.length !== 1 || !value) return undefined;
  if (value.is === 'literal') return `=${String(value.value)}`;
  return value.is === 'param' ? `${value.file}@${String(value.fn)}.${String(value.at)}.${value.path.join('.')}` : undefined;
}
