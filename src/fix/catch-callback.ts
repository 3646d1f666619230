import type { CallbackSite } from '../analysis/callbacks/callback-sites.js';
import type { Role } from '../analysis/callbacks/fate.js';
import { flatten, type FunctionRef } from '../analysis/abstract.js';
import type { Project } from '../analysis/project.js';
import type { Fix } from '../model/evidence.js';
import type { ts as Ts } from '../ts.js';
import { awaitEach } from './await-each.js';
import { catchInBody, type Caught } from './catch-in-body.js';
import { draftOf, type Draft } from './draft.js';
import { functionAt, parameterName, type WrittenFunction } from './function-at.js';
import { logError } from './logger.js';
import { callbackIn, isExecutor, outletAround, ownOutlet, rejectOf } from './outlet.js';
import { errorParameter } from './typed-file.js';

/**
 * Catches what a callback fails with whose promise nobody looks at: in its body, where it is written in place or only handed over; else in an arrow function around it.
 * What is caught goes to who waits, the promise or the callback around it; to the log where nobody does.
 */
export function catchCallback(project: Project, site: CallbackSite): readonly Fix[] {
  const { fate, fn } = site;
  if (fate.is !== 'dropped') return [];
  // What starts itself again would stop for good, and nobody would see it.
  if (fn && startsItself(project, fn)) return [];
  const together = fate.role === 'loop' ? awaitEach(project, site) : [];
  if (together.length > 0) return together;
  const role = hearsSignals(project, site) ? 'end' : fate.role;
  const inBody = fn && isOnlyHandedOver(project, site, fn) ? catchInFunction(project, fn, role) : [];
  return inBody.length > 0 ? inBody : catchAround(project, site, role);
}

/** `for (const signal of signals) process.on(signal, stop)`: events of the process that are not named one by one are signals. */
function hearsSignals({ evaluator }: Project, { call }: CallbackSite): boolean {
  const fact = call && evaluator.call(call);
  const event = fact?.args[0];
  return fact?.callee.is === 'member' && fact.callee.of.is === 'global' && fact.callee.of.name === 'process' && event !== undefined && event.is !== 'text' && event.is !== 'literal';
}

/** Catches all that a function fails with that runs as a callback. */
export function catchInFunction(project: Project, fn: FunctionRef, role: Role): readonly Fix[] {
  const draft = draftOf(project, fn.file);
  const written = draft && functionAt(project, draft, fn.fn);
  if (!draft || !written) return [];
  if (isExecutor(draft, written) && withoutAsync(draft, written)) return draft.fix('Make the executor an ordinary function: what it throws rejects the promise');
  const end = endOf(project, draft, written, fn.fn, role);
  return end && catchInBody(draft, written, end.caught) ? draft.fix(end.title) : [];
}

function startsItself({ evaluator }: Project, fn: FunctionRef): boolean {
  const facts = evaluator.facts(fn.file);
  return facts?.calls.some((call) => call.fn === fn.fn && call.args.some((a) => (a.is === 'ref' || a.is === 'member') && flatten(evaluator.evaluate(fn.file, a)).some((v) => v.is === 'function' && v.file === fn.file && v.fn === fn.fn))) === true;
}

/** Takes the word `async` from a function that awaits nothing. */
function withoutAsync(draft: Draft, written: WrittenFunction): boolean {
  const { ts, tree } = draft.source;
  const waits = (node: Ts.Node): boolean =>
    ts.isAwaitExpression(node) || (ts.isForOfStatement(node) && node.awaitModifier !== undefined) || (!ts.isFunctionLike(node) && ts.forEachChild(node, (child) => waits(child) || undefined) === true);
  const word = ts.canHaveModifiers(written) ? ts.getModifiers(written)?.find((m) => m.kind === ts.SyntaxKind.AsyncKeyword) : undefined;
  if (waits(written.body) || !word) return false;
  draft.replace([word.getStart(tree), word.end + (/^\s*/.exec(tree.text.slice(word.end))?.[0].length ?? 0)], '');
  return true;
}

/** Who calls it besides may want to hear what it fails with. */
function isOnlyHandedOver(project: Project, { file, given }: CallbackSite, fn: FunctionRef): boolean {
  const range = project.evaluator.facts(fn.file)?.functions[fn.fn]?.range;
  const inPlace = file === fn.file && given !== undefined && range?.[0] === given[0] && range[1] === given[1];
  return inPlace || project.graph.callersOf(fn).length === 0;
}

