/**
 * What one file says, as plain JSON. Facts know neither catalog nor configuration nor other files, so they are cached by
 * the file's content alone. Everything refers to everything else by index, and nothing refers to a syntax node.
 *
 * Raise `factsVersion` with every change of what is recorded: the cache is keyed by it.
 */
export const factsVersion = 11;

/** Start and end offset in the text without its byte order mark. */
export type Range = readonly [start: number, end: number];

/** An expression, as far as its origin and its worth can be told from the text. */
export type Value =
  | { readonly is: 'literal'; readonly value: string | number | boolean | null }
  | { readonly is: 'undefined' }
  /** A template or a concatenation: a string with parts that are not constant. `head` is the constant beginning. */
  | { readonly is: 'text'; readonly parts: readonly Value[] }
  | { readonly is: 'ref'; readonly to: number }
  | { readonly is: 'global'; readonly name: string }
  | { readonly is: 'import'; readonly from: string; readonly name: string }
  | { readonly is: 'member'; readonly of: Value; readonly name: string }
  /** `of[key]` with a key that is no constant. */
  | { readonly is: 'element'; readonly of: Value; readonly key?: Value }
  /** The result of a call or of `new`. */
  | { readonly is: 'call'; readonly call: number }
  | { readonly is: 'await'; readonly of: Value }
  | { readonly is: 'function'; readonly fn: number }
  | { readonly is: 'class'; readonly cls: number }
  | { readonly is: 'this'; readonly cls: number }
  /** The base class's constructor, where it is called. */
  | { readonly is: 'super'; readonly cls: number }
  | { readonly is: 'param'; readonly fn: number; readonly at: number; readonly rest?: true }
  | { readonly is: 'object'; readonly props: readonly Property[] }
  | { readonly is: 'array'; readonly items: readonly Value[]; readonly open?: true }
  /** One of several, by a condition that is not known. */
  | { readonly is: 'either'; readonly of: readonly Value[]; /** What stands on the left of `&&`, where it is that. */ readonly and?: Value }
  /** `first ?? then`, `first || then`, a default value: `then` where `first` is nullish or falsy. */
  | { readonly is: 'fallback'; readonly on: 'nullish' | 'falsy'; readonly first: Value; readonly then: Value }
  | { readonly is: 'binary'; readonly op: string; readonly left: Value; readonly right: Value }
  | { readonly is: 'unary'; readonly op: string; readonly of: Value }
  | { readonly is: 'spread'; readonly of: Value }
  /** What is left of an object after some properties were taken out: `{ timeout, ...rest }`. */
  | { readonly is: 'rest'; readonly of: Value; readonly without: readonly string[] }
  | { readonly is: 'unknown' };

/** A property of an object literal. A spread has only `spread`; a computed key has no `key`. */
export interface Property {
  readonly key?: string;
  readonly value?: Value;
  readonly spread?: Value;
  readonly range: Range;
}

/** How a reference to a binding is used, where the binding holds an object. */
export interface Use {
  readonly at: number;
  readonly fn: number;
  readonly as: 'member' | 'argument' | 'spread' | 'returned' | 'stored' | 'compared';
  /** The member that is read, for `member`. */
  readonly name?: string;
  /** It is only asked for being true, as in `if (name)`. */
  readonly tested?: true;
  /** The call and the argument's index, for `argument`. */
  readonly call?: number;
  readonly index?: number;
}

/** What a type annotation says of a call's result: `maybe` is a promise or something else, as in `void | Promise<void>`. */
export type DeclaredResult = 'promise' | 'maybe' | 'other';

export interface BindingFact {
  readonly name: string;
  readonly kind: 'const' | 'let' | 'param' | 'import' | 'function' | 'class' | 'catch';
  /** The function it is declared in; -1 for the module. */
  readonly fn: number;
  /** The initial value and every value assigned later. */
  readonly values: readonly Value[];
  readonly type?: Value;
  /** The annotation says that it is a number, or a list of them. */
  readonly number?: true;
  /** The annotation says that it is a promise. */
  readonly promise?: true;
  /** It is declared as a function that gives this. */
  readonly gives?: DeclaredResult;
  /** `using` and `await using`: it is disposed of when its block ends. */
  readonly using?: true;
  readonly range: Range;
  readonly uses?: readonly Use[];
}

export interface ParamFact {
  readonly type?: Value;
  readonly rest?: true;
  readonly optional?: true;
  /** The default value, as in `(ms = 500)`. */
  readonly default?: Value;
  readonly decorators?: readonly Value[];
  /** It is taken apart where it is declared, without a default: a missing argument throws. */
  readonly pattern?: 'object' | 'array';
}

