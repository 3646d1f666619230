/** Functions that the runtime calls for each request, message or tick. */
export interface HandlerModel {
  /**
   * `App.get|post`; `new Worker()` is written `Worker`. `@Get|Post` for decorators of methods, `#process` for a method of
   * that name in a class (then `of` says which), and `export GET|POST` for what a file exports (then `files` says which).
   */
  readonly path: string;
  /** Arguments that are handlers: from this index on, or `last`. */
  readonly from?: number | 'last';
  readonly reach: 'request' | 'worker';
  /** The argument with the route, for traces. */
  readonly route?: number;
  /** Property of an options object, or of each object in an array of them, that holds the handler: `handler`, `options.handler`; `resolvers.*.*` for whatever names. */
  readonly property?: string;
  /** The first argument must be one of these texts: `server.on('request', …)`. */
  readonly event?: string;
  /** For decorators: the class must carry this one (`Controller`), whose argument is the route's beginning. */
  readonly within?: string;
  /** For methods by name: the exported class or interface of the entry's packages that the class extends or implements. */
  readonly of?: string;
  /** For exports: a regular expression over the file's path in its package, with `/` between folders. */
  readonly files?: string;
  /** For exports: a package that must be installed. For those, and instead of `files`: a directive that must stand at the file's beginning. */
  readonly needs?: string;
  readonly directive?: string;
  /** For exports: the framework runs them while it builds, unless one of these packages is installed, or the file exports this as `false`. */
  readonly builtUnless?: { readonly packages: readonly string[]; readonly exported: string };
  /** Where the handler finds the signal that ends with its caller's patience: `$0.signal`, `$0.req.raw.signal`. */
  readonly signal?: string;
  /** What becomes of its rejection. An empty list: this is not known. Default: the entry's. */
  readonly rejections?: readonly RejectionModel[];
  /** What ends the request, where the handler has to do it by itself. */
  readonly answers?: AnswerModel;
}

/**
 * What the installed library does with the promise of a handler when it rejects. Of several the one counts that is for the package and the version at hand; where two that
 * count differ, or none does, it is not known.
 */
export interface RejectionModel {
  /**
   * `nobody` listens: since Node 15 that ends the process, and who waits for an answer gets none. `framework`: it answers with an error, fails the job or calls its error
   * handler. `logged`: it goes to a log and nowhere else. `retried`: the message or job comes again. `dropped`: it is caught, and nobody is told.
   */
  readonly end: 'nobody' | 'framework' | 'logged' | 'retried' | 'dropped';
  /** Only where the handler is registered through one of these packages of the entry; with a star at the end all that begin so. */
  readonly packages?: readonly string[];
  /** Another package that runs the handler, and has to be installed: `versions` are that one's. */
  readonly of?: string;
  readonly versions?: string;
  /** It is heard all the same where this option of the registration is set, this method was called on the object, or it has a listener for this event. */
  readonly unless?: { readonly option: string } | { readonly method: string } | { readonly event: string };
  /** Package and file with line, or documentation page. */
  readonly source: string;
  /** The version on which it was measured. */
  readonly verified?: string;
}

/** What passes a handler's rejection on to `next`: a call that is given the handler, or the package itself, which is only imported. */
export interface ForwarderModel {
  /** The call that wraps a handler. */
  readonly path?: string;
  /** The package whose handlers it changes when it is imported. */
  readonly patches?: string;
  /** Package and file with line, or documentation page. */
  readonly source: string;
  /** The version on which it was measured. */
  readonly verified?: string;
}

/**
 * How a handler ends the request. Parameters are `$0`, `$1`, …, or `@Res|Response` for the one with such a decorator: without it, and with its option `passthrough`, the
 * framework answers.
 */
export interface AnswerModel {
  readonly response: string;
  /** Methods of the response that end the request. */
  readonly by: readonly string[];
  /** The function that hands the request on. */
  readonly next?: string;
  /** With this many parameters it is called for errors: the error stands first, and the others one further. With any other number it never is. */
  readonly errorArity?: number;
  /** Only where the handler is registered through one of these packages; default: all of the entry. */
  readonly errorPackages?: readonly string[];
  /** It is no such handler where its method carries one of these decorators, or an option of the registration of one of these names is true. */
  readonly unless?: readonly string[];
  /** An async handler has answered, or handed the request on, when it is done, unless it gives the response back. */
  readonly async?: true;
  /** What another handler returns is the answer as well. */
  readonly value?: true;
}

/** A function that a call is given, other than a handler: what becomes of the promise that it gives. */
export interface CallbackModel {
  readonly path: string;
  /** Arguments that are such functions: from this index on, or `last`. */
  readonly from: number | 'last';
  /**
   * `dropped`: nobody looks at it. `looked-at`: it is awaited, or its rejection goes somewhere. `taken-for-true`: it stands for an answer, and a promise is always true.
   * `given-back`: the call gives a function that gives it.
   */
  readonly promise: 'dropped' | 'looked-at' | 'taken-for-true' | 'given-back';
  readonly versions?: string;
  /** Package and file with line, or documentation page. */
  readonly source: string;
  /** The version on which it was measured. */
  readonly verified?: string;
}
