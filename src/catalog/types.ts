import type { AcquireModel } from './acquire-model.js';
import type { BlockingModel } from './blocking-model.js';
import type { BodyModel } from './body-model.js';
import type { CacheBound, CacheModel } from './cache-model.js';
import type { ClientModel } from './client-model.js';
import type { CrashListenerModel } from './crash-listeners.js';
import type { EmitterModel, HearerModel } from './emitter-model.js';
import type { FanOutModel } from './fan-out-model.js';
import type { CallbackModel, ForwarderModel, HandlerModel, RejectionModel } from './function-models.js';
import type { FlagModel, TrackerModel } from './operation-models.js';
import type { InnerVersions } from './inner-versions.js';
import type { LabelModel, LoggerModel, TelemetryModel } from './observability-model.js';
import type { QueueModel, SlowWorkModel } from './queue-model.js';
import type { ReadModel } from './read-model.js';
import type { RetryModel } from './retry-model.js';
import type { CostModel, GuardModel, LocalStateModel, SizeLimitModel } from './request-models.js';
import type { EscapeModel, SecretModel, StatementModel } from './security-models.js';
import type { SlotModel } from './slot-model.js';
import type { HeaderModel, MarkupModel, SessionModel } from './web-models.js';

export type { AcquireModel } from './acquire-model.js';
export type { BlockingModel } from './blocking-model.js';
export type { BodyModel } from './body-model.js';
export type { CacheBound, CacheModel } from './cache-model.js';
export type { ClientModel } from './client-model.js';
export type { EmitterModel, HearerModel } from './emitter-model.js';
export type { FanOutModel } from './fan-out-model.js';
export type { AnswerModel, CallbackModel, ForwarderModel, HandlerModel, RejectionModel } from './function-models.js';
export type { FlagModel, TrackerModel } from './operation-models.js';
export type { InnerVersions } from './inner-versions.js';
export type { ErrorPlaces, LabelModel, LoggerModel, TelemetryModel } from './observability-model.js';
export type { QueueModel, SlowWorkModel } from './queue-model.js';
export type { ReadModel } from './read-model.js';
export type { RetryModel, RetryWait } from './retry-model.js';
export type { CostModel, GuardModel, LocalStateModel, SizeLimitModel } from './request-models.js';
export type { EscapeModel, SecretModel, StatementModel } from './security-models.js';
export type { SlotModel } from './slot-model.js';
export type { HeaderModel, MarkupModel, SessionModel } from './web-models.js';

/**
 * What we know about libraries, as data. An entry holds no functions: it survives `JSON.stringify`, and a user's
 * configuration adds entries of the same shape.
 *
 * **Access paths** say what a piece of code refers to, from the package's export on: `get`, `create()`, `new Pool()`,
 * `get|post|put`, `*`. The default import, the namespace and `require` all stand for the same root, written as the empty
 * path `''`. `await` leaves no trace. A path may start with the name of a type of the entry: `Client.get`. What a call
 * hands to a function that it is given is the call, and the parameter's number: `Pool.getConnection().$1` is the second
 * parameter of the callback, `App.register().$0` the app that a plugin gets.
 *
 * **Places** say where a knob is turned:
 *
 * | place | means |
 * |---|---|
 * | `call.timeout.request` | this property of the call's options argument |
 * | `arg1` / `arg0.signal` | the call's argument itself, or a property of it |
 * | `client.timeout` | this property of the options with which the client was made |
 * | `client(0)` | that argument of the call that made the client |
 * | `set.defaults.timeout` | assigned afterwards: `client.defaults.timeout = 5000`; also on what a method of the client gives: `set.getHttpServer().timeout` |
 * | `set.setDefaultTimeout(0)` | argument of a method that is called on the client, anywhere in the project |
 * | `result.keepAliveTimeout` | assigned to what the call itself gives: `app.listen(80).keepAliveTimeout = 5000` |
 * | `chain.timeout(0).deadline` | argument of a method called on the call's result: `.timeout({ deadline })` |
 * | `timer.destroy\|abort` | a `setTimeout` in whose callback one of these methods is called on the call's result |
 * | `hook.interceptors.request.use(0).timeout` | set on its parameter by a function that is given to this method of the client |
 * | `url.statement_timeout` | a parameter of the connection string with which the client was made: its first argument, or where the type's `urls` say |
 * | `url?.socket_timeout` | the same, where the option can stand nowhere else: a connection string that is not seen makes it unknown |
 * | `ambient.defaults.timeout` | assigned on the package itself, anywhere in the project |
 * | `ambient.setGlobalDispatcher(0)` | argument of a call of the package, anywhere in the project |
 * | `call.dispatcher > client.headersTimeout` | the client that is found at the first place, then the place on that client |
 *
 * A segment with parentheses is what the function there returns, called by the library: `client.useFactory().timeout`.
 */