/**
 * What a function does, as a tree in the order in which it runs. A number is a call, by its index, after its arguments.
 * Functions that are written inside have steps of their own.
 */
export type Step =
  | number
  | { readonly is: 'await'; readonly of: Value; readonly range: Range }
  | { readonly is: 'throw'; readonly of: Value; readonly range: Range }
  | { readonly is: 'return'; readonly of?: Value; readonly range: Range }
  /** A statement that is no call, whose value nobody looks at: `work;`, `void work`. */
  | { readonly is: 'drop'; readonly of: Value; readonly range: Range }
  /** A name gets another value: `found = true`. What it is declared with counts where that is constant. `lazy`: what `??=` and `||=` give it where it has none. */
  | { readonly is: 'set'; readonly to: number; readonly value: Value; readonly lazy?: Value; readonly counts?: Counting; readonly change?: Change; readonly at: number }
  /** A property or an entry gets another value: `this.busy = true`, `running[id] = true`. Without `value` it is deleted. */
  | { readonly is: 'put'; readonly target: Value; readonly value?: Value; readonly lazy?: Value; readonly counts?: Counting; readonly change?: Change; readonly range: Range }
  | { readonly is: 'jump'; readonly by: 'break' | 'continue'; readonly label?: string }
  /**
   * One of the ways, each of which may be empty: `if`, `?:`, `&&`, `||`, `??`. The first is taken when the test is truthy, or is `falsy` or `nullish` where `on` says so.
   * `at` is where the test stands.
   */
  | { readonly is: 'branch'; readonly test: Value; readonly on?: 'falsy' | 'nullish'; readonly at: number; readonly ways: readonly (readonly Step[])[] }
  /** Each case falls through to the next unless it leaves. `at` is where it stands. */
  | { readonly is: 'switch'; readonly of: Value; readonly at: number; readonly cases: readonly (readonly Step[])[]; readonly hasDefault: boolean }
  /** `endless`: nothing but a jump, a return or a throw ends it. `test`: it goes on as long as this is truthy. `once`: the body runs at least once. `awaits`: `for await`. `over`: what `for (… of …)` goes through. */
  | { readonly is: 'loop'; readonly range: Range; readonly body: readonly Step[]; readonly endless?: true; readonly test?: Value; readonly once?: true; readonly awaits?: Value; readonly over?: Value }
  | { readonly is: 'label'; readonly name: string; readonly body: readonly Step[] }
  | { readonly is: 'try'; readonly body: readonly Step[]; readonly caught?: CatchFact; readonly last?: readonly Step[] };

/** `active++`, `active -= 1`. */
export type Counting = 'up' | 'down';

/** `delay *= 2`: it becomes what this makes of it. */
export interface Change {
  readonly op: string;
  readonly by: Value;
}

export interface CatchFact {
  readonly range: Range;
  readonly steps: readonly Step[];
  /** The binding of the error. */
  readonly binding?: number;
  /** A comment stands at its beginning or its end, or behind it on its line. */
  readonly commented?: true;
  /** A variable or a property is given a value in it, which no step tells. */
  readonly assigns?: true;
}

export interface FunctionFact {
  readonly name: string;
  readonly kind: 'function' | 'arrow' | 'method' | 'constructor' | 'getter' | 'setter';
  readonly range: Range;
  readonly nameRange: Range;
  /** The function around it; -1 for the module. */
  readonly parent: number;
  /** The class whose member it is, or whose `this` it sees. */
  readonly cls?: number;
  readonly async?: true;
  readonly generator?: true;
  readonly params: readonly ParamFact[];
  readonly returns: readonly Value[];
  /** What a generator hands out, one by one. */
  readonly yields?: readonly YieldFact[];
  /** Absent where nothing happens. */
  readonly steps?: readonly Step[];
  /** What its own annotation says that it gives. */
  readonly gives?: DeclaredResult;
  /** The named type of that, or what a promise of it gives. */
  readonly result?: Value;
  /** A comment stands at the beginning or the end of its body, or behind it on its line. */
  readonly commented?: true;
  /** A variable or a property is given a value in its body, which no step tells. */
  readonly assigns?: true;
  /** The call that it is handed to as an argument, when it is written in place. */
  readonly passedTo?: { readonly call: number; readonly index: number };
}

/** `yield of`; with `each` it is `yield* of`, which hands out what is in it. */
export interface YieldFact {
  readonly of: Value;
  readonly each?: true;
  readonly range: Range;
}

