import { posix } from 'node:path';
import { logCallsIn, type LogCall } from '../analysis/observability/log-call.js';
import type { Project } from '../analysis/project.js';
import type { Fix } from '../model/evidence.js';
import { callNode } from './add-property.js';
import { declareBehindImports } from './behind-imports.js';
import { draftOf, type Draft } from './draft.js';
import { inStyle, styleOf } from './file-style.js';
import { usesRequire } from './imports.js';
import { entryArguments, type Convention } from './log-entry.js';
import { loggerIn } from './logger.js';
import { brought, chosen } from './packages.js';

const levels: ReadonlyMap<string, string> = new Map([['log', 'info'], ['info', 'info'], ['warn', 'warn'], ['error', 'error'], ['debug', 'debug'], ['trace', 'trace']]);

/** The modules of a logger, `DailyLog.js` and `log.ts`, write to the console because nothing else is left to them. */
const ofLogger = /(?:(?:^|[/._-])logs?|(?:^|[/._-])logg(?:er|ing)s?|Logs?|Logg(?:er|ing)s?)(?![a-z])[^/]*$/;

/** Writes what the console gets through the project's logger, or one of pino where it has none: values as fields, errors with their stack. Empty where an entry is not plain. */
export function logThrough(project: Project, file: string, calls: readonly LogCall[]): readonly Fix[] {
  const draft = ofLogger.test(file) ? undefined : draftOf(project, file);
  if (!draft) return [];
  const own = loggerOf(project, draft, calls);
  if (!own) return [];
  for (const { ref } of calls) {
    const call = callNode(project, draft, ref);
    const method = call && draft.source.ts.isPropertyAccessExpression(call.expression) ? levels.get(call.expression.name.text) : undefined;
    if (!call || method === undefined) return [];
    const entry = entryArguments(draft, call, own.convention);
    if (!entry) return [];
    const level = entry.isOfError && method === 'info' ? 'error' : method;
    const name = own.nameFor(project.evaluator.call(ref)?.fn ?? -1);
    if (name === 'console') return [];
    const { tree } = draft.source;
    draft.replace([call.expression.getStart(tree), call.expression.end], `${name}.${own.convention === 'nest' && level === 'info' ? 'log' : level}`);
    const [first, last] = [call.arguments?.[0], call.arguments?.at(-1)];
    if (entry.text !== undefined && first && last) draft.replace([first.getStart(tree), last.end], entry.text);
  }
  return draft.fix(own.title, { installs: own.installs });
}

interface Own {
  readonly nameFor: (fn: number) => string;
  readonly convention: Convention;
  readonly title: string;
  readonly installs: readonly string[];
}

function loggerOf(project: Project, draft: Draft, calls: readonly LogCall[]): Own | undefined {
  const [first] = calls;
  const fn = first ? (project.evaluator.call(first.ref)?.fn ?? -1) : -1;
  const name = loggerIn(project, draft, fn);
  if (name !== 'console') return { nameFor: (at) => loggerIn(project, draft, at), convention: conventionOf(project), title: `Log through ${name}`, installs: [] };
  if (project.versionOf(draft.file, '@nestjs/common') !== undefined) {
    const nest = draft.import({ from: '@nestjs/common', name: 'Logger' });
    return { nameFor: () => nest, convention: 'nest', title: 'Log through the Logger of Nest', installs: [] };
  }
  // Another library is there, and which of its loggers this file should have is not seen.
  if (['winston', 'bunyan', 'log4js', 'consola', 'loglevel'].some((other) => project.versionOf(draft.file, other) !== undefined)) return undefined;
  return madeHere(project, draft);
}

/** A logger of pino: in the file where that is all there is, else in a module that others can import. */
function madeHere(project: Project, draft: Draft): Own | undefined {
  const { file, source } = draft;
  const isAlone = [...project.evaluator.sources.files.keys()].filter((other) => !project.isScript(other)).length < 2;
  if (isAlone) {
    const pino = brought(project, draft, 'logger');
    if (!pino || !declareBehindImports(draft, `const logger = ${pino.local}();`)) return undefined;
    return { nameFor: () => 'logger', convention: 'pino', title: 'Log through pino', installs: pino.installs };
  }
  const ending = /\.[cm]?[jt]s$/.exec(file)?.[0];
  const base = /^(?:.*\/)?(?:src|server|app|lib)(?=\/)/.exec(file)?.[0] ?? posix.dirname(file);
  if (ending === undefined) return undefined;
  const module = posix.join(base, `logger${ending}`);
  if (project.evaluator.facts(module) !== undefined) return undefined;
  const text = usesRequire(file, source) ? "const { pino } = require('pino');\n\nmodule.exports.logger = pino();\n" : "import { pino } from 'pino';\n\nexport const logger = pino();\n";
  draft.edits.push({ file: module, start: 0, end: 0, text: inStyle(text, styleOf(source), '') });
  const local = draft.import({ from: specifierOf(draft, module), name: 'logger' });
  return { nameFor: () => local, convention: 'pino', title: 'Log through pino, in a module of its own', installs: chosen(project, file, 'logger').installs };
}

/** A relative path, with the ending that the file's other imports have. */
function specifierOf({ file, source: { text } }: Draft, module: string): string {
  const path = posix.relative(posix.dirname(file), module);
  const relative = path.startsWith('.') ? path : `./${path}`;
  const others = [...text.matchAll(/(?:from|require\()\s*['"](\.[^'"]*)['"]/g)].map(([, specifier = '']) => /\.[cm]?[jt]s$/.exec(specifier)?.[0]);
  const isTypeScript = /\.[cm]?ts$/.test(file);
  const known = others.find((ending) => ending !== undefined);
  if (known !== undefined || (!isTypeScript && others.length === 0)) return isTypeScript ? relative.replace(/\.([cm]?)ts$/, known?.endsWith('ts') === true ? '.$1ts' : '.$1js') : relative;
  return relative.replace(/\.[cm]?[jt]s$/, '');
}

const known = new WeakMap<Project, Convention>();

/** How the project's loggers are called: as the library is that most files log by. */
export function conventionOf(project: Project): Convention {
  const found = known.get(project) ?? readConvention(project);
  known.set(project, found);
  return found;
}

function readConvention(project: Project): Convention {
  const counts = new Map<string, number>();
  for (const file of project.evaluator.sources.files.keys()) {
    for (const log of project.isScript(file) ? [] : logCallsIn(project, file)) if (log.by === 'library') counts.set(log.package, (counts.get(log.package) ?? 0) + 1);
  }
  const [most] = [...counts].sort(([, a], [, b]) => b - a);
  return conventionOfPackage(most?.[0] ?? '');
}

/** How loggers of a package take what they write. */
export function conventionOfPackage(name: string): Convention {
  if (/^(?:pino|pino-http|bunyan|fastify|nestjs-pino)$/.test(name)) return 'pino';
  if (name === '@nestjs/common') return 'nest';
  return name === 'winston' ? 'winston' : 'plain';
}