export interface CatalogEntry {
  readonly id: string;
  /** As messages name it: `axios`, `Node's fetch`. */
  readonly name: string;
  /** Module specifiers: `axios`, `node:http`; with a star at the end all that begin so: `@aws-sdk/client-*`. `globalThis` for what needs no import. */
  readonly packages: readonly string[];
  /** The versions that the entry describes, by the installed package's version (for `globalThis` and `node:` modules: Node's own). Outside of them everything is unknown. Default: all. */
  readonly versions?: string;
  readonly types?: Readonly<Record<string, TypeModel>>;
  readonly calls?: readonly CallModel[];
  /** What calls give at once. Of the outbound ones only those that give no plain promise need to stand here. */
  readonly promises?: readonly PromiseModel[];
  readonly knobs?: Readonly<Record<string, Knob>>;
  readonly wrappers?: readonly WrapperModel[];
  readonly handlers?: readonly HandlerModel[];
  /** What becomes of a rejection of its handlers, where a handler says nothing of its own. */
  readonly rejections?: readonly RejectionModel[];
  readonly forwarders?: readonly ForwarderModel[];
  /** What emits an event that somebody must hear. */
  readonly emitters?: readonly EmitterModel[];
  /** What gets something that has to be given back. */
  readonly acquires?: readonly AcquireModel[];
  /** Of what there is only so much, and who takes one. */
  readonly slots?: readonly SlotModel[];
  /** What gives a body that has to be read or ended. */
  readonly bodies?: readonly BodyModel[];
  /** What keeps entries in memory. */
  readonly caches?: readonly CacheModel[];
  /** What gets rows, and what adds some. */
  readonly reads?: readonly ReadModel[];
  /** What is given SQL. */
  readonly statements?: readonly StatementModel[];
  /** What makes a value safe in SQL. */
  readonly escapes?: readonly EscapeModel[];
  /** What is given a secret. */
  readonly secrets?: readonly SecretModel[];
  /** What does work for each element of a list. */
  readonly fanOuts?: readonly FanOutModel[];
  /** What has something tried again. */
  readonly retries?: readonly RetryModel[];
  /** What keeps work for later, and what has messages handed to the process. */
  readonly queues?: readonly QueueModel[];
  /** What takes seconds. */
  readonly slowWork?: readonly SlowWorkModel[];
  /** What asks for feature flags. */
  readonly flags?: readonly FlagModel[];
  /** What tells people of errors. */
  readonly trackers?: readonly TrackerModel[];
  /** What is made once and shared. */
  readonly clients?: readonly ClientModel[];
  /** Calls that nothing else of the process runs beside. */
  readonly blocking?: readonly BlockingModel[];
  /** What refuses requests before the work for them is done. */
  readonly guards?: readonly GuardModel[];
  /** What becomes of text on its way into a page. */
  readonly markup?: readonly MarkupModel[];
  /** What keeps who is logged in in a cookie. */
  readonly sessions?: readonly SessionModel[];
  /** What has answers carry the headers that protect pages. */
  readonly headers?: readonly HeaderModel[];
  /** What costs more than a query. */
  readonly costs?: readonly CostModel[];
  /** What reads bodies and uploads, and how much of them. */
  readonly sizeLimits?: readonly SizeLimitModel[];
  /** What is kept in the process, or on its disk, that other instances do not have. */
  readonly localStates?: readonly LocalStateModel[];
  /** What writes entries of a log. */
  readonly loggers?: readonly LoggerModel[];
  /** Calls that are given labels, tags or names of numbers. */
  readonly labels?: readonly LabelModel[];
  /** What measures a service, or follows its requests. */
  readonly telemetry?: readonly TelemetryModel[];
  /** Calls that are given an emitter, and what they do about its errors. */
  readonly hearers?: readonly HearerModel[];
  /** Listeners of the process that it adds, and that keep it alive. */
  readonly crashListeners?: readonly CrashListenerModel[];
  /** Functions that its calls are given and that are no handlers. */
  readonly callbacks?: readonly CallbackModel[];
  /** Options that look like a deadline and are not one here, each with what to use. */
  readonly ignored?: readonly IgnoredOption[];
  /** Names of the options of its calls: an object of only such names in the body's place was meant as options. */
  readonly optionNames?: readonly string[];
  /** Exports that projects generate for themselves: imported from a file of the project that is not there, they are the package's. */
  readonly generated?: readonly string[];
  /** Entries only: take everything of another entry, for a package that wraps or mirrors it. */
  readonly extends?: string;
  /** The version of that entry's package which it wraps or mirrors: `1.7.0`. What holds there holds for all versions of this one. Default: the base's facts are taken with their versions, which are then those of this package. */
  readonly extendsVersion?: string;
}

