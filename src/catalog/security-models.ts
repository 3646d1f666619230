/** A call that is given a statement in SQL, or a part of one, which the database takes as it is. */
export interface StatementModel {
  readonly path: string;
  /** The argument that is the text, or an object that holds it as `text` or `sql`. */
  readonly text: number;
  /** Only where it is called with `new`. */
  readonly construct?: true;
  /** What values are given by, in the imperative. */
  readonly advice: string;
  /** Of the packages of the entry only these. */
  readonly packages?: readonly string[];
  readonly versions?: string;
  /** Package and file with line, or documentation page. */
  readonly source: string;
}

/** A call whose result may stand in a statement whatever it is given: it escapes, quotes or checks that. */
export interface EscapeModel {
  readonly path: string;
  readonly packages?: readonly string[];
  /** Package and file with line, or documentation page. */
  readonly source: string;
}

/** A call that is given a secret by which others are kept out. */
export interface SecretModel {
  readonly path: string;
  /** Where it stands: `arg1`, `arg0.secret`. A list there holds several. */
  readonly at: readonly string[];
  /** Only where it is called with `new`. */
  readonly construct?: true;
  /** The export is given to `register`, with its options behind it. */
  readonly plugin?: true;
  /** What messages call it: `key that signs sessions`. */
  readonly noun: string;
  /** What it allows who knows it: `forge the session of any user`. */
  readonly allows: string;
  /** Of the packages of the entry only these. */
  readonly packages?: readonly string[];
  readonly versions?: string;
  /** Package and file with line, or documentation page. */
  readonly source: string;
}
