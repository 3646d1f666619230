/** A call that gets rows or documents, or adds some, and what keeps it from getting all of them. */
export interface ReadModel {
  /** The call: `Client.*.findMany`, or the one that begins it: `Db.selectFrom`. */
  readonly path: string;
  /** `rows`: it gets those that a filter leaves. `pipeline`: those that come out of stages. `text`: it is given SQL. `adds`: it adds rows to the same table. */
  readonly is: 'rows' | 'pipeline' | 'text' | 'adds';
  /** Which table: a segment of the path that has a star, an argument of the call, of the call that made what it is called on, or of a chained `from`, or what it is called on. */
  readonly table?: 'star' | 'receiver' | 'argument' | 'made' | 'from';
  /** Where the filter stands: `arg0`, `arg0.where`. */
  readonly filter?: string;
  /** A list that a column is compared with stands for any of its elements: what looks like one key may be many. */
  readonly anyOf?: true;
  /** Where other tables are joined to it, whose filters leave fewer rows of this one: `arg0.include`. */
  readonly joins?: string;
  /** Where a limit stands: `arg0.take`. */
  readonly limits?: readonly string[];
  /** Methods that are chained to it, where it is put together: those that limit it, that filter, that make something else of it than a list of rows, of which one must be there, and that add rows. */
  readonly chained?: {
    readonly limits: readonly string[];
    readonly filters: readonly string[];
    readonly others: readonly string[];
    readonly sentBy?: readonly string[];
    readonly adds?: readonly string[];
  };
  /** The property of the result that holds the rows: `rows`, `0`. */
  readonly rowsAt?: string;
  /** Only where it is called with `new`. */
  readonly construct?: true;
  readonly versions?: string;
  /** Package and file with line, or documentation page. */
  readonly source: string;
  /** The version on which it was seen. */
  readonly verified?: string;
}