/** A kind of object that the library makes: a client, a pool, a policy. */
export interface TypeModel {
  /** Paths whose value is such an object: `['', 'create()', 'Client.extend()']`. A path that starts with the type itself keeps the parent's options as well. */
  readonly is: readonly string[];
  /** Exported types that name it in annotations and constructor injection: `AxiosInstance`. */
  readonly annotations?: readonly string[];
  /** Which argument of the creating call holds the options; several where the signature varies. `all` for a call that combines its arguments (cockatiel's `wrap`). */
  readonly options?: number | readonly number[] | 'all';
  /** All names of the creating call's options, as the documentation has them: what is near a deadline's name and none of them is misspelt. */
  readonly optionNames?: readonly string[];
  /** Where the options hold a connection string, besides the first argument itself. Default: `['connectionString']`. */
  readonly urls?: readonly string[];
  /** The variable of the environment in which it finds the connection string when it is given none. */
  readonly urlVariable?: string;
  /** All parameters that the connection string may carry: what is near a deadline's name and none of them is misspelt. */
  readonly urlParameters?: readonly string[];
  /** Exported types of functions whose first parameter is such an object: `FastifyPluginAsync`; of another package, `other-package:First|Second`. */
  readonly parameterOf?: readonly string[];
  /** It lets callers wait for a connection without a time; these settings bound how many may. */
  readonly waiters?: { readonly bounds: readonly CacheBound[]; readonly source: string };
  /** What a finding at its creation calls it: `client`, `pool`. */
  readonly noun?: string;
}

/** `connect` ends when the other side has accepted the connection, `handshake` when it has let the client in; where nothing tells them apart, `connect` is both. */
export type Phase = 'connect' | 'handshake' | 'headers' | 'body' | 'total' | 'queue' | 'query' | 'acquire';

/** A call that waits for something outside of the function: it leaves the process, or something else must happen first. */
export interface CallModel {
  /** `''`, `get|post`, `Client.query`. */
  readonly path: string;
  /** `outbound` leaves the process. `wait` waits for something inside of it: an event, a lock, a place in a queue. `listen` opens a server, whose timeouts its knobs are. */
  readonly kind: 'outbound' | 'wait' | 'listen';
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
  /** The argument that is the client, for a call that is given it, and that client's type. */
  readonly client?: { readonly argument: number; readonly type: string };
  /** It is no wait at all where one of the places holds one of these: a constant, or what an access path makes (`new SqliteDialect()`). */
  readonly unless?: { readonly at: readonly string[]; readonly is: readonly (string | boolean)[] };
  /** It takes a callback, and without one nobody waits for it: `await connection.query()` of mysql goes on at once. */
  readonly callback?: true;
  /** It goes on by itself (a child process, a connection): it counts only where the code waits for one of these events of its result. */
  readonly waitsFor?: readonly string[];
  /** The promise settles at the headers: the body is read afterwards, by methods of the result. */
  readonly settles?: 'headers';
}

