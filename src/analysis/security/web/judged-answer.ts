import { flatten } from '../../abstract.js';
import { functionsIn, type Handler } from '../../handlers.js';
import type { Project } from '../../project.js';
import type { TextAnswer } from './html-answers.js';
import { piecesOf, type Piece } from './pieces.js';

/** What an answer does with what requests bring. */
export type JudgedAnswer =
  | { readonly is: 'escaped' }
  | { readonly is: 'unescaped'; readonly by: string }
  /** `isMarkup`: tags stand around it. */
  | { readonly is: 'reflected'; readonly name: string; readonly isMarkup: boolean }
  /** `unlikely`: only a form of another site could have it shown. */
  | { readonly is: 'unknown'; readonly why: string; readonly unlikely?: true };

/** Packages whose schemas and chains check requests before a handler sees them. */
const checking = new Set(['zod', 'joi', '@hapi/joi', 'yup', 'ajv', 'superstruct', 'valibot', 'express-validator', 'celebrate', '@sinclair/typebox', 'typebox', 'arktype', 'fastest-validator', 'express-joi-validation', 'zod-express-middleware', '@hono/zod-validator', 'hono/validator']);

/** @returns `undefined` where it is no page: nothing of it is known that a browser would take for one */
export function judgeAnswer(project: Project, answer: TextAnswer): JudgedAnswer | undefined {
  const pieces = piecesOf(project, { file: answer.file, value: answer.value, frame: undefined });
  const texts = pieces.flatMap((p) => (p.is === 'text' ? [p.text] : []));
  const isMarkup = texts.some((text) => /<[a-z!/]/i.test(text));
  const begins = pieces.some((p, at) => p.is === 'text' && /^\s*<[a-z!]/i.test(p.text) && pieces.slice(0, at).every((before) => before.is === 'text' && before.text.trim() === ''));
  if (answer.kind === 'guessed' && !begins) return undefined;
  const request = pieces.find((p): p is Extract<Piece, { is: 'request' }> => p.is === 'request');
  const unescaped = pieces.find((p) => p.is === 'unescaped');
  const unclear = pieces.find((p) => p.is === 'unknown');
  if (request) return ofRequest(project, answer, request, isMarkup, pieces);
  if (!isMarkup && answer.kind !== 'html') return undefined;
  if (unescaped) return { is: 'unescaped', by: unescaped.by };
  // A plain text that is known in part only says nothing of pages.
  if (unclear) return isMarkup ? { is: 'unknown', why: unclear.why } : undefined;
  return isMarkup ? { is: 'escaped' } : undefined;
}

function ofRequest(project: Project, answer: TextAnswer, { part, name }: Extract<Piece, { is: 'request' }>, isMarkup: boolean, pieces: readonly Piece[]): JudgedAnswer | undefined {
  const found = { is: 'reflected', name, isMarkup } as const;
  const reason = checkedBefore(project, part.handler);
  if (reason !== undefined) return { is: 'unknown', why: reason };
  if (answer.kind === 'unknown') return { is: 'unknown', why: 'the type of what it sends is not seen' };
  const isBody = part.path.some((step) => step === 'body' || step === 'payload' || step === 'json');
  // No link sends a body, and where its answer is no page nothing shows it as one but a form of another site.
  if (isBody && !isMarkup) return { is: 'unknown', why: 'no link sends a body', unlikely: true };
  if (isMarkup) return found;
  const isAlone = pieces.every((p) => p.is === 'request');
  // A whole body or query is an object, which is sent as JSON; a challenge is sent back to who knows a secret.
  if (isAlone && (part.path.length < 2 || answer.conditional)) return { is: 'unknown', why: `${name} is sent back as it came, and what is sent depends on what was asked before` };
  return found;
}

/** Why what a handler is given may be checked: by a schema of its route, by a pipe. */
function checkedBefore(project: Project, handler: Handler): string | undefined {
  const { evaluator } = project;
  const { registered, file, fn } = handler;
  const facts = evaluator.facts(file);
  if (facts?.functions[fn]?.params.some((p) => p.decorators?.some((d) => d.is === 'call' && (facts.calls[d.call]?.args.length ?? 0) > 1))) return 'a pipe checks what the handler is given';
  if (!registered) return undefined;
  const args = evaluator.call(registered.call)?.args ?? [];
  const given = args.flatMap((_, at) => flatten(evaluator.argument(registered.call, at, undefined)));
  if (given.some((v) => v.is === 'literal' && typeof v.value === 'string' && /:\w+\(/.test(v.value))) return 'the path says what a parameter may be';
  if (given.some((v) => v.is === 'object' && v.props.some((p) => p.key === 'schema' || p.key === 'validate' || p.key === 'options' || p.key === 'request'))) return 'a schema of the route checks the request';
  const others = given.flatMap((v) => (v.is === 'array' ? v.items.flatMap((item) => flatten(evaluator.evaluate(v.file, item, v.env))) : [v]));
  if (others.some((v) => v.is === 'library' && checking.has(v.package))) return 'a middleware checks the request';
  const checks = functionsIn(evaluator, others).some(({ file: at, fn: by }) => by !== fn && usesChecker(project, at, by));
  return checks ? 'a middleware checks the request' : undefined;
}

function usesChecker({ evaluator }: Project, file: string, fn: number): boolean {
  const facts = evaluator.facts(file);
  return facts !== undefined && (facts.imports.some((name) => checking.has(name)) || facts.calls.some((c) => c.fn === fn && c.callee.is === 'member' && /^(?:parse|safeParse|parseAsync|safeParseAsync|validate|validateAsync)$/.test(c.callee.name)));
}
