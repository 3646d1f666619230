/**
 * What we know about libraries, as data. An entry holds no functions: it survives `JSON.stringify`, and a user's
 * configuration adds entries of the same shape.
 *
 * **Access paths** say what a piece of code refers to, from the package's export on: `get`, `create()`, `new Pool()`,
 * `get|post|put`, `*`. The default import, the namespace and `require` all stand for the same root, written as the empty
 * path `''`. `await` leaves no trace. A path may start with the name of a type of the entry: `Client.get`.
 *
 * **Places** say where a knob is turned:
 *
 * | place | means |
 * |---|---|
 * | `call.timeout.request` | this property of the call's options argument |
 * | `arg1` / `arg0.signal` | the call's argument itself, or a property of it |
 * | `client.timeout` | this property of the options with which the client was made |
 * | `client(0)` | that argument of the call that made the client |
 * | `set.defaults.timeout` | assigned afterwards: `client.defaults.timeout = 5000` |
 * | `chain.timeout(0).deadline` | argument of a method called on the call's result: `.timeout({ deadline })` |
 * | `timer.destroy\|abort` | a `setTimeout` in whose callback one of these methods is called on the call's result |
 * | `hook.interceptors.request.use(0).timeout` | set on its parameter by a function that is given to this method of the client |
 * | `url.statement_timeout` | a parameter of the connection string or URL in the client's first argument or its `connectionString` |
 * | `ambient.defaults.timeout` | assigned on the package itself, anywhere in the project |
 * | `ambient.setGlobalDispatcher(0)` | argument of a call of the package, anywhere in the project |
 * | `call.dispatcher > client.headersTimeout` | the client that is found at the first place, then the place on that client |
 */
export interface CatalogEntry {
  readonly id: string;
  /** As messages name it: `axios`, `Node's fetch`. */
  readonly name: string;
  /** Module specifiers: `axios`, `node:http`. `globalThis` for what needs no import. */
  readonly packages: readonly string[];
  /** The versions that the entry describes, by the installed package's version (for `globalThis` and `node:` modules: Node's own). Outside of them everything is unknown. Default: all. */
  readonly versions?: string;
  readonly types?: Readonly<Record<string, TypeModel>>;
  readonly calls?: readonly CallModel[];
  readonly knobs?: Readonly<Record<string, Knob>>;
  readonly wrappers?: readonly WrapperModel[];
  readonly handlers?: readonly HandlerModel[];
  /** Options that look like a deadline and are not one here, each with what to use. */
  readonly ignored?: readonly IgnoredOption[];
  /** Names of the options of its calls: an object of only such names in the body's place was meant as options. */
  readonly optionNames?: readonly string[];
  /** Entries only: take everything of another entry, for a package that wraps or mirrors it. */
  readonly extends?: string;
}

/** A kind of object that the library makes: a client, a pool, a policy. */
export interface TypeModel {
  /** Paths whose value is such an object: `['', 'create()', 'Client.extend()']`. A path that starts with the type itself keeps the parent's options as well. */
  readonly is: readonly string[];
  /** Exported types that name it in annotations and constructor injection: `AxiosInstance`. */
  readonly annotations?: readonly string[];
  /** Which argument of the creating call holds the options; several where the signature varies. `all` for a call that combines its arguments (cockatiel's `wrap`). */
  readonly options?: number | readonly number[] | 'all';
  /** Methods that call a function with such an object: Fastify's `register`, which hands its plugin an app. */
  readonly handsItself?: readonly string[];
  /** What a finding at its creation calls it: `client`, `pool`. */
  readonly noun?: string;
}

export type Phase = 'connect' | 'headers' | 'body' | 'total' | 'queue' | 'query' | 'acquire';

/** A call that leaves the process. */
export interface CallModel {
  /** `''`, `get|post`, `Client.query`. */
  readonly path: string;
  readonly kind: 'outbound';
  /** What it does, for messages: `HTTP request`, `query`, `command`. */
  readonly does: string;
  /** Which argument holds the options; several where the signature varies. */
  readonly options?: number | readonly number[];
  /** Knobs of the entry that bound it. */
  readonly knobs: readonly string[];
  /** The phases without which the call counts as unbounded. Default: the headers, or all phases of a call that has none. */
  readonly essential?: readonly Phase[];
  /** All phases that the call goes through: what no knob covers stays open. */
  readonly phases: readonly Phase[];
  /** The argument with the address, for messages. */
  readonly url?: number;
  /** The argument that is sent as the body. */
  readonly body?: number;
  /** The promise settles at the headers: the body is read afterwards, by methods of the result. */
  readonly settles?: 'headers';
  /** The call goes out only when one of these methods is called on its result (a builder). */
  readonly lazy?: readonly string[];
}

/** A control that bounds a wait in time. */
export interface Knob {
  readonly at: readonly string[];
  readonly unit: 'ms' | 's' | 'signal';
  /** What holds when nobody sets it: a number in `unit`, or `none`. */
  readonly default: number | 'none';
  /** Values that switch it off. `undefined` and `null` always mean "not set". */
  readonly off?: readonly (number | boolean | 'Infinity')[];
  readonly covers: readonly Phase[];
  /** Versions of the package in which it exists, or has this default. Several knobs of one name and other versions: suffix the key (`timeout@1`). */
  readonly versions?: string;
  /** It works only together with a listener on the result that ends the request: `timeout` on `http.request`. */
  readonly listener?: { readonly event: string; readonly calls: readonly string[]; /** index of a callback argument that does the same, of the method named in the place */ readonly orCallback?: number };
  /** Setting this other knob disables it (ofetch: `timeout` is ignored when `signal` is given). */
  readonly disabledBy?: string;
  /** It also bounds calls of other files that cannot be seen from one file. */
  readonly ambient?: true;
  /** Package and file with line, or documentation page. */
  readonly source: string;
  /** The version on which it was measured. */
  readonly verified?: string;
}

/** A call that bounds other work: `pTimeout(promise, …)`, `policy.execute(fn)`, `breaker.fire()`. */
export interface WrapperModel {
  readonly path: string;
  /** Where the bounded promise or function is: an argument of the call, or of the call that made the client. */
  readonly wraps: `arg${number}` | `client(${number})`;
  /** The knob of the entry that holds the time. */
  readonly knob: string;
  /** `rejects` lets the work run on; `signals` only aborts a signal that the work must use: the callback's argument, at this path. */
  readonly effect: 'rejects' | { readonly signals: string; readonly unless?: { readonly at: string; readonly is: string } };
}

/** Registration of functions that the runtime calls for each request, message or tick. */
export interface HandlerModel {
  /** `App.get|post`, or `@Get|Post` for decorators of methods. */
  readonly path: string;
  /** Arguments that are handlers: from this index on, or `last`. */
  readonly from?: number | 'last';
  readonly reach: 'request' | 'worker';
  /** The argument with the route, for traces. */
  readonly route?: number;
  /** Property of an options object that holds the handler (`fastify.route({ handler })`). */
  readonly property?: string;
  /** For decorators: the class must carry this one (`Controller`), whose argument is the route's beginning. */
  readonly within?: string;
}

export interface IgnoredOption {
  readonly calls: string;
  readonly option: string;
  /** `does nothing: fetch has no such option`. */
  readonly why: string;
  readonly instead: string;
  readonly versions?: string;
  readonly source: string;
}

/** Checks an entry's shape at compile time and keeps its literal types. */
export function defineEntry<const T extends CatalogEntry>(entry: T): T {
  return entry;
}
