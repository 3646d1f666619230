import type { ts as Ts } from '../ts.js';
import type { Draft } from './draft.js';

/**
 * How a logger takes an entry. `pino`: an object, then the text (pino, bunyan). `winston`: the text, then an object or an error. `plain`: as the console
 * does, also `nest`.
 */
export type Convention = 'pino' | 'winston' | 'nest' | 'plain';

const errorName = /^(?:e|ex|err|error|exception|reason)$|(?:Err|Error|Exception)$/;

export interface Entry {
  /** What to write in place of the arguments; nothing where they stay as they are. */
  readonly text?: string;
  readonly isOfError: boolean;
}

/** The arguments of an entry, of what the console was given. @returns undefined where it is not plain what is a field, and how it is called */
export function entryArguments(draft: Draft, call: Ts.CallExpression | Ts.NewExpression, convention: Convention): Entry | undefined {
  const { ts, tree } = draft.source;
  const args = [...(call.arguments ?? [])];
  const isOfError = args.some((a) => ts.isIdentifier(a) && errorName.test(a.text));
  const written = args.map((a) => draft.text([a.getStart(tree), a.end]));
  if (args.length === 0 || args.some((a) => ts.isSpreadElement(a))) return undefined;
  if (convention === 'plain' || convention === 'nest') return { isOfError };
  const [first, ...rest] = args;
  if (first && !ts.isStringLiteralLike(first) && !ts.isTemplateExpression(first)) return rest.length === 0 && isOfError ? { isOfError } : undefined;
  // `%s` is filled with what follows, by the console and by others in another way.
  if (!first || /%[sdifjoOc]/.test(written[0] ?? '')) return undefined;
  if (rest.length === 0) return { isOfError };
  const fields = rest.map((a) => fieldOf(draft, a, convention));
  if (fields.some((f) => f === undefined) || new Set(fields.map((f) => f?.name)).size < fields.length) return undefined;
  const text = withoutColon(written[0] ?? '');
  const comma = ts.isPropertyAccessExpression(call.expression) && draft.text([call.expression.end, first.getStart(tree)]).includes('\n') ? ',\n' : ', ';
  if (convention === 'winston' && rest.length === 1 && isOfError) return { text: `${text}${comma}${written[1] ?? ''}`, isOfError };
  const object = `{ ${fields.map((f) => f?.text).join(', ')} }`;
  return { text: convention === 'pino' ? `${object}${comma}${text}` : `${text}${comma}${object}`, isOfError };
}

/** `error` as `err`, which is what serializers know; others by the last of their names. */
function fieldOf(draft: Draft, value: Ts.Expression, convention: Convention): { readonly name: string; readonly text: string } | undefined {
  const { ts, tree } = draft.source;
  const text = draft.text([value.getStart(tree), value.end]);
  if (ts.isIdentifier(value) && errorName.test(value.text)) return convention === 'pino' ? { name: 'err', text: value.text === 'err' ? 'err' : `err: ${value.text}` } : { name: value.text, text: value.text };
  if (ts.isIdentifier(value)) return { name: value.text, text: value.text };
  // `error.message` of an entry that does not have the error.
  if (ts.isPropertyAccessExpression(value) && ts.isIdentifier(value.expression) && errorName.test(value.expression.text) && value.name.text === 'message') {
    const of = value.expression.text;
    return convention === 'pino' ? { name: 'err', text: of === 'err' ? 'err' : `err: ${of}` } : { name: of, text: of };
  }
  if (ts.isPropertyAccessExpression(value)) return { name: value.name.text, text: `${value.name.text}: ${text}` };
  if (ts.isElementAccessExpression(value) && ts.isStringLiteral(value.argumentExpression) && /^\w+$/.test(value.argumentExpression.text)) return { name: value.argumentExpression.text, text: `${value.argumentExpression.text}: ${text}` };
  return undefined;
}

/** `'failed: '`: what the colon announced stands in a field now. */
function withoutColon(text: string): string {
  return text.replace(/[:=\s]+(?=['"`]$)/, '');
}
