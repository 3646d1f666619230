/** A call that makes something to be shared by all requests: a pool, a connection, an agent, a browser. */
export interface ClientModel {
  /** `new Pool()`, `createPool|createConnection()`. */
  readonly path: string;
  /** What messages call it: `pool`, `connection`. */
  readonly noun: string;
  /** `connections` of its own stay open until it is closed, as a `process` does; an `agent` lets go of its sockets by itself, and only nobody uses them again. */
  readonly holds: 'connections' | 'process' | 'agent';
  /** Methods that close it. */
  readonly closes: readonly string[];
  /** It is one connection, which does one thing at a time, where the library has pools. */
  readonly single?: true;
  /** Methods that take the connection for one purpose, some with their first argument (`on notification`): such a client cannot be shared. */
  readonly dedicated?: readonly string[];
  /** The setting by which it is lent what it would open: `arg1.connection`. */
  readonly lent?: string;
  /** Only where this setting is `true`. */
  readonly where?: string;
  /** Of the packages of the entry only these. */
  readonly packages?: readonly string[];
  readonly versions?: string;
  /** Package and file with line, or documentation page. */
  readonly source: string;
  /** The version on which it was measured. */
  readonly verified?: string;
}
