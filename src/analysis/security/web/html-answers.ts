import type { CallFact, FileFacts, Range, Value } from '../../../model/facts.js';
import { flatten } from '../../abstract.js';
import { decoratorName } from '../../answers/answer-bearers.js';
import { stepsIn } from '../../every-step.js';
import type { Handler } from '../../handlers.js';
import { writtenName } from '../../names.js';
import type { Project } from '../../project.js';
import { chainRoot, isResponse, requestHandlers, responderOf } from './responders.js';

/** A text that a request is answered with. */
export interface TextAnswer {
  readonly file: string;
  readonly fn: number;
  readonly range: Range;
  /** As it is written, for messages: `res.send`. */
  readonly name: string;
  readonly value: Value;
  /** What browsers take it for. `guessed`: nobody says what it is, and it is a page where it begins as one. */
  readonly kind: 'html' | 'guessed' | 'unknown';
  /** It is sent on some of the function's paths only. */
  readonly conditional: boolean;
}

type Kind = TextAnswer['kind'] | 'other';

const ending = new Set(['end', 'write']);
const settingType = new Set(['type', 'contentType', 'setHeader', 'header', 'set', 'writeHead', 'setHeaders', 'headers', 'append']);

/** The texts that the handlers of requests in a file answer with, where a browser may take them for a page. */
export function textAnswersIn(project: Project, file: string): readonly TextAnswer[] {
  const facts = project.evaluator.facts(file);
  if (!facts) return [];
  const found = [...facts.calls.flatMap((fact) => ofCall(project, file, facts, fact)), ...assignedBodies(project, file, facts), ...returnedTexts(project, file, facts)];
  return found.filter(({ value, file: at }) => !isData(project, at, value));
}

/** Objects, lists and numbers are sent as JSON. */
function isData(project: Project, file: string, value: Value): boolean {
  if (value.is === 'object' || value.is === 'array') return true;
  const found = flatten(project.evaluator.evaluate(file, value));
  return found.length > 0 && found.every((v) => v.is === 'object' || v.is === 'array' || v.is === 'number' || v.is === 'absent' || v.is === 'function' || (v.is === 'literal' && typeof v.value !== 'string'));
}

function ofCall(project: Project, file: string, facts: FileFacts, fact: CallFact): readonly TextAnswer[] {
  const { callee, args: [value], fn } = fact;
  if (fact.construct && callee.is === 'global' && callee.name === 'Response' && value) return ofWebResponse(project, file, facts, fact, value);
  if (callee.is !== 'member' || !value || value.is === 'function') return [];
  const isHtml = callee.name === 'html';
  if (!isHtml && callee.name !== 'send' && callee.name !== 'response' && !ending.has(callee.name)) return [];
  const by = responderOf(project, file, callee.of);
  if (!by) return [];
  const base = { file, fn, range: fact.calleeRange, name: writtenName(facts, callee), value, conditional: fact.conditional === true };
  if (isHtml) return by.handler.entry.id === 'hono' && by.at === 0 ? [{ ...base, kind: 'html' }] : [];
  if (callee.name === 'response') return by.handler.entry.id === 'hapi' && by.at === 1 ? made(base, typeSaid(project, file, facts, by.name, fn) ?? 'html') : [];
  if (!isResponse(project, by)) return [];
  return made(base, typeSaid(project, file, facts, by.name, fn) ?? typeByDefault(by.handler, callee.name));
}

function made(base: Omit<TextAnswer, 'kind'>, kind: Kind): readonly TextAnswer[] {
  return kind === 'other' ? [] : [{ ...base, kind }];
}

/**
 * What a text is sent as where nobody says so: express@5.1.0 lib/response.js (`send`: `this.type('html')`), fastify@5 lib/reply.js (text/plain), restify
 * (application/json); Node says nothing.
 */
function typeByDefault({ entry }: Handler, method: string): Kind {
  if (ending.has(method)) return 'guessed';
  if (entry.id.startsWith('fastify') || entry.id === 'restify') return 'other';
  return entry.id === 'express' || entry.id === 'express-likes' || entry.id === 'nest' ? 'html' : 'guessed';
}

/** What the function that answers says of the type of its answer, by whatever it calls on the response. */
function typeSaid({ evaluator }: Project, file: string, facts: FileFacts, name: number, fn: number): Kind | undefined {
  const isOn = (value: Value): boolean => {
    const { root } = chainRoot(facts, value);
    return root.is === 'ref' && root.to === name;
  };
  const said = [
    ...facts.calls.flatMap(({ callee, args, fn: by }) => (by === fn && callee.is === 'member' && settingType.has(callee.name) && isOn(callee.of) ? typesIn(args, callee.name) : [])),
    ...facts.assigns.flatMap(({ target, value, fn: by }) => (by === fn && target.is === 'member' && (target.name === 'type' || target.name === 'contentType') && isOn(target.of) ? [value] : [])),
  ].map((value) => kindOfType(flatten(evaluator.evaluate(file, value)).map((v) => (v.is === 'literal' ? v.value : undefined))));
  return said.includes('html') ? 'html' : said[0];
}

