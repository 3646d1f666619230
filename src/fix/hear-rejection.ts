import type { LeftAlone } from '../analysis/promises/left-alone.js';
import type { Handler } from '../analysis/handlers.js';
import { writtenName } from '../analysis/names.js';
import type { Project } from '../analysis/project.js';
import type { Fix } from '../model/evidence.js';
import type { CallFact, FileFacts, Value } from '../model/facts.js';
import { draftOf } from './draft.js';
import { functionAt } from './function-at.js';
import { loggingCallback } from './logger.js';
import { rejectAround } from './outlet.js';
import { nextIn } from './pass-rejection-on.js';

/** Work that is soon done, and that what follows may count on. Other work may be meant to go on in the background. */
const isQuick = /^(?:save|update|remove|delete|destroy|insert|create|set|write|store|add|put|close|commit|clear|flush|unlink|mkdir|append|upsert|expire|increment|rm|del)/i;

/** Awaits a promise that is left alone, where its function may wait and the work is short; else hands its rejection to `next` in a handler that has it, and logs it where nobody waits for an answer. */
export function hearRejection(project: Project, file: string, { call, fn, how }: LeftAlone): readonly Fix[] {
  const facts = project.evaluator.facts(file);
  const fact = call === undefined ? undefined : facts?.calls[call];
  if (!facts || !fact || how === 'unused' || isThrownOnPurpose(project, file, fact)) return [];
  const mayWait = how !== 'void' && facts.functions[fn]?.async === true && (how !== 'dropped' || !fact.conditional || isStatement(project, file, fact));
  const awaited: readonly Fix[] = mayWait ? [{ title: 'Await it', safety: 'suggestion', edits: [{ file, start: fact.range[0], end: fact.range[0], text: 'await ' }] }] : [];
  if (how === 'condition' || how === 'spread') return awaited;
  const handler = awaited.length === 0 ? handlerAround(project, file, facts, fn) : undefined;
  if (handler && answers(project, handler, fact)) return handler.fn === fn ? handedOn(project, handler, fact) : [];
  const log = logged(project, file, fact);
  return how === 'dropped' && !isQuick.test(lastName(facts, fact)) ? [...log, ...awaited] : [...awaited, ...log];
}

/** `ready && work()` waits for nothing where it is not ready. */
function isStatement(project: Project, file: string, { range }: CallFact): boolean {
  const draft = draftOf(project, file);
  return draft !== undefined && draft.source.ts.isExpressionStatement(draft.nodeAt(range).parent);
}

/** Where the call gets the response, or a function that answers by it, it answers; other work is nothing of the client's. */
function answers({ evaluator }: Project, { file, fn, model }: Handler, { args }: CallFact): boolean {
  const isResponse = (value: Value): boolean => evaluator.evaluate(file, value).some((v) => v.is === 'param' && v.fn === fn && `$${String(v.at)}` === model.answers?.response);
  const calls = evaluator.facts(file)?.calls ?? [];
  return args.some((a) => isResponse(a) || (a.is === 'function' && calls.some((call) => call.fn === a.fn && call.callee.is === 'member' && isResponse(call.callee.of))));
}

function lastName(facts: FileFacts, { callee }: CallFact): string {
  return callee.is === 'member' ? callee.name : writtenName(facts, callee);
}

function handedOn(project: Project, handler: Handler, { range }: CallFact): readonly Fix[] {
  const draft = draftOf(project, handler.file);
  const fn = draft && functionAt(project, draft, handler.fn);
  const next = fn && handler.model.answers?.next !== undefined ? nextIn(draft, handler, fn, false) : undefined;
  if (!draft || next === undefined) return [];
  draft.insert(range[1], `.catch(${next})`);
  return draft.fix(`Hand its rejection to ${next}`);
}

/** `Promise.resolve().then(() => { throw error; })`: nobody is to catch what is thrown there. */
function isThrownOnPurpose(project: Project, file: string, { range }: CallFact): boolean {
  const draft = draftOf(project, file);
  const call = draft?.nodeAt(range);
  if (!draft || !call || !draft.source.ts.isCallExpression(call)) return false;
  const { ts } = draft.source;
  return call.arguments.some((a) => (ts.isArrowFunction(a) || ts.isFunctionExpression(a)) && ts.isBlock(a.body) && a.body.statements.length > 0 && a.body.statements.every((s) => ts.isThrowStatement(s)));
}

function logged(project: Project, file: string, fact: CallFact): readonly Fix[] {
  const draft = draftOf(project, file);
  if (!draft) return [];
  const reject = rejectAround(draft, draft.nodeAt(fact.range));
  if (reject) {
    draft.insert(fact.range[1], `.catch(${reject.name})`);
    return draft.fix(`Hand its rejection to ${reject.name}`);
  }
  draft.insert(fact.range[1], `.catch(${loggingCallback(project, draft, fact.fn)})`);
  return draft.fix('Log its rejection');
}

/** The handler around whose client waits for an answer that it has to give. */
function handlerAround(project: Project, file: string, facts: FileFacts, fn: number): Handler | undefined {
  if (fn === -1) return undefined;
  return project.handlers.find((h) => h.file === file && h.fn === fn && h.reach === 'request' && h.model.answers !== undefined) ?? handlerAround(project, file, facts, facts.functions[fn]?.parent ?? -1);
}
