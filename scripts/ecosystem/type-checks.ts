import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import bundled from 'typescript';
import { configAround, looseOptions, type CompilerConfig } from './compiler-config.js';

/** Texts by absolute path that stand in the place of those on the disk. */
export type Texts = ReadonlyMap<string, string>;

/** An error that comes with texts. */
export interface NewError {
  /** Absolute. */
  readonly file: string;
  readonly message: string;
}

/** `configured`: by the configuration of the service, in what changes and in what imports it. `plain`: JavaScript that the service does not check itself, in what changes only. */
export type CheckKind = 'configured' | 'plain';

/** What a change of texts does to the type checker's errors. */
export interface TypeChecks {
  /**
   * The errors that come with texts.
   * @throws {OutOfTime} when all checks together take longer than they may
   */
  newErrors(texts: Texts): readonly NewError[];
  /** How files were checked so far. */
  readonly kinds: ReadonlySet<CheckKind>;
}

/** Checks that were ended. What they were asked for is not known. */
export class OutOfTime extends Error {}

export interface TypeChecksOptions {
  /** A folder whose node_modules has packages that the service lacks. */
  readonly packages?: string | undefined;
  /** For all checks together, in milliseconds. */
  readonly longest?: number;
}

/** A service of a thousand files takes a few minutes on two busy cores. */
const longestChecks = 20 * 60_000;

const ownFolder = fileURLToPath(new URL('../..', import.meta.url));

/**
 * Type-checks a service with its own compiler, where that has a JavaScript API, and by its own configuration; JavaScript that it does not check itself is checked without the strict options.
 * @param folder with its dependencies installed
 */
export function openTypeChecks(folder: string, { packages, longest = longestChecks }: TypeChecksOptions = {}): TypeChecks {
  const projects = new Map<string, CheckedProject>();
  const kinds = new Set<CheckKind>();
  const end = Date.now() + longest;
  const projectOf = (file: string): CheckedProject => {
    const ts = compilerOf(file);
    const config = configAround(ts, folder, file);
    const isLoose = /\.[cm]?jsx?$/.test(file) && config?.options.checkJs !== true;
    const key = isLoose ? 'loose' : (config?.path ?? 'none');
    const loose: CompilerConfig = { path: '', files: [], options: looseOptions(ts, folder, ownFolder) };
    const kind = isLoose ? 'plain' : 'configured';
    const project = projects.get(key) ?? new CheckedProject(ts, folder, isLoose || !config ? loose : config, { packages, kind, end });
    projects.set(key, project);
    kinds.add(kind);
    return project;
  };
  return {
    kinds,
    newErrors: (texts) => {
      const sources = [...texts.keys()].filter((file) => /\.[cm]?[jt]sx?$/.test(file));
      return [...new Set(sources.map(projectOf))].flatMap((project) => inTime(project.compiler, () => project.newErrors(texts, sources.filter((file) => projectOf(file) === project))));
    },
  };
}

function inTime<T>(ts: typeof bundled, check: () => T): T {
  try {
    return check();
  } catch (error) {
    throw error instanceof ts.OperationCanceledException ? new OutOfTime('the type checks of the service took too long', { cause: error }) : error;
  }
}

/** The compiler of the package that a file belongs to. TypeScript 7 has no JavaScript API; ours is used then. */
function compilerOf(file: string): typeof bundled {
  const own = createRequire(file);
  try {
    const found = own('typescript') as Partial<typeof bundled>;
    return typeof found.createLanguageService === 'function' ? (found as typeof bundled) : bundled;
  } catch {
    return bundled;
  }
}

interface CheckOptions {
  readonly packages: string | undefined;
  readonly kind: CheckKind;
  /** When to stop, in milliseconds since the epoch. */
  readonly end: number;
}

interface CheckedError {
  readonly message: string;
  /** Its number, and the line on which it stands. */
  readonly place: string;
}

/** The files of one configuration, checked with other texts as often as needed. */
class CheckedProject {
  private readonly service: bundled.LanguageService;
  private readonly before = new Map<string, readonly CheckedError[]>();
  private readonly importers = new Map<string, readonly string[]>();
  private readonly roots: Set<string>;
  private texts: Texts = new Map();
  /** Which texts a file has: its own, or those of a change. */
  private readonly versions = new Map<string, number>();
  private changes = 0;

  constructor(readonly compiler: typeof bundled, folder: string, { files, options }: CompilerConfig, private readonly how: CheckOptions) {
    this.roots = new Set(files);
    this.service = compiler.createLanguageService(this.hostOf(folder, options), compiler.createDocumentRegistry());
  }

  newErrors(texts: Texts, sources: readonly string[]): readonly NewError[] {
    const files = this.readBefore(sources);
    for (const file of sources) this.roots.add(file);
    this.turnTo(texts);
    const errors = files.flatMap((file) => added(this.before.get(file) ?? [], this.errorsOf(file)).map(({ message }) => ({ file, message })));
    for (const file of sources) if (!existsSync(file)) this.roots.delete(file);
    return errors;
  }

