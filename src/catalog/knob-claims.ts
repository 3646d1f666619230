import type { ClaimDraft } from './claim.js';
import { shortPath } from './short-path.js';
import type { CallModel, CatalogEntry, IgnoredOption, Knob, WrapperModel } from './types.js';

/** What bounds a wait: a phase of a call, or a task of any kind that a wrapper is given. */
type Bounded = Knob['covers'][number] | 'task';

/** The claims on an entry's deadlines: what each bounds and what it leaves open, what holds when it is not set, and what makes it void. */
export function knobClaims(entry: CatalogEntry): readonly ClaimDraft[] {
  return [
    ...Object.entries(entry.knobs ?? {}).flatMap(([key, knob]) => [...phaseClaims(entry, key, knob), ...defaultClaim(key, knob), ...voidClaims(key, knob)].map((draft) => dated(entry, key, draft))),
    ...(entry.calls ?? []).flatMap((call) => unboundedClaims(entry, call)),
    ...(entry.ignored ?? []).map(ignoredClaim),
    ...(entry.wrappers ?? []).flatMap((wrapper) => signalClaims(entry, wrapper)),
  ];
}

/** The times of a server have the versions of Node.js. */
function dated({ calls = [] }: CatalogEntry, key: string, { versions, ...draft }: ClaimDraft): ClaimDraft {
  const isOfServer = calls.some(({ kind, knobs }) => kind === 'listen' && knobs.includes(nameOf(key)));
  if (versions === undefined) return draft;
  return isOfServer ? { ...draft, nodeVersions: versions } : { ...draft, versions };
}

/** A knob covers or leaves open each phase of the calls that it is of. */
function phaseClaims(entry: CatalogEntry, key: string, knob: Knob): readonly ClaimDraft[] {
  return phasesOf(entry, key).map((phase) => {
    const covered = phase === 'task' || knob.covers.includes(phase);
    const word = covered ? 'bounds' : 'open';
    return { ...told(knob), id: `${key}/${phase}/${word}`, kind: word, says: `${nameOf(key)} ${covered ? 'bounds' : 'leaves open'}: ${phase}`, expects: { is: covered ? 'ends' : 'pending' } };
  });
}

/** The phases through which the calls go that a knob is of. A knob of wrappers alone bounds whatever they are given. */
function phasesOf({ calls = [] }: CatalogEntry, key: string): readonly Bounded[] {
  const own = calls.filter(({ knobs }) => knobs.includes(nameOf(key)));
  return own.length === 0 ? ['task'] : [...new Set(own.flatMap(({ phases }) => phases))];
}

/** Nobody has a signal by default: there is nothing to show. */
function defaultClaim(key: string, knob: Knob): readonly ClaimDraft[] {
  if (knob.unit === 'signal') return [];
  const ms = knob.default === 'none' ? undefined : knob.default * (knob.unit === 's' ? 1000 : 1);
  const isOff = ms === 0 || !Number.isFinite(ms ?? Infinity);
  if (ms === undefined || isOff) return [{ ...told(knob), id: `${key}/default`, kind: 'default', says: `without ${nameOf(key)} nothing ends the call`, expects: { is: 'pending' } }];
  return [{ ...told(knob), id: `${key}/default`, kind: 'default', says: `without ${nameOf(key)} set it is ${String(ms)} ms`, expects: { is: 'ends after', ms } }];
}

/** Values and neighbours that leave a knob without effect. */
function voidClaims(key: string, knob: Knob): readonly ClaimDraft[] {
  const pending = { ...told(knob), expects: { is: 'pending' } } as const;
  return [
    ...(knob.off ?? []).map((value) => ({ ...pending, id: `${key}/${String(value)}/off`, kind: 'off', says: `${nameOf(key)}: ${String(value)} switches it off` }) as const),
    ...Object.entries(knob.zero ?? {}).map(([place, meaning]) => ({ ...told(knob), id: `${key}/0-at-${place}/zero`, kind: 'behaviour', says: `${nameOf(key)}: 0 as ${place} ${meaning === 'unset' ? 'is as if it were not set' : 'ends the call at once'}`, expects: { is: 'shown' } }) as const),
    ...(knob.listener ? [{ ...pending, id: `${key}/unheard`, kind: 'conditional', says: `${nameOf(key)} alone ends nothing: it takes a listener for ${knob.listener.event} that does` } as const] : []),
    ...(knob.with ? [{ ...pending, id: `${key}/alone`, kind: 'conditional', says: `${nameOf(key)} ends nothing without ${knob.with.at.join(' or ')}: ${knob.with.is.map(String).join(' or ')}` } as const] : []),
    ...(knob.disabledBy === undefined ? [] : [{ ...pending, id: `${key}/disabled-by-${knob.disabledBy}`, kind: 'conditional', says: `${knob.disabledBy} disables ${nameOf(key)}` } as const]),
  ];
}

/** Phases of a call that no knob covers. */
function unboundedClaims({ knobs = {} }: CatalogEntry, call: CallModel): readonly ClaimDraft[] {
  const own = Object.entries(knobs).filter(([key]) => call.knobs.includes(nameOf(key)));
  const open = call.phases.filter((phase) => !own.some(([, { covers }]) => covers.includes(phase)));
  return open.map((phase) => ({ id: `${shortPath(call.path)}/${phase}/unbounded`, kind: 'open', says: `no option of ${shortPath(call.path)} bounds: ${phase}`, expects: { is: 'pending' }, source: 'the options that the entry lists' }));
}

function ignoredClaim({ calls, option, why, source, versions, inner, refused }: IgnoredOption): ClaimDraft {
  const expects = refused ? ({ is: 'shown' } as const) : ({ is: 'pending' } as const);
  return { id: `${shortPath(calls)}/${option}/${refused ? 'refused' : 'ignored'}`, kind: 'ignored', says: `${option} ${why}`, expects, source, ...(versions !== undefined && { versions }), ...(inner && { inner }) };
}

/** Work that does not look at the signal that it is given runs on. */
function signalClaims({ knobs = {} }: CatalogEntry, { path, effect, knob }: WrapperModel): readonly ClaimDraft[] {
  const [, held] = Object.entries(knobs).find(([key]) => nameOf(key) === knob) ?? [];
  if (effect === 'rejects' || !held) return [];
  return [{ ...told(held), id: `${shortPath(path)}/signals`, kind: 'conditional', says: `${shortPath(path)} only signals: work that does not listen runs on`, expects: { is: 'pending' } }];
}

function told({ source, verified, versions, inner }: Knob): Pick<ClaimDraft, 'source' | 'verified' | 'versions' | 'inner'> {
  return { source, ...(verified !== undefined && { verified }), ...(versions !== undefined && { versions }), ...(inner && { inner }) };
}

function nameOf(key: string): string {
  return key.split('@')[0] ?? key;
}
