import { fileURLToPath } from 'node:url';
import { dirname } from 'node:path';
import ts from 'typescript';

const typeRoots = fileURLToPath(new URL('../../node_modules/@types', import.meta.url));

/** What is not there to be imported in a test, and what that makes of its types. */
const unresolved = new Set([2307, 7016, 2792]);

/** Errors of the type checker that come with a change, by file and message. Packages that are not installed are `any`. */
export function newDiagnostics(before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): readonly string[] {
  const known = new Set(diagnostics(before));
  return diagnostics(after).filter((one) => !known.has(one));
}

function diagnostics(texts: ReadonlyMap<string, string>): readonly string[] {
  const options: ts.CompilerOptions = { target: ts.ScriptTarget.ES2023, lib: ['lib.es2023.d.ts', 'lib.dom.d.ts'], module: ts.ModuleKind.ESNext, moduleResolution: ts.ModuleResolutionKind.Bundler, moduleDetection: ts.ModuleDetectionKind.Force, strict: true, noEmit: true, experimentalDecorators: true, skipLibCheck: true, allowImportingTsExtensions: true, jsx: ts.JsxEmit.Preserve, typeRoots: [typeRoots], types: ['node'] };
  const host = ts.createCompilerHost(options);
  const files = new Map([...texts].map(([file, text]) => [`/fixtures/${file}`, text]));
  const program = ts.createProgram([...files.keys()], options, {
    ...host,
    getCurrentDirectory: () => dirname(typeRoots),
    fileExists: (file) => files.has(file) || host.fileExists(file),
    readFile: (file) => files.get(file) ?? host.readFile(file),
    getSourceFile: (file, version, ...rest) => {
      const text = files.get(file);
      return text === undefined ? host.getSourceFile(file, version, ...rest) : ts.createSourceFile(file, text, version);
    },
  });
  return [...files.keys()].flatMap((file) => {
    const source = program.getSourceFile(file);
    return program.getSemanticDiagnostics(source).flatMap(({ code, messageText }) => (unresolved.has(code) ? [] : [`${file}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`]));
  });
}
