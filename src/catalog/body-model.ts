/**
 * A call that gives a body which comes over a connection, or out of a file, while it is read: as long as nobody reads it to its end or ends it, the connection or the
 * file stays open.
 */
export interface BodyModel {
  /** The call: `fetch`, `Client.send`. */
  readonly path: string;
  /** Methods of what the call gives that read all of the body, or end it. */
  readonly reads?: readonly string[];
  /** The property of what the call gives that is the stream: `body`, `Body`. Without it, and without `reads`, what it gives is the stream itself. */
  readonly part?: string;
  /** It is given at once, not as a promise. */
  readonly sync?: true;
  /** It is given as this parameter to the function that is the last argument. Without such a function there is nothing to read. */
  readonly callback?: number;
  /** The function is a listener for this event. */
  readonly event?: string;
  /** There is one only where an option of the call has this value. */
  readonly where?: { readonly option: string; readonly is: string };
  /** There is one only where the first argument is one of these: `GetObjectCommand`. */
  readonly commands?: readonly string[];
  /** Where the options stand, for `where` and the request's `method`. */
  readonly options?: number;
  /** A request with the method HEAD has to be read as well. */
  readonly head?: true;
  /** Up to so many bytes are read in any case: then nothing stays open. */
  readonly ahead?: number;
  /** What is not read is freed when the garbage collector comes to it. */
  readonly collected?: true;
  /** Knobs of the call whose time closes the connection of a body that nobody reads as well. */
  readonly endedBy?: readonly string[];
  /** Places of options with which `endedBy` does not hold: `call.maxRedirects`. */
  readonly endedUnless?: readonly string[];
  /** What messages call it: `body`, `response`. */
  readonly noun: string;
  /** What comes of it when nobody reads it, a sentence without its point. */
  readonly without: string;
  /** Of `clone()`: that reading one of both waits for the other one, and what comes of it; a sentence without its point. */
  readonly copy?: { readonly without: string; readonly source: string; readonly verified?: string };
  /** How it is ended: `await response.body?.cancel()`. */
  readonly end: string;
  readonly versions?: string;
  /** Package and file with line, or documentation page. */
  readonly source: string;
  /** The version on which it was seen to happen. */
  readonly verified?: string;
}
