import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import bundled from 'typescript';
import { configAround, looseOptions, type CompilerConfig } from './compiler-config.js';

/** Texts by absolute path that stand in the place of those on the disk. */
export type Texts = ReadonlyMap<string, string>;

/** What a change of texts does to the type checker's errors. */
export interface TypeChecks {
  /** The errors that come with texts, in their files and in those that import them; each with its file. */
  newErrors(texts: Texts): readonly string[];
}

const ownFolder = fileURLToPath(new URL('../..', import.meta.url));

/**
 * Type-checks a service with its own compiler, where that has a JavaScript API, and by its own configuration; JavaScript that it does not check itself is checked without the strict options.
 * @param folder with its dependencies installed
 * @param packages a folder whose node_modules has packages that the service lacks
 */
export function openTypeChecks(folder: string, packages: string | undefined): TypeChecks {
  const projects = new Map<string, CheckedProject>();
  const projectOf = (file: string): CheckedProject => {
    const ts = compilerOf(folder);
    const config = configAround(ts, folder, file);
    const isLoose = /\.[cm]?jsx?$/.test(file) && config?.options.checkJs !== true;
    const key = isLoose ? 'loose' : (config?.path ?? 'none');
    const loose: CompilerConfig = { path: '', files: [], options: looseOptions(ts, folder, ownFolder) };
    const project = projects.get(key) ?? new CheckedProject(ts, folder, isLoose || !config ? loose : config, packages);
    projects.set(key, project);
    return project;
  };
  return {
    newErrors: (texts) => {
      const sources = [...texts.keys()].filter((file) => /\.[cm]?[jt]sx?$/.test(file));
      return [...new Set(sources.map(projectOf))].flatMap((project) => project.newErrors(texts, sources.filter((file) => projectOf(file) === project)));
    },
  };
}

/** The service's own compiler. TypeScript 7 has no JavaScript API; ours is used then. */
function compilerOf(folder: string): typeof bundled {
  const own = createRequire(join(folder, 'package.json'));
  try {
    const found = own('typescript') as Partial<typeof bundled>;
    return typeof found.createLanguageService === 'function' ? (found as typeof bundled) : bundled;
  } catch {
    return bundled;
  }
}

/** The files of one configuration, checked with other texts as often as needed. */
class CheckedProject {
  private readonly service: bundled.LanguageService;
  private readonly before = new Map<string, readonly string[]>();
  private readonly importers = new Map<string, readonly string[]>();
  private readonly roots: Set<string>;
  private texts: Texts = new Map();
  /** Which texts a file has: its own, or those of a change. */
  private readonly versions = new Map<string, number>();
  private changes = 0;

  constructor(private readonly ts: typeof bundled, folder: string, { files, options }: CompilerConfig, packages: string | undefined) {
    this.roots = new Set(files);
    this.service = ts.createLanguageService(this.hostOf(folder, options, packages), ts.createDocumentRegistry());
  }

  newErrors(texts: Texts, sources: readonly string[]): readonly string[] {
    const files = this.readBefore(sources);
    for (const file of sources) this.roots.add(file);
    this.turnTo(texts);
    const errors = files.flatMap((file) => added(this.before.get(file) ?? [], this.errorsOf(file)).map((message) => `${file}: ${message}`));
    for (const file of sources) if (!existsSync(file)) this.roots.delete(file);
    return errors;
  }

  /** Learns what is wrong with files as they are. @returns them, and those that import them */
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
    if (!existsSync(file)) return [];
    return this.service.getFileReferences(file).map(({ fileName }) => fileName).filter((name) => !name.includes('/node_modules/'));
  }

  private errorsOf(file: string): readonly string[] {
    if (!this.service.getProgram()?.getSourceFile(file)) return [];
    const found = [...this.service.getSyntacticDiagnostics(file), ...this.service.getSemanticDiagnostics(file)];
    return found.filter(({ category }) => category === this.ts.DiagnosticCategory.Error).map(({ messageText }) => this.ts.flattenDiagnosticMessageText(messageText, ' '));
  }

  private hostOf(folder: string, options: bundled.CompilerOptions, packages: string | undefined): bundled.LanguageServiceHost {
    const { ts } = this;
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

/** What is there more often than before. */
function added(before: readonly string[], after: readonly string[]): readonly string[] {
  const left = [...before];
  return after.filter((one) => {
    const at = left.indexOf(one);
    if (at !== -1) left.splice(at, 1);
    return at === -1;
  });
}
