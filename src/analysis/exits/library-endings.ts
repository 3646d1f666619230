import type { FileFacts, Value } from '../../model/facts.js';
import { flatten, pathText, type Abstract, type CallRef } from '../abstract.js';
import type { Project } from '../project.js';

/** A call by which a library takes over what happens in a crash. */
export interface LibraryEnding {
  readonly at: CallRef;
  readonly library: string;
  readonly events: readonly string[];
  /** It ends the process; otherwise it was told not to. */
  readonly ends: boolean;
}

const both = ['uncaughtException', 'unhandledRejection'];

/** What libraries do once they are called, read in close-with-grace 2.5.0 (index.js) and async-exit-hook 2.0.1 (index.js): they end the process after a time at the latest. */
const ending: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  'close-with-grace': { '': both },
  'async-exit-hook': { uncaughtExceptionHandler: ['uncaughtException'], unhandledRejectionHandler: ['unhandledRejection'] },
};

const known = new WeakMap<Project, readonly LibraryEnding[]>();

/** Where libraries handle crashes, in the order of files and places. */
export function libraryEndings(project: Project): readonly LibraryEnding[] {
  let found = known.get(project);
  if (!found) known.set(project, (found = [...project.evaluator.sources.files].flatMap(([file, facts]) => inFile(project, file, facts))));
  return found;
}

function inFile(project: Project, file: string, facts: FileFacts): readonly LibraryEnding[] {
  if (!facts.imports.some((name) => name in ending || name === 'winston' || name.startsWith('@sentry/'))) return [];
  return facts.calls.flatMap(({ callee, args }, call) => flatten(project.evaluator.evaluate(file, callee)).flatMap((v): readonly LibraryEnding[] => {
    if (v.is !== 'library') return [];
    const path = pathText(v.path);
    const at = { file, call };
    const events = ending[v.package]?.[path];
    if (events) return [{ at, library: v.package, events, ends: true }];
    if (v.package === 'winston' && path === 'createLogger') return ofWinston(project, at, args[0]);
    return v.package.startsWith('@sentry/') && path.endsWith('onUncaughtExceptionIntegration') ? ofSentry(project, at, args[0]) : [];
  }));
}

/** With another listener beside it, Sentry leaves the end to that, unless it is told otherwise: @sentry/node 10, integrations/onuncaughtexception.js. */
function ofSentry(project: Project, at: CallRef, options: Value | undefined): readonly LibraryEnding[] {
  return options && isLiteral(property(project, at, options, 'exitEvenIfOtherHandlersAreRegistered'), true) ? [{ at, library: 'Sentry', events: ['uncaughtException'], ends: true }] : [];
}

/** Winston ends the process after three seconds at the latest when it handles exceptions, unless `exitOnError` is false: winston 3.19.0, lib/winston/exception-handler.js. */
function ofWinston(project: Project, at: CallRef, options: Value | undefined): readonly LibraryEnding[] {
  if (!options) return [];
  const handled = [['uncaughtException', 'exceptionHandlers', 'handleExceptions'], ['unhandledRejection', 'rejectionHandlers', 'handleRejections']] as const;
  const events = handled.filter(([, list, flag]) => property(project, at, options, list).some((v) => v.is === 'array') || handlesInTransport(project, at, options, flag)).map(([event]) => event);
  return events.length > 0 ? [{ at, library: 'winston', events, ends: !isLiteral(property(project, at, options, 'exitOnError'), false) }] : [];
}

function handlesInTransport(project: Project, { file }: CallRef, options: Value, flag: string): boolean {
  const { evaluator } = project;
  const lists = flatten(evaluator.evaluate(file, options)).flatMap((v) => flatten(evaluator.member(v, 'transports')));
  const transports = lists.flatMap((list) => (list.is === 'array' ? list.items.flatMap((item) => flatten(evaluator.evaluate(list.file, item, list.env))) : [list]));
  return transports.some((transport) => {
    const made = transport.is === 'library' ? transport.path.at(-1) : undefined;
    return made !== undefined && 'call' in made && isLiteral(flatten(evaluator.argument(made.call, 0, made.env)).flatMap((o) => evaluator.member(o, flag)), true);
  });
}

function property(project: Project, { file }: CallRef, options: Value, name: string): readonly Abstract[] {
  return flatten(project.evaluator.evaluate(file, options)).flatMap((v) => flatten(project.evaluator.member(v, name)));
}

function isLiteral(values: readonly Abstract[], value: boolean): boolean {
  return values.length > 0 && values.every((v) => v.is === 'literal' && v.value === value);
}