  /** Learns what is wrong with files as they are. @returns them, and those that import them where the service is type-checked */
  private readBefore(sources: readonly string[]): readonly string[] {
    if (sources.some((file) => !this.importers.has(file))) this.turnTo(new Map());
    for (const file of sources) if (existsSync(file)) this.roots.add(file);
    for (const file of sources) if (!this.importers.has(file)) this.importers.set(file, this.importersOf(file));
    const files = [...new Set(sources.flatMap((file) => [file, ...(this.importers.get(file) ?? [])]))];
    for (const file of files) if (!this.before.has(file)) this.before.set(file, existsSync(file) ? this.errorsOf(file) : []);
    return files;
  }

  private turnTo(texts: Texts): void {
    this.changes += 1;
    for (const file of [...this.texts.keys(), ...texts.keys()]) this.versions.set(file, this.changes);
    this.texts = texts;
  }

  private importersOf(file: string): readonly string[] {
    if (this.how.kind === 'plain' || !existsSync(file)) return [];
    return this.service.getFileReferences(file).map(({ fileName }) => fileName).filter((name) => !name.includes('/node_modules/'));
  }

  private errorsOf(file: string): readonly CheckedError[] {
    if (!this.service.getProgram()?.getSourceFile(file)) return [];
    const { compiler: ts } = this;
    const found = [...this.service.getSyntacticDiagnostics(file), ...this.service.getSemanticDiagnostics(file)];
    return found.filter(({ category }) => category === ts.DiagnosticCategory.Error).map(({ code, messageText, start, file: source }) => ({
      message: ts.flattenDiagnosticMessageText(messageText, ' '),
      place: `${String(code)} ${lineAt(source?.text ?? '', start ?? 0)}`,
    }));
  }

  private hostOf(folder: string, options: bundled.CompilerOptions): bundled.LanguageServiceHost {
    const { compiler: ts, how: { packages, end } } = this;
    const { sys } = ts;
    const readFile = (file: string, encoding?: string): string | undefined => this.texts.get(file) ?? sys.readFile(file, encoding);
    const fileExists = (file: string): boolean => this.texts.has(file) || sys.fileExists(file);
    const resolution: bundled.ModuleResolutionHost = {
      fileExists,
      readFile,
      directoryExists: (dir) => sys.directoryExists(dir),
      getDirectories: (dir) => sys.getDirectories(dir),
      realpath: (path) => sys.realpath?.(path) ?? path,
    };
    const known = ts.createModuleResolutionCache(folder, (name) => name, options);
    return {
      ...resolution,
      useCaseSensitiveFileNames: () => sys.useCaseSensitiveFileNames,
      getScriptFileNames: () => [...this.roots],
      getScriptVersion: (file) => String(this.texts.has(file) ? (this.versions.get(file) ?? 0) : 0),
      getScriptSnapshot: (file) => {
        const text = readFile(file);
        return text === undefined ? undefined : ts.ScriptSnapshot.fromString(text);
      },
      getCurrentDirectory: () => folder,
      getCompilationSettings: () => options,
      getCancellationToken: () => ({ isCancellationRequested: () => Date.now() > end }),
      getDefaultLibFileName: (of) => ts.getDefaultLibFilePath(of),
      resolveModuleNameLiterals: (literals, file, redirected, own, source) => literals.map((literal) => {
        const mode = ts.getModeForUsageLocation(source, literal, own);
        const resolve = (from: string): bundled.ResolvedModuleWithFailedLookupLocations => ts.resolveModuleName(literal.text, from, own, resolution, known, redirected, mode);
        const found = resolve(file);
        return found.resolvedModule || packages === undefined || literal.text.startsWith('.') ? found : resolve(join(packages, 'index.ts'));
      }),
    };
  }
}

/** The line on which an offset lies, without its indentation. */
function lineAt(text: string, at: number): string {
  return text.slice(text.lastIndexOf('\n', at - 1) + 1).split('\n', 1)[0]?.trim() ?? '';
}

/**
 * What is there more often than before: neither with the same words, nor of the same kind on a line that reads the same. What a long message says of a type depends on what was checked before it.
 */
function added(before: readonly CheckedError[], after: readonly CheckedError[]): readonly CheckedError[] {
  return without(without(after, before, ({ message }) => message), without(before, after, ({ message }) => message), ({ place }) => place);
}

/** The first ones, less one for each of the others that has the same key. */
function without(all: readonly CheckedError[], others: readonly CheckedError[], keyOf: (one: CheckedError) => string): readonly CheckedError[] {
  const left = others.map(keyOf);
  return all.filter((one) => {
    const at = left.indexOf(keyOf(one));
    if (at !== -1) left.splice(at, 1);
    return at === -1;
  });
}