/**
 * What a call gives at once, before anything of it is done. Without one, a call of `calls` gives a promise: of kind `outbound` or `wait`, when it
 * takes no `callback`, `waitsFor` nothing, and no function is given to it as its last argument.
 */
export interface PromiseModel {
  readonly path: string;
  /**
   * - `promise` rejects where nobody hears it when it is dropped, which ends the process. The default.
   * - `lazy` is a thenable that begins only when it is awaited or `then` is called on it: dropped, it never runs.
   * - `quiet` runs at once, and without a `then` its failure is lost, without ending the process.
   * - `safe` is a thenable, and dropping it is how it is meant to be used.
   * - `none` is nothing that anybody could await.
   */
  readonly gives?: 'promise' | 'lazy' | 'quiet' | 'safe' | 'none';
  /** It cannot reject; a number: when it is given at most that many arguments (the next one is a signal's). */
  readonly settles?: true | number;
  /** It rejects only when the function does that it is given as this argument. */
  readonly runs?: number;
  /** A function as last argument is called with the outcome, and then there is no promise to look after; a number: from that argument on. */
  readonly callback?: true | number;
  /** Of the packages of the entry only these. */
  readonly packages?: readonly string[];
  readonly versions?: string;
  /** Package and file with line, or documentation page. */
  readonly source: string;
  /** The version on which it was measured. */
  readonly verified?: string;
}

/** A control that bounds a wait in time. */
export interface Knob {
  readonly at: readonly string[];
  readonly unit: 'ms' | 's' | 'signal';
  /** What holds when nobody sets it: a number in `unit`, or `none`. */
  readonly default: number | 'none';
  /** Values that switch it off. `undefined` and `null` always mean "not set". */
  readonly off?: readonly (number | boolean | 'Infinity')[];
  /** What 0 means at some of the places, where it does not switch it off there: as if nothing stood there, or the end of the call at once. */
  readonly zero?: Readonly<Record<string, 'unset' | 'at once'>>;
  readonly covers: readonly Phase[];
  /** Versions of the package in which it exists, or has this default. Several knobs of one name and other versions: suffix the key (`timeout@1`). */
  readonly versions?: string;
  /** A package inside of the library whose version decides as well. Where that is not seen, nothing is claimed of what stands at the places. */
  readonly inner?: InnerVersions;
  /** It works only together with a listener on the result that ends the request: `timeout` on `http.request`. */
  readonly listener?: { readonly event: string; readonly calls: readonly string[]; /** index of a callback argument that does the same, of the method named in the place */ readonly orCallback?: number };
  /** What to do instead of just setting it, where that alone would do harm: then no fix is offered. */
  readonly advice?: string;
  /** It works, and has its default, only where one of the other places holds one of these: `requestTimeout` with `throwOnRequestTimeout: true`. */
  readonly with?: { readonly at: readonly string[]; readonly is: readonly (string | boolean)[] };
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

export interface IgnoredOption {
  readonly calls: string;
  /** `timeout` of the call's options; `client.timeout` of those with which the client is made. */
  readonly option: string;
  /** `does nothing: fetch has no such option`. */
  readonly why: string;
  readonly instead: string;
  /** The call throws when it is given. */
  readonly refused?: true;
  readonly versions?: string;
  /** A package inside of the library whose version decides as well: where that is not seen, nothing is said. */
  readonly inner?: InnerVersions;
  readonly source: string;
}

/** Checks an entry's shape at compile time and keeps its literal types. */
export function defineEntry<const T extends CatalogEntry>(entry: T): T {
  return entry;
}
