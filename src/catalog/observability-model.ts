/** What writes entries of a log. */
export interface LoggerModel {
  /** The calls that write one: `Logger.info|error`. With `inHandlers`, the path from a parameter of a handler on: `log.info|error`. */
  readonly path: string;
  /** What comes out where nothing is set: `records` with fields that have names, `text` for people; `open` where something decides that is not seen. */
  readonly writes: 'records' | 'text' | 'open';
  /** Settings of the call that made it under which it writes something else. */
  readonly settings?: readonly { readonly at: string; readonly is: readonly (string | boolean)[]; readonly writes: 'records' | 'text' }[];
  /** What an entry is put together by: paths of the package from its export on. */
  readonly formats?: { readonly at: string; /** Of each of these, where they are set, instead. */ readonly each?: string; readonly records: string; readonly text: string; readonly combine: string; /** Its function gives the line. */ readonly print: string };
  /** Parameters of handlers of the entry's packages that carry it. `needs`: only where one of these packages is imported. */
  readonly inHandlers?: { readonly parameters: readonly number[]; readonly needs?: readonly string[] };
  /** It knows by itself for which request it writes. */
  readonly perRequest?: true;
  /** Where an error keeps its message and its stack. */
  readonly errors?: ErrorPlaces;
  readonly versions?: string;
  /** Package and file with line, or documentation page. */
  readonly source: string;
  /** The version on which it was measured. */
  readonly verified?: string;
}

/** Where a logger keeps the message and the stack of an error; elsewhere `JSON.stringify` leaves `{}` of it. */
export interface ErrorPlaces {
  /** As the first argument. */
  readonly first: boolean;
  /** Behind a text. `placed`: only where the text has a `%` for it. */
  readonly later: boolean | 'placed';
  /** As a property of an object with these names; `all`: under any. */
  readonly fields: readonly string[] | 'all';
  /** Settings of the call that made it that change this: where one is set, it is not known. */
  readonly changedBy?: readonly string[];
}

/** Numbers that are told apart by labels, tags or names. */
export interface LabelModel {
  /** `Counter.inc`. */
  readonly path: string;
  /** Arguments that are an object of labels, or a list of tags. */
  readonly labels?: readonly number[];
  /** Each argument from this one on is a label's value, or an object of labels. */
  readonly values?: number;
  /** The argument with the name. */
  readonly name?: number;
  readonly versions?: string;
  /** Package and file with line, or documentation page. */
  readonly source: string;
  /** The version on which it was measured. */
  readonly verified?: string;
}

/** What measures a service or follows its requests. */
export interface TelemetryModel {
  /** The call; `''` with `imported`. */
  readonly path: string;
  /** To import the package is enough: also by `--import` and `--require`. */
  readonly imported?: true;
  readonly gives: readonly ('metrics' | 'tracing')[];
  /** `counts`: it makes or changes numbers that something else has to hand out. `serves`: it hands them out, or sends them. */
  readonly does: 'counts' | 'serves';
  /** Options of which one must be set. */
  readonly when?: readonly string[];
  /** Options of the call that made it, of which one must be set. */
  readonly whenMade?: readonly string[];
  /** Packages that it changes as they are loaded, so that it must come first; with a star at the end all that begin so. */
  readonly patches?: readonly string[];
  readonly versions?: string;
  /** Package and file with line, or documentation page. */
  readonly source: string;
  /** The version on which it was measured. */
  readonly verified?: string;
}
