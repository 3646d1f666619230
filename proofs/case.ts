import type { Servers } from './servers.js';

/** Time given to every knob, and how long a case is watched, in milliseconds. A knob that counts seconds is given one. */
export const limit = 300;
export const second = 1;
export const watched = 2_000;

interface Named {
  /** The claim of the catalog that it shows: the whole id, or without its last word. */
  readonly claim: string;
  /** The package under test, by its name in this folder's package.json; `node` for what Node.js brings. */
  readonly library: string;
  /** Which of several ways to the same claim this is: `client.timeout`. */
  readonly how?: string;
  /** The package inside of the library whose version the claim is about as well, by its name in package.json. */
  readonly inner?: string;
  /** It turns a knob of the whole process, so nothing may run beside it. */
  readonly alone?: true;
  /** It takes longer than a few seconds: it runs with `--slow` only. */
  readonly slow?: true;
}

/** A call, whose end is waited for. The claim says whether it should come. */
export interface Wait extends Named {
  readonly kind: 'wait';
  /** It takes a short time that is set elsewhere back, so that no default has to pass before it can be seen. */
  readonly overrides?: true;
  readonly run: (servers: Servers) => Promise<unknown>;
}

/** A call of `servers.failing`, which counts how often it is asked. Work that asks no server gives its own count. */
export interface Attempts extends Named {
  readonly kind: 'attempts';
  readonly run: (servers: Servers) => Promise<unknown>;
}

/** What has an event emitted, in a process of its own: once with a listener that `hear` adds, once without. */
export interface Emits extends Named {
  readonly kind: 'event';
  readonly run: (servers: Servers, hear: Hear) => unknown;
}

/** Takes something, gives it back or not, and takes it again: what it gives is the second taking. */
export interface Holds extends Named {
  readonly kind: 'held';
  readonly run: (servers: Servers, release: boolean) => Promise<unknown>;
}

/** Looks at something by itself: says what it saw, and throws when that is not what is claimed. */
export interface Shows extends Named {
  readonly kind: 'shown';
  readonly run: (servers: Servers) => Promise<string>;
}

/** One experiment on one claim of the catalog. What should come out is the claim's to say. */
export type Case = Wait | Attempts | Emits | Holds | Shows;

/** Adds a listener for the event of the case; what is given has `on`, as emitters have. */
export type Hear = (emitter: { on(event: string, listener: (...values: unknown[]) => void): unknown }) => void;

/** A part of the run that cannot be had here, such as a database that is not installed. */
export class Skipped extends Error {}
