/**
 * A call that gets something of which there is only so much, and which has to be given back: a connection of a pool, a lock, a file handle. What it gives is held
 * from the moment at which the call, or its promise, has succeeded.
 */
export interface AcquireModel {
  /** The call: `Pool.connect`. */
  readonly path: string;
  /** What has to be given back. Default: `result`. `receiver`: the object on which it is called. `nothing`: only the receiver's `owner` methods give it back. */
  readonly holds?: 'result' | 'receiver' | 'nothing';
  /** Methods of what is held that give it back. `()`: calling it does. */
  readonly release: readonly string[];
  /** The part of the result by which it is given back: `1` of `const [value, release] = await semaphore.acquire()`. */
  readonly part?: string;
  /** Methods of the object on which the call was made that give back as well: `pool.releaseConnection(connection)`, `mutex.release()`. */
  readonly owner?: readonly string[];
  /** Functions of packages that end it when it is an argument of theirs: `rm` for a temporary directory. */
  readonly taker?: readonly string[];
  /** A function as last argument gets it as this parameter, behind the error. */
  readonly callback?: number;
  /** The parameter of that function which gives it back when it is called: `done` of `pool.connect((error, client, done) => …)`. */
  readonly done?: number;
  /** It is got when the call returns, and no promise is waited for. */
  readonly sync?: true;
  /** It may also be made once, and last as long as the process: a fault only where it is made again and again, or where nobody can reach it afterwards. */
  readonly mayLast?: true;
  /** Methods of what is held whose results live as long as it does: who keeps `client.db()` keeps the client. */
  readonly gives?: readonly string[];
  /** Methods of what is held, or of what it gives, by which it goes on working when the function has ended: `consumer.run()`, `channel.consume()`. */
  readonly going?: readonly string[];
  /** The argument by which the library tells whether it has made one already, and gives that again. */
  readonly sharedBy?: number;
  /** Settings by which it is lent what it would open, `arg1.connection`: then it has nothing of its own. */
  readonly borrows?: readonly string[];
  /** Nothing is opened where none of these settings is there. */
  readonly needs?: readonly string[];
  /** Nothing that anybody could run out of is opened where an argument is one of these, or absent: a database in memory. */
  readonly except?: { readonly at: number; readonly is: readonly string[] };
  /** The argument whose methods of the same names end it as well: `transport.close()` after `client.connect(transport)`. */
  readonly by?: number;
  /** `for await` over what is held gives it back. */
  readonly iterated?: true;
  /** What is held is a path, or has one: what is made of it lies below it. */
  readonly isPath?: true;
  /** What is held is made anew for each call, around what is handed out again: of its listeners only those of these events stay with that. */
  readonly relays?: readonly string[];
  /** Given a function, the library gives it back by itself. */
  readonly managed?: true;
  /** Options and methods by which it is lent to other calls of the library: `{ transaction }`, `query.session(session)`. */
  readonly lent?: readonly string[];
  /** Methods of what is held with whose failure it is lost anyway, or nothing is open yet, or that only begin what it is held for. */
  readonly spared?: readonly string[];
  /** What was begun on it before it is given back is done on it all the same: it stands in its queue, or is waited for. */
  readonly finishes?: true;
  /** What comes of it when it is given back a second time, a sentence without its point. Absent where nothing does. */
  readonly twice?: string;
  /** What comes of it when it is used after that. */
  readonly afterwards?: string;
  /** Garbage collection gives it back, whenever it comes to that, or the library does when nobody has used it for a while: the level of what is found at most. */
  readonly collected?: 'warning' | 'info';
  /** It rejects, or throws, where somebody else has it: that is no disturbance but what it is there for. */
  readonly refused?: true;
  /** What messages call it: `client`. */
  readonly noun: string;
  /** What comes of it when it is kept, a sentence without its point: `The pool has one client less, until none is left and every query waits`. */
  readonly without: string;
  readonly versions?: string;
  /** Package and file with line, or documentation page. */
  readonly source: string;
  /** The version on which it was seen to happen. */
  readonly verified?: string;
}