/** The values that stand for a type in `type(x)`, `set('Content-Type', x)`, `writeHead(200, { 'Content-Type': x })`. */
function typesIn(args: readonly Value[], method: string): readonly Value[] {
  const [first, second] = args;
  if (first && (method === 'type' || method === 'contentType')) return [first];
  const objects = args.flatMap((a) => (a.is === 'object' ? a.props : []));
  const listed = objects.flatMap((p) => (p.key !== undefined && p.key.toLowerCase() === 'content-type' && p.value ? [p.value] : []));
  const isType = first?.is === 'literal' && typeof first.value === 'string' && first.value.toLowerCase() === 'content-type';
  return isType && second ? [second] : listed;
}

function kindOfType(values: readonly unknown[]): Kind {
  const kinds = values.map((v): Kind => (typeof v !== 'string' ? 'unknown' : /^(?:\.?html?|text\/html.*|application\/xhtml\+xml.*)$/i.test(v.trim()) ? 'html' : 'other'));
  return kinds.includes('html') ? 'html' : kinds.includes('unknown') || kinds.length === 0 ? 'unknown' : 'other';
}

/** `new Response(page, { headers: { 'content-type': 'text/html' } })` in what a handler runs. */
function ofWebResponse(project: Project, file: string, facts: FileFacts, { args: [, options], range, fn, conditional }: CallFact, value: Value): readonly TextAnswer[] {
  if (!options || project.reach({ file, fn }).reach !== 'request') return [];
  const headers = flatten(project.evaluator.evaluate(file, options)).flatMap((o) => flatten(project.evaluator.member(o, 'headers')));
  const types = headers.flatMap((h) => (h.is === 'object' ? h.props.flatMap((p) => (p.key?.toLowerCase() === 'content-type' && p.value ? flatten(project.evaluator.evaluate(h.file, p.value, h.env)) : [])) : []));
  const kind = types.length === 0 ? 'other' : kindOfType(types.map((v) => (v.is === 'literal' ? v.value : undefined)));
  return kind === 'html' ? [{ file, fn, range: [range[0], Math.min(range[1], range[0] + 12)], name: 'new Response', value, kind, conditional: conditional === true }] : [];
}

/** `ctx.body = page`: Koa sends a text as HTML where it begins with a tag (koa@3 lib/response.js). */
function assignedBodies(project: Project, file: string, facts: FileFacts): readonly TextAnswer[] {
  return facts.assigns.flatMap(({ target, value, fn, range, conditional }) => {
    if (target.is !== 'member' || target.name !== 'body') return [];
    const by = responderOf(project, file, target);
    if (by?.handler.entry.id !== 'koa' || by.at !== 0 || (by.path.length === 2 && by.path[0] !== 'response') || by.path.length > 2) return [];
    return made({ file, fn, range: [range[0], Math.min(range[1], range[0] + 40)], name: writtenName(facts, target), value, conditional: conditional === true }, typeSaid(project, file, facts, by.name, fn) ?? 'guessed');
  });
}

const nestRoute = /^@(?:Get|Post|Put|Patch|Delete|All)\b/;

/** What handlers of Nest and hapi return: a text goes out as HTML. */
function returnedTexts(project: Project, file: string, facts: FileFacts): readonly TextAnswer[] {
  return [...requestHandlers(project).values()].filter((h) => h.file === file && (h.entry.id === 'hapi' ? h.registered !== undefined : h.entry.id === 'nest' && nestRoute.test(h.name) && !rendersOrAnswers(facts, h.fn))).flatMap(({ fn }) => {
    const returns = stepsIn(facts.functions[fn]?.steps ?? []).flatMap((step) => (typeof step !== 'number' && step.is === 'return' && step.of ? [{ of: step.of, range: step.range }] : []));
    return returns.filter(({ of }) => of.is === 'text' || of.is === 'binary' || of.is === 'ref' || (of.is === 'literal' && typeof of.value === 'string')).map(({ of, range }): TextAnswer => ({ file, fn, range: [range[0], Math.min(range[1], range[0] + 60)], name: 'the result', value: of, kind: saidByDecorator(facts, fn) ?? 'guessed', conditional: returns.length > 1 }));
  });
}

function decoratorsOf(facts: FileFacts, fn: number): readonly Value[] {
  return facts.classes.flatMap((c) => c.members).find((m) => m.fn === fn)?.decorators ?? [];
}

/** A view is rendered, or the response is injected and answered by. */
function rendersOrAnswers(facts: FileFacts, fn: number): boolean {
  return decoratorsOf(facts, fn).some((d) => /^(?:Render|Redirect|Sse)$/.test(decoratorName(facts, d))) || (facts.functions[fn]?.params.some((p) => p.decorators?.some((d) => /^(?:Res|Response)$/.test(decoratorName(facts, d)))) ?? false);
}

/** `@Header('Content-Type', 'text/html')` */
function saidByDecorator(facts: FileFacts, fn: number): 'html' | undefined {
  return decoratorsOf(facts, fn).some((d) => {
    const [name, type] = d.is === 'call' && decoratorName(facts, d) === 'Header' ? (facts.calls[d.call]?.args ?? []) : [];
    return name?.is === 'literal' && String(name.value).toLowerCase() === 'content-type' && type?.is === 'literal' && /^text\/html/i.test(String(type.value));
  }) ? 'html' : undefined;
}
