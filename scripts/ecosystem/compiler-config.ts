import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type ts from 'typescript';

/** A configuration of the compiler, with the files that it is for. */
export interface CompilerConfig {
  readonly path: string;
  readonly files: readonly string[];
  readonly options: ts.CompilerOptions;
}

/** Nothing is written, and declarations of packages are taken as they are. */
const onlyChecking = { noEmit: true, skipLibCheck: true, composite: false, incremental: false, declaration: false, emitDeclarationOnly: false } as const;

const read = new Map<string, CompilerConfig>();

/**
 * The configuration whose files a file is one of: that of its folder or of one around it, up to the service's own; where none is, the nearest `tsconfig.json`. Absent where there is none.
 * @param folder of the service, absolute
 */
export function configAround(compiler: typeof ts, folder: string, file: string): CompilerConfig | undefined {
  let nearest: CompilerConfig | undefined;
  for (let dir = dirname(file); dir.startsWith(folder); dir = dirname(dir)) {
    for (const name of configNames(dir)) {
      const config = readConfig(compiler, join(dir, name));
      nearest ??= config;
      if (config.files.includes(file)) return config;
    }
  }
  return nearest;
}

/** The usual one comes first. */
function configNames(dir: string): readonly string[] {
  try {
    return readdirSync(dir).filter((name) => /^tsconfig(?:\.[\w-]+)?\.json$/.test(name)).sort((a, b) => a.length - b.length || (a < b ? -1 : 1));
  } catch {
    return [];
  }
}

function readConfig(compiler: typeof ts, path: string): CompilerConfig {
  const known = read.get(path);
  if (known) return known;
  const json = compiler.readConfigFile(path, compiler.sys.readFile.bind(compiler.sys)).config as unknown;
  const { fileNames, options } = compiler.parseJsonConfigFileContent(json, compiler.sys, dirname(path), undefined, path);
  const config = { path, files: fileNames, options: { ...options, ...onlyChecking } };
  read.set(path, config);
  return config;
}

/** For JavaScript: what is not there is an error, what is not said is `any`. */
export function looseOptions(compiler: typeof ts, folder: string, own: string): ts.CompilerOptions {
  const typeRoots = [folder, own].map((dir) => join(dir, 'node_modules/@types'));
  return { ...onlyChecking, allowJs: true, checkJs: true, strict: false, target: compiler.ScriptTarget.ES2022, module: compiler.ModuleKind.NodeNext, moduleResolution: compiler.ModuleResolutionKind.NodeNext, resolveJsonModule: true, esModuleInterop: true, typeRoots, types: ['node'] };
}
