import type { Attempts, Case, Emits, Holds, Shows, Wait } from './case.js';
import { claims } from './claim-list.js';
import type { Servers } from './servers.js';

/** What a case may say besides its claim: see the fields of {@link Case}. */
type Extra = Partial<Pick<Wait, 'how' | 'inner' | 'alone' | 'slow' | 'overrides'>>;

/** Makes cases on one library: `claim` is what follows the entry in the claim's id. */
export interface Subject {
  readonly wait: (claim: string, run: Wait['run'], extra?: Extra) => Wait;
  readonly attempts: (claim: string, run: Attempts['run'], extra?: Extra) => Attempts;
  readonly event: (claim: string, run: Emits['run'], extra?: Extra) => Emits;
  readonly held: (claim: string, run: Holds['run'], extra?: Extra) => Holds;
  readonly shown: (claim: string, run: Shows['run'], extra?: Extra) => Shows;
  /** A case for each phase of the knob's calls for which there is a server that stops there: what the knob covers must end, and nothing else. */
  readonly phases: (knob: string, call: (url: string) => Promise<unknown>, extra?: Extra & { readonly except?: readonly string[] }) => readonly Case[];
}

/** @param library its name in this folder's package.json; `node` for what Node.js brings */
export function subject(entry: string, library: string): Subject {
  const named = (claim: string, extra: Extra = {}) => ({ claim: `${entry}/${claim}`, library, ...extra });
  return {
    wait: (claim, run, extra) => ({ kind: 'wait', ...named(claim, extra), run }),
    attempts: (claim, run, extra) => ({ kind: 'attempts', ...named(claim, extra), run }),
    event: (claim, run, extra) => ({ kind: 'event', ...named(claim, extra), run }),
    held: (claim, run, extra) => ({ kind: 'held', ...named(claim, extra), run }),
    shown: (claim, run, extra) => ({ kind: 'shown', ...named(claim, extra), run }),
    phases: (knob, call, { except = [], ...extra } = {}) =>
      phasesOf(`${entry}/${knob}`)
        .filter((phase) => !except.includes(phase))
        .map((phase) => ({ kind: 'wait', ...named(`${knob}/${phase}`, extra), run: (s) => call(whereItStops[phase](s)) })),
  };
}

/** The server that stops in a phase. */
const whereItStops = {
  connect: (s: Servers) => s.unreachable,
  headers: (s: Servers) => s.silent,
  body: (s: Servers) => s.stalled,
  total: (s: Servers) => s.dripping,
} as const;

type HttpPhase = keyof typeof whereItStops;

/** @throws {Error} when the catalog has no such knob, or none of its phases has a server */
function phasesOf(knob: string): readonly HttpPhase[] {
  const own = claims.filter(({ id, kind }) => (kind === 'bounds' || kind === 'open') && id.startsWith(`${knob}/`)).map(({ id }) => id.split('/').at(-2) ?? '');
  const phases = own.filter((phase): phase is HttpPhase => phase in whereItStops);
  if (phases.length === 0) throw new Error(`The catalog has no knob "${knob}" with phases that HTTP servers can stop in.`);
  return phases;
}
