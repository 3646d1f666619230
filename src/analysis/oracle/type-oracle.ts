import type { Range } from '../../model/facts.js';

/** The package and the exported type of a value: `{ package: 'pg', type: 'Pool' }`. */
export interface TypeOrigin {
  readonly package: string;
  readonly type: string;
}

/**
 * Types, behind a port that knows neither compiler nor nodes: it is asked by offset and answers in names. It is asked
 * only for receivers that names left open and whose method the catalog knows, so it may turn `unknown` into an answer
 * and never contradicts one.
 */
export interface TypeOracle {
  /**
   * What the receiver of a method call is.
   * @param call where the call stands, in the text without its byte order mark
   */
  receiverOf(file: string, call: Range): TypeOrigin | undefined;
  /**
   * Whether the expression at `range` is a promise, one of a class derived from it, or an array of them. `undefined` where the type says nothing, as `any` does.
   */
  givesPromise(file: string, range: Range): boolean | undefined;
  /**
   * Whether the place of the argument at `range` is declared for a function that gives nothing. False where a promise may stand there. `undefined` where the type says
   * nothing of it.
   */
  expectsVoid(file: string, range: Range): boolean | undefined;
}

/** Knows nothing: the host has no types. */
export const nullOracle: TypeOracle = { receiverOf: () => undefined, givesPromise: () => undefined, expectsVoid: () => undefined };