export interface MemberFact {
  readonly name: string;
  readonly kind: 'field' | 'method' | 'getter' | 'setter';
  readonly static?: true;
  /** Only the class itself gets at it: `private`, or a name that begins with `#`. */
  readonly private?: true;
  readonly fn?: number;
  /** The initial value and the values assigned through `this`, with the function in which that happens. */
  readonly values: readonly Value[];
  readonly type?: Value;
  /** The annotation says that it is a number, or a list of them. */
  readonly number?: true;
  /** The annotation says that it is a promise. */
  readonly promise?: true;
  /** It is declared as a function that gives this. */
  readonly gives?: DeclaredResult;
  readonly decorators: readonly Value[];
  readonly range: Range;
}

/** A class, or the shape of a type (an interface, an object type): then no member has values. */
export interface ClassFact {
  readonly name: string;
  readonly interface?: true;
  readonly range: Range;
  readonly extends?: Value;
  readonly implements: readonly Value[];
  /** The function index of the constructor. A class without one gets an implicit one: field initialisers run in it. */
  readonly ctor: number;
  /** The constructor is not written: it hands its arguments to the base class. */
  readonly implicitCtor?: true;
  readonly members: readonly MemberFact[];
  readonly decorators: readonly Value[];
}

export interface CallFact {
  readonly callee: Value;
  readonly args: readonly Value[];
  readonly range: Range;
  /** What is underlined: the callee, from its last line's start on where the chain is long. */
  readonly calleeRange: Range;
  /** The arguments' offsets. */
  readonly argRanges: readonly Range[];
  /** The function in which the call stands; -1 for the module. */
  readonly fn: number;
  readonly construct?: true;
  /** Part of an optional chain: `lock?.release()`, `release?.()`. It may not happen. */
  readonly optional?: true;
  readonly awaited?: true;
  readonly returned?: true;
  /** An expression statement, or `void`: nobody looks at the result. Also at the end of a condition: `ready && work();`. */
  readonly dropped?: true;
  readonly void?: true;
  /** Its result is only asked for being true: `if (f())`, `!f()`, `f() && x`. */
  readonly tested?: true;
  /** Its result is spread into an object: `{ ...f() }`. */
  readonly spread?: true;
  readonly loop?: true;
  /** Where the call stands in the nearest `try` of its function. */
  readonly inTry?: 'try' | 'catch' | 'finally';
  /** It stands in a `finally`, whatever is around it there. */
  readonly cleanup?: true;
  /** Runs only on some of its function's paths. */
  readonly conditional?: true;
  readonly decorator?: true;
}

/** `target = value` where the target is a member, or an element under a key that is no constant: `axios.defaults.timeout = 5`, `router[method] = safe`. */
export interface AssignFact {
  readonly target: Value;
  readonly value: Value;
  readonly range: Range;
  readonly fn: number;
  readonly conditional?: true;
}

/** `delete target`. */
export interface DeleteFact {
  readonly target: Value;
  readonly range: Range;
  readonly fn: number;
}

export interface ExportFact {
  /** `default`, a name, `=` for CommonJS, `*` for all of `from`. */
  readonly name: string;
  readonly value?: Value;
  /** The module it is passed on from, and the name there. */
  readonly from?: string;
  readonly imported?: string;
}

/** A comment that silences a rule. */
export interface SuppressionFact {
  /** Lines it silences, from 1, inclusive; the whole file when absent. */
  readonly from: number;
  readonly to: number;
  /** Rule ids without a plugin prefix; empty for all rules. */
  readonly rules: readonly string[];
  readonly reason: string;
  readonly line: number;
  readonly by: 'eslint' | 'oxlint' | 'readiness';
}

export interface FileFacts {
  readonly version: typeof factsVersion;
  readonly imports: readonly string[];
  readonly exports: readonly ExportFact[];
  readonly bindings: readonly BindingFact[];
  readonly functions: readonly FunctionFact[];
  readonly classes: readonly ClassFact[];
  readonly calls: readonly CallFact[];
  readonly assigns: readonly AssignFact[];
  readonly deletes: readonly DeleteFact[];
  /** What the module itself does. */
  readonly steps: readonly Step[];
  readonly suppressions: readonly SuppressionFact[];
  /** The offsets at which the lines start: places are told by line without the text. */
  readonly lines: readonly number[];
  /** `use client`, `use server`, `use strict`. */
  readonly directives: readonly string[];
  readonly jsx: boolean;
  /** The first syntax error, if any. */
  readonly syntaxError?: { readonly message: string; readonly at: number };
}
