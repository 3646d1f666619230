import type { Artifacts } from '../artifacts/artifacts.js';
import type { LocatedSecret } from '../artifacts/located-secrets.js';
import type { Catalog } from '../catalog/catalog.js';
import type { FileFacts } from '../model/facts.js';
import { buildCallGraph, type CallGraph } from './callers.js';
import { ClientOrigins } from './deadline/client-origins.js';
import { judgeDeadlines, type DeadlineJudgement } from './deadline/judge.js';
import { sortDeadlines, type SortedDeadlines } from './deadline/report.js';
import { Makers } from './deadline/makers.js';
import type { OutboundContext } from './deadline/outbound.js';
import { Wrappings } from './deadline/wrapping.js';
import { Evaluator } from './evaluate.js';
import { Failures } from './failures/failures.js';
import { findHandlers, type Handler } from './handlers.js';
import type { ModuleResolver } from './modules.js';
import { leftOutIn } from './production/left-out-calls.js';
import { walkReach, type Path } from './reach.js';
import type { CallRef, FunctionRef } from './abstract.js';
import type { ParsedSources } from './parsed-source.js';
import { stepWithin, type ScanLimit } from '../model/scan-limit.js';
import { nullOracle, type TypeOracle } from './oracle/type-oracle.js';

/** What a project is made of, as far as the host can see it. */
export interface ProjectInput {
  readonly files: ReadonlyMap<string, FileFacts>;
  readonly resolver: ModuleResolver;
  readonly catalog: Catalog;
  /** The installed version of a package as seen from a file; Node's own for `globalThis` and built-in modules. */
  readonly versionOf: (file: string, packageName: string) => string | undefined;
  readonly isScript: (file: string) => boolean;
  /** Only some of the project's files are here: what others might do is unknown. */
  readonly partial: boolean;
  /** The host tells of failures and of nothing else: what could at most be unknown is not looked at. */
  readonly failuresOnly?: boolean;
  readonly claimed?: ReadonlySet<string>;
  /** Milliseconds; 60 s by default. */
  readonly longestDefault?: number;
  readonly oracle?: TypeOracle;
  /** Connection strings by the name of their variable, where files of the project show them. */
  readonly environment?: ReadonlyMap<string, readonly string[]>;
  /** What the project holds besides its source. */
  readonly artifacts?: Artifacts;
  /** Secrets that were told by their form, by file; missing where the host does not look for them. */
  readonly secrets?: ReadonlyMap<string, readonly LocatedSecret[]>;
  /** Texts with their trees, for those who write changes. */
  readonly sources?: ParsedSources;
  /** Whatever is asked of the project throws `LimitReached` after it. */
  readonly limit?: ScanLimit | undefined;
}

/** The linked project. Everything is worked out once, when it is first asked for. */
export class Project implements OutboundContext {
  readonly evaluator: Evaluator;
  readonly catalog: Catalog;
  readonly versionOf: ProjectInput['versionOf'];
  readonly isScript: ProjectInput['isScript'];
  readonly claimed: ReadonlySet<string>;
  readonly partial: boolean;
  readonly failuresOnly: boolean;
  readonly oracle: TypeOracle;
  readonly longestDefault: number;
  readonly environment: ReadonlyMap<string, readonly string[]>;
  /** Missing where the host sees no more than one file. */
  readonly artifacts: Artifacts | undefined;
  readonly secrets: ReadonlyMap<string, readonly LocatedSecret[]>;
  /** Gives nothing where the host has no texts. */
  readonly sources: ParsedSources;
  private lazyNames: ReadonlyMap<string, readonly CallRef[]> | undefined;
  private lazyOrigins: ClientOrigins | undefined;
  private lazyMakers: Makers | undefined;
  private lazyGraph: CallGraph | undefined;
  private lazyFailures: Failures | undefined;
  private lazyWrappings: Wrappings | undefined;
  private lazyHandlers: readonly Handler[] | undefined;
  private lazyReach: ((fn: FunctionRef) => Path) | undefined;
  private lazySorted: SortedDeadlines | undefined;
  private lazyDeadlines: readonly DeadlineJudgement[] | undefined;

  private readonly input: ProjectInput;

