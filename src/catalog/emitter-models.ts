/**
 * An object that emits an event which somebody must hear. Its path names what makes it: a call, `createReadStream()`, `new Pool()`,
 * `Pool.connect()`; a type of the entry, for whatever call makes such an object; a part of what a call gives, `request().body`; or what a
 * call hands to the function that it is given, `Server.on|once().$1`.
 */
export interface EmitterModel {
  readonly path: string;
  /** Default: `error`. Several where any of them will do: `error|close`. */
  readonly event?: string;
  /** What happens when it is emitted and nobody listens. `crash`: it is thrown, which ends the process. `logged`: the library prints it. `silent`: it is lost. `hang`: it is not even emitted, and who waits for the end waits for ever. */
  readonly without: 'crash' | 'logged' | 'silent' | 'hang';
  /** When it is emitted, for messages, behind "when": `the server ends an idle connection`. */
  readonly when: string;
  /** What messages call it: `pool`, `child process`. */
  readonly noun: string;
  /** Of what is handed over: the events whose listeners get it, `upgrade|connect`. */
  readonly handedOn?: string;
  /** It is read or written piece by piece: `pipeline` is the way to hear it. */
  readonly stream?: true;
  /** It happens, but rarely: an info, whatever comes of it. */
  readonly rare?: true;
  /** It comes from another machine: who pipes it on must also stop it when nobody takes it any more. */
  readonly remote?: true;
  /** It counts only where one of these methods is called on it, or something is piped into it: what is not used as a stream cannot fail as one. */
  readonly used?: string;
  /** It counts only with arguments: `new Keyv()` keeps everything in memory. */
  readonly needs?: 'arguments';
  /** It is none where one of the places holds one of these. Arguments only: `arg1.shell`. */
  readonly unless?: { readonly at: readonly string[]; readonly is: readonly (string | boolean)[] };
  /** Other ways in which it counts as heard: `callback`, a function among the arguments of the call that makes it; `web|ws()`, one among those of a method of it. */
  readonly heardBy?: readonly string[];
  readonly versions?: string;
  /** Package and file with line, or documentation page. */
  readonly source: string;
  /** The version on which it was seen to happen. */
  readonly verified?: string;
}

/** A call that is given an emitter, as an argument or in one. What no entry describes is unknown. */
export interface HearerModel {
  readonly path: string;
  /** `true`: it listens. `false`: it does not. `result` and `receiver`: it passes errors on to what it gives, or to what it is called on. */
  readonly hears: boolean | 'result' | 'receiver';
  readonly versions?: string;
  readonly source: string;
}
