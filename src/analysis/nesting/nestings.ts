import { callKey, sameCall, type CallRef, type ParamValue } from '../abstract.js';
import type { Project } from '../project.js';
import { holdersIn, type Holder } from './holders.js';
import { isSameSource } from './shared-source.js';
import type { SlotTaken } from './slot-taken.js';
import { placeInside } from './walk-held.js';

/** Something that is waited for, or done, while something is held that it should not be held for. */
export interface Nesting {
  readonly holder: Holder;
  /** Where it is reported: the call of the holder's function that leads to it. */
  readonly at: CallRef;
  /** The calls from there to it, the last being itself; empty where it stands there. */
  readonly then: readonly CallRef[];
  readonly taken?: SlotTaken;
  /** What it does, where it takes nothing: `HTTP request`. */
  readonly slow?: string;
  /** Other places of the same holder that the same change mends. */
  readonly also?: readonly CallRef[];
}

/** What a file holds, and whether it waits for the same again meanwhile. */
export interface HeldJudgement {
  readonly holder: Holder;
  readonly nestings: readonly Nesting[];
  /** A call of which it is not seen what it does or on what. */
  readonly doubt?: CallRef;
  /** The library runs what is called meanwhile in the transaction without being told. */
  readonly ambient?: true;
}

/** The judgements on all that is held in a file. */
export function nestingsIn(project: Project, file: string): readonly HeldJudgement[] {
  return holdersIn(project, file).map((holder) => judge(project, holder));
}

function judge(project: Project, holder: Holder): HeldJudgement {
  const { held, happenings } = holder;
  const ambient = followsByItself(project, held);
  if (ambient === true) return { holder, nestings: [], ambient };
  const size = sizeOf(project, held);
  const found = new Map<string, Nesting>();
  let doubt: CallRef | undefined;
  for (const happening of happenings) {
    const place = placeOf(project, holder, happening);
    if (happening.is === 'unseen' || (happening.is === 'param' && isForNobodySeen(project, happening.param))) {
      doubt ??= place.at;
      continue;
    }
    // Who hands the function in is judged for it.
    if (happening.is === 'param') continue;
    if (happening.is === 'slow') {
      if (held.model.kind === 'connection' && happening.sure && held.sure && !found.has(callKey(place.at))) found.set(callKey(place.at), { holder, ...place, slow: happening.does });
      continue;
    }
    const { taken } = happening;
    const same = isNested(project, held, taken);
    if (same === false || (held.model.kind === 'place' && taken.keeps === 'during' && size === 'unlimited')) continue;
    if (same === true && happening.sure && held.sure && ambient === false && size !== 'unknown') found.set(callKey(place.at), { holder, ...place, taken });
    else doubt ??= place.at;
  }
  const all = [...found.values()];
  const waits = all.filter((n) => n.slow === undefined);
  return { holder, nestings: [...(lacksParameter(project, holder) ? asOne(waits) : waits), ...asOne(all.filter((n) => n.slow !== undefined))], ...(doubt && { doubt }) };
}

/** `next()` in a transaction: who hands it in is a framework, or stands in another file. */
function isForNobodySeen({ graph }: Project, param: ParamValue): boolean {
  return graph.callersOf(param).length === 0;
}

/** `db.transaction(async () => { … })`: nothing in it can use the transaction. */
function lacksParameter(project: Project, { callback, held: { model } }: Holder): boolean {
  return model.kind === 'connection' && callback !== undefined && project.evaluator.facts(callback.file)?.functions[callback.fn]?.params.length === 0;
}

/** One change mends them all: the first stands for the others. */
function asOne([first, ...others]: readonly Nesting[]): readonly Nesting[] {
  return first ? [others.length > 0 ? { ...first, also: others.map((n) => n.at) } : first] : [];
}

function placeOf(project: Project, { ref, fn }: Holder, happening: Parameters<typeof placeInside>[1]): { readonly at: CallRef; readonly then: readonly CallRef[] } {
  const inside = ref.file === fn.file ? placeInside(project, happening, fn) : undefined;
  return inside ?? { at: ref, then: [...happening.through, happening.ref].filter((r) => !sameCall(r, ref)) };
}

/** Whether a call waits for what is held: the same pool, the same lock under the same key. */
function isNested(project: Project, held: SlotTaken, taken: SlotTaken): boolean | undefined {
  const same = isSameSource(project, held.source, taken.source);
  if (same !== true || held.model.key === undefined) return same;
  if (held.key === undefined || taken.key === undefined) return undefined;
  return held.key === taken.key ? true : held.key.startsWith('=') && taken.key.startsWith('=') ? false : undefined;
}

/** Whether calls follow the transaction by themselves, as `Sequelize.useCLS` has it; `undefined` where another file may say so. */
function followsByItself(project: Project, { model, keeps }: SlotTaken): boolean | undefined {
  const { ambient } = model;
  if (ambient === undefined || keeps !== 'during') return false;
  const isSet = project.calledNames.has(ambient) || (project.calledNames.get('set') ?? []).some((ref) => project.evaluator.argument(ref, 0, undefined).some((v) => v.is === 'literal' && v.value === ambient));
  return isSet ? true : project.partial ? undefined : false;
}

/** How many places there are. A lock that can be had again by its holder is unlimited for it. */
function sizeOf(project: Project, { model, source }: SlotTaken): 'limited' | 'unlimited' | 'unknown' {
  const made = source.known === 'made' ? source.key.split('<')[0] : undefined;
  const at = made?.lastIndexOf('#') ?? -1;
  const maker: CallRef | undefined = made === undefined || at === -1 ? undefined : { file: made.slice(0, at), call: Number(made.slice(at + 1)) };
  if (model.reentrant !== undefined) return maker && optionOf(project, maker, model.reentrant) !== 'absent' ? 'unknown' : 'limited';
  if (!model.size || model.kind === 'lock') return 'limited';
  if (!maker) return model.size.default === 'one' ? 'limited' : 'unknown';
  const { option, default: standard } = model.size;
  if (option === undefined || standard === 'one') return 'limited';
  const given = optionOf(project, maker, option);
  return given === 'absent' ? 'unlimited' : given === 'number' ? 'limited' : 'unknown';
}

function optionOf(project: Project, maker: CallRef, name: string): 'absent' | 'number' | 'other' {
  const [value, ...others] = project.evaluator.argument(maker, 0, undefined);
  if (value?.is === 'absent') return 'absent';
  const [property] = value?.is === 'object' && others.length === 0 ? project.evaluator.member(value, name) : [];
  if (property?.is === 'absent') return 'absent';
  return property?.is === 'number' || (property?.is === 'literal' && typeof property.value === 'number' && property.value !== Infinity) ? 'number' : 'other';
}