  constructor(given: ProjectInput) {
    const input = { ...given, files: new Map([...given.files].sort(([a], [b]) => (a < b ? -1 : 1))) };
    this.input = input;
    this.catalog = input.catalog;
    this.versionOf = input.versionOf;
    this.isScript = input.isScript;
    this.claimed = input.claimed ?? new Set();
    this.partial = input.partial;
    this.failuresOnly = input.failuresOnly ?? false;
    this.longestDefault = input.longestDefault ?? 60_000;
    this.oracle = input.oracle ?? nullOracle;
    this.environment = input.environment ?? new Map();
    this.secrets = input.secrets ?? new Map();
    this.sources = input.sources ?? (() => undefined);
    this.artifacts = input.partial ? undefined : input.artifacts;
    this.evaluator = new Evaluator({
      files: input.files,
      resolver: input.resolver,
      isClientType: (packageName, type) => input.catalog.isClientType(packageName, type),
      generatedBy: (name) => input.catalog.generatedBy(name),
      parameterType: (packageName, functionType) => input.catalog.parameterType(packageName, functionType),
      handsOver: (packageName, method) => input.catalog.handsOver(packageName, method),
      onStep: input.limit && stepWithin(input.limit),
    });
  }

  get calledNames(): ReadonlyMap<string, readonly CallRef[]> {
    return (this.lazyNames ??= indexNames(this.input.files));
  }

  get origins(): ClientOrigins {
    return (this.lazyOrigins ??= new ClientOrigins(this, this.graph));
  }

  get makers(): Makers {
    return (this.lazyMakers ??= new Makers(this, this.graph));
  }

  get graph(): CallGraph {
    return (this.lazyGraph ??= buildCallGraph(this.evaluator));
  }

  get wrappings(): Wrappings {
    return (this.lazyWrappings ??= new Wrappings(this, this.graph));
  }

  /** Which functions can fail. */
  get failures(): Failures {
    return (this.lazyFailures ??= new Failures(this));
  }

  get handlers(): readonly Handler[] {
    return (this.lazyHandlers ??= findHandlers(this.evaluator, this.catalog, this.versionOf, this.graph));
  }

  /** How a function is reached from outside. */
  get reach(): (fn: FunctionRef) => Path {
    return (this.lazyReach ??= this.findReach());
  }

  private findReach(): (fn: FunctionRef) => Path {
    const shared = this.sharedFiles();
    return walkReach(this.graph, ({ file, call }) => leftOutIn(this.evaluator, file).has(call), this.handlers, [...this.input.files.keys()].map((file) => ({ file, script: this.input.isScript(file), shared: shared.has(file) })));
  }

  /** Files that code other than scripts imports: the imports of the whole project are resolved for it. */
  private sharedFiles(): ReadonlySet<string> {
    const imported = [...this.input.files].filter(([file]) => !this.input.isScript(file)).flatMap(([file, facts]) => facts.imports.map((specifier) => this.input.resolver.resolve(file, specifier)));
    return new Set(imported.flatMap((target) => (target.kind === 'file' ? [target.file] : [])));
  }

  /** The verdicts on all outbound calls. */
  get deadlines(): readonly DeadlineJudgement[] {
    return (this.lazyDeadlines ??= judgeDeadlines(this, this.graph, this.wrappings));
  }

  /** The same, with what is told at a client gathered there. */
  get sortedDeadlines(): SortedDeadlines {
    return (this.lazySorted ??= sortDeadlines(this, this.deadlines));
  }
}

function indexNames(files: ReadonlyMap<string, FileFacts>): ReadonlyMap<string, readonly CallRef[]> {
  const index = new Map<string, CallRef[]>();
  for (const [file, facts] of files) {
    for (const [call, { callee }] of facts.calls.entries()) {
      const name = callee.is === 'member' ? callee.name : callee.is === 'ref' ? importedName(facts, callee.to) : callee.is === 'super' ? 'super' : '';
      const known = index.get(name);
      if (known) known.push({ file, call });
      else index.set(name, [{ file, call }]);
    }
  }
  return index;
}

/** `b` of `import { a as b }` is called `a`. */
function importedName(facts: FileFacts, to: number): string {
  const [value] = facts.bindings[to]?.values ?? [];
  return value?.is === 'import' || value?.is === 'member' ? value.name : '';
}

/** What a rule gets: one file, in its project. */
export interface FileView {
  readonly file: string;
  readonly facts: FileFacts;
  readonly project: Project;
  /** The rule's own, by name. */
  readonly options: Readonly<Record<string, number>>;
}

/** What a rule gets that judges the project as a whole: what is no source besides it. */
export interface ProjectView {
  readonly project: Project;
  readonly artifacts: Artifacts;
  readonly options: Readonly<Record<string, number>>;
}
