/**
 * Something of which there is only so much, and for which others wait: the connections of a pool, a lock, the places of a limiter. Who holds one and waits for
 * another of the same waits for itself as soon as all are held in this way.
 */
export interface SlotModel {
  /** `session`: nothing is waited for, but what is not told the session runs outside of its transaction. */
  readonly kind: 'connection' | 'lock' | 'place' | 'session';
  /** The type whose object has them: two calls that come from the same one ask for the same. */
  readonly of: string;
  /** Calls that take one, and give it back when they are done: `Pool.query`. */
  readonly takes: readonly string[];
  /** Calls that hold one while the first function runs that they are given. */
  readonly during?: readonly string[];
  /** Calls of `acquires` that hold one until it is given back. */
  readonly until?: readonly string[];
  /** Types, also exported ones, that stand for what is held: what is called on them takes nothing. */
  readonly held?: readonly string[];
  /** Types whose objects never belong to a transaction by themselves, whoever hands them in: a model's row. */
  readonly outer?: readonly string[];
  /** Options and chained methods by which a call is told to use what is held: `{ transaction }`, `.transacting(trx)`. */
  readonly told?: readonly string[];
  /** The argument by which such a call is told: `Model.query(trx)`. */
  readonly toldBy?: number;
  /** The argument that says which one: the key of a lock. */
  readonly key?: number;
  /** How many there are: an argument of the call that makes it, or an option there; `default` where neither says so. */
  readonly size?: { readonly argument?: number; readonly option?: string; readonly default: 'one' | 'unlimited' };
  /** The option with which it is free for whoever holds it. */
  readonly reentrant?: string;
  /** A method of the package that makes calls in the function follow the transaction without being told. */
  readonly ambient?: string;
  /** Nothing is taken where one of the places of the object's options holds one of these: drivers without a pool. */
  readonly unless?: { readonly option: string; readonly is: readonly string[] };
  /** A query that is sent when it is awaited: inside of another one it is a part of that. */
  readonly lazy?: true;
  /** What messages call one of them: `connection`. */
  readonly noun: string;
  /** Of the packages of the entry only these. */
  readonly packages?: readonly string[];
  readonly versions?: string;
  /** Package and file with line, or documentation page. */
  readonly source: string;
  readonly verified?: string;
}