interface End {
  readonly title: string;
  readonly caught: Caught;
}

function endOf(project: Project, draft: Draft, written: WrittenFunction, fn: number, role: Role): End | undefined {
  if (role === 'executor' || isExecutor(draft, written)) {
    const outlet = rejectOf(draft, written);
    return outlet && { title: `Catch what fails, and ${outlet.name} the promise`, caught: outlet.caught };
  }
  if (role === 'method') {
    const last = written.parameters.at(-1);
    const callback = last && callbackIn(draft, last);
    return callback && { title: `Catch what fails, and hand it to ${callback.name}`, caught: callback.caught };
  }
  const outlet = ownOutlet(draft, written) ?? outletAround(draft, written);
  if (outlet) return { title: `Catch what fails, and hand it to ${outlet.name}`, caught: outlet.caught };
  return logged(project, draft, fn, role);
}

/** A start that failed and an end that is stuck are no use: the process ends, as it did, and says why. */
function logged(project: Project, draft: Draft, fn: number, role: Role): End {
  const ends = role === 'start' || role === 'end';
  const log = logError(project, draft, fn);
  const statements = ends ? `${log}\nprocess.exit(1);` : log;
  const parameter = errorParameter(draft.file);
  const callback = ends ? `${parameter} => {\n${statements.replace(/^/gm, '  ')}\n}` : `${parameter} => { ${statements} }`;
  return { title: ends ? 'Catch what fails, log it, and end the process' : 'Catch what fails, and log it', caught: { statements, callback } };
}

/** `on('x', this.work)` becomes `on('x', (id) => { this.work(id).catch(…); })`. Not where something takes the listener away again, which has to name it. */
function catchAround(project: Project, { file, within, given, fn }: CallbackSite, role: Role): readonly Fix[] {
  const draft = draftOf(project, file);
  const parameters = fn && draft && parametersOf(project, fn);
  if (!given || !parameters) return [];
  const node = draft.nodeAt(given);
  const name = calleeText(draft, node);
  if (name === undefined || isNamedAgain(draft, node, name)) return [];
  const { caught, title } = logged(project, draft, within, role);
  draft.replace(given, `(${parameters}) => {\n  ${name}(${parameters}).catch(${caught.callback.replaceAll('\n', '\n  ')});\n}`);
  return draft.fix(title);
}

/** The names of the parameters of an async function, where it takes none apart. */
function parametersOf(project: Project, fn: FunctionRef): string | undefined {
  const draft = draftOf(project, fn.file);
  const written = draft && functionAt(project, draft, fn.fn);
  if (!written || project.evaluator.facts(fn.file)?.functions[fn.fn]?.async !== true) return undefined;
  const names = written.parameters.map((_, at) => parameterName(draft, written, at));
  return names.every((name) => name !== undefined) ? names.join(', ') : undefined;
}

/** `work`, `this.work`, and `this.work` of `this.work.bind(this)`. */
function calleeText({ source: { ts, tree } }: Draft, node: Ts.Node): string | undefined {
  if (ts.isIdentifier(node) || ts.isPropertyAccessExpression(node)) return node.getText(tree);
  if (!ts.isCallExpression(node) || node.arguments.length !== 1 || !ts.isPropertyAccessExpression(node.expression) || node.expression.name.text !== 'bind') return undefined;
  const { expression: method } = node.expression;
  const [self] = node.arguments;
  return ts.isPropertyAccessExpression(method) && method.expression.getText(tree) === self?.getText(tree) ? method.getText(tree) : undefined;
}

function isNamedAgain({ source: { ts, tree } }: Draft, node: Ts.Node, name: string): boolean {
  let again = false;
  const visit = (other: Ts.Node): void => {
    if (other !== node && (ts.isIdentifier(other) || ts.isPropertyAccessExpression(other)) && other.getText(tree) === name && ts.isCallExpression(other.parent) && other.parent.expression !== other) {
      again ||= /^(?:off|remove\w*|clear\w*|delete)$/.test(lastName(other.parent.expression.getText(tree)));
    }
    ts.forEachChild(other, visit);
  };
  visit(tree);
  return again;
}

function lastName(text: string): string {
  return /[\w$]*$/.exec(text)?.[0] ?? '';
}
