import { essentialPhases } from '../analysis/deadline/bound.js';
import type { Ineffective } from '../analysis/deadline/ineffective.js';
import { knobsOfCall } from '../analysis/deadline/inner-versions.js';
import type { DeadlineJudgement } from '../analysis/deadline/judge.js';
import type { Project } from '../analysis/project.js';
import type { Fix } from '../model/evidence.js';
import type { Span } from '../model/span.js';
import type { ts as Ts } from '../ts.js';
import { callNode } from './add-property.js';
import { draftOf, type Draft } from './draft.js';
import { optionText } from './set-option.js';

/**
 * Makes an option work that was meant to bound a call: a misspelt one gets its right name, options that stand in the place of the body go behind it, and a time that is not read becomes a signal of that
 * time. Empty where its value is not one that would mean the same.
 */
export function mendOption(project: Project, judgement: DeadlineJudgement, found: Ineffective): readonly Fix[] {
  if (found.kind === 'misplaced') return moveBehindBody(project, judgement);
  if (found.kind === 'misspelt') return found.instead === undefined || !bounds(project, judgement, found.instead) ? [] : renameOption(project, found.span, found.option, found.instead);
  return found.kind === 'ignored' ? signalInstead(project, judgement, found) : [];
}

/** Whether a call that nothing bounds ends by an option. */
function bounds(project: Project, { outbound, verdict }: DeadlineJudgement, option: string): boolean {
  const essential = essentialPhases(outbound.model);
  return verdict.is !== 'none' || knobsOfCall(project, outbound).some(([, { at, covers }]) => essential.every((phase) => covers.includes(phase)) && at.some((place) => place.endsWith(`.${option}`)));
}

/** Gives an option its right name, where the wrong one says the same: in another spelling, or shorter or longer. */
export function renameOption(project: Project, span: Span, option: string, meant: string): readonly Fix[] {
  const draft = draftOf(project, span.file);
  const property = draft && propertyAt(draft, span);
  if (!property || !/^[\w$]+$/.test(meant) || !saysTheSame(option, meant) || unitOf(option) !== unitOf(meant) || isThere(draft, property.parent, meant)) return [];
  const { ts, tree } = draft.source;
  if (ts.isShorthandPropertyAssignment(property)) draft.replace([property.getStart(tree), property.end], `${meant}: ${property.name.text}`);
  else draft.replace([property.name.getStart(tree), property.name.end], meant);
  return draft.fix(`Write ${meant}`);
}

/** `queryTimeout` and `query_timeout`, `connectionTimeout` and `connect_timeout`, `timeout` and `socketTimeout`; not `acquireTimeout` and `connectTimeout`. */
function saysTheSame(option: string, meant: string): boolean {
  const [one, other] = [option, meant].map((name) => name.toLowerCase().replace(/[^a-z]|time_?out|ms$|millis$|sec(?:ond)?s?$/g, ''));
  return one !== undefined && other !== undefined && (one.startsWith(other) || other.startsWith(one));
}

/** `timeoutMs` and `timeout` are both milliseconds, or of a unit of their library. */
function unitOf(name: string): 's' | 'other' {
  return /(?:s|S)ec(?:s|onds)?$|_s$/.test(name) ? 's' : 'other';
}

function moveBehindBody(project: Project, { outbound: { ref, model } }: DeadlineJudgement): readonly Fix[] {
  const draft = draftOf(project, ref.file);
  const call = draft && callNode(project, draft, ref);
  const options = model.body === undefined ? undefined : call?.arguments?.[model.body];
  if (!draft || !options || !draft.source.ts.isObjectLiteralExpression(options)) return [];
  draft.insert(options.getStart(draft.source.tree), 'undefined, ');
  return draft.fix('Put the options behind the body, which is empty');
}

/** `fetch(url, { timeout: 5_000 })` */
function signalInstead(project: Project, { outbound, via }: DeadlineJudgement, { span, option }: Ineffective): readonly Fix[] {
  const draft = draftOf(project, span.file);
  const property = draft && propertyAt(draft, span);
  const name = /^([A-Za-z]*[sS]ignal): AbortSignal\.timeout\(/.exec(optionText(project, outbound, 'call') ?? '')?.[1];
  if (!property || name === undefined || via.length > 0 || !/^timeout(?:Ms)?$/i.test(option) || isThere(draft, property.parent, name)) return [];
  const { ts, tree } = draft.source;
  const value = ts.isShorthandPropertyAssignment(property) ? property.name : property.initializer;
  if (!ts.isNumericLiteral(value) && !ts.isIdentifier(value) && !ts.isPropertyAccessExpression(value)) return [];
  // Options of a client are made once: a signal of theirs would be one clock for all calls.
  if (outbound.ref.file !== span.file || !isIn(project, outbound.ref, span)) return [];
  // The compiler had been told to expect the error that goes.
  const expected = /\/\/ @ts-expect-error[^\n]*\n[ \t]*$/.exec(draft.text([property.getFullStart(), property.getStart(tree)]))?.[0].length ?? 0;
  draft.replace([property.getStart(tree) - expected, property.end], `${name}: AbortSignal.timeout(${value.getText(tree)})`);
  return draft.fix(`Give it the time as a signal: ${name}`);
}

function isIn({ evaluator }: Project, ref: DeadlineJudgement['at'], { start, end }: Span): boolean {
  const range = evaluator.call(ref)?.range;
  return range !== undefined && range[0] <= start && end <= range[1];
}

type Own = Ts.PropertyAssignment | Ts.ShorthandPropertyAssignment;

function propertyAt(draft: Draft, { start, end }: Span): (Own & { readonly parent: Ts.ObjectLiteralExpression }) | undefined {
  const { ts } = draft.source;
  for (let node = draft.nodeAt([start, end]); !ts.isStatement(node) && !ts.isSourceFile(node); node = node.parent) if (ts.isPropertyAssignment(node) || ts.isShorthandPropertyAssignment(node)) return node;
  return undefined;
}

function isThere({ source: { tree } }: Draft, { properties }: Ts.ObjectLiteralExpression, name: string): boolean {
  return properties.some((p) => p.name?.getText(tree) === name);
}
