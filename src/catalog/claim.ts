import type { InnerVersions } from './types.js';

/** What a run must show for a claim to hold. */
export type Expectation =
  /** With the knob turned to a short time the call ends, and not before that. */
  | { readonly is: 'ends' }
  /** The call is still pending long after the knob's time. */
  | { readonly is: 'pending' }
  /** With nothing set it ends by itself after so many milliseconds. */
  | { readonly is: 'ends after'; readonly ms: number }
  /** So many requests reach a server that always fails. */
  | { readonly is: 'attempts'; readonly count: number | 'endless' }
  /** What happens to a process in which nobody listens: it ends, or it lives on. */
  | { readonly is: 'process ends' | 'process lives' }
  /** What is kept is missing to the next one, or goes on taking place, and what is given back does not. */
  | { readonly is: 'held' }
  /** Something else, which the experiment itself looks at. */
  | { readonly is: 'shown' };

export type ClaimKind = 'bounds' | 'open' | 'default' | 'off' | 'conditional' | 'ignored' | 'retries' | 'event' | 'release' | 'behaviour';

/** One statement of the catalog on how a library behaves, which an experiment can show or refute. */
export interface Claim {
  /** `axios/timeout/headers/bounds`: the entry, what the claim is of, and what it says. The same from run to run, as long as the entry says the same. */
  readonly id: string;
  /** The id of the entry. */
  readonly entry: string;
  readonly kind: ClaimKind;
  /** The claim in words: `timeout bounds the headers`. */
  readonly says: string;
  readonly expects: Expectation;
  /** Ranges of versions, all of which a version must be in for the claim to be about it. */
  readonly versions: readonly string[];
  /** The versions of Node.js that it is about, for the times of servers, which are Node's whatever library makes the server. */
  readonly nodeVersions?: string;
  /** A package inside of the library of which it needs one of these versions. */
  readonly inner?: InnerVersions;
  /** Module specifiers that it is about. */
  readonly packages: readonly string[];
  readonly source: string;
  /** Versions on which somebody measured it, in words. */
  readonly verified?: string;
}

/** What of a claim differs within an entry. */
export type ClaimDraft = Pick<Claim, 'id' | 'kind' | 'says' | 'expects' | 'source' | 'inner'> & { readonly verified?: string; readonly versions?: string; readonly nodeVersions?: string; readonly packages?: readonly string[] };
