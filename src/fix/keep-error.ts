import type { ts as Ts } from '../ts.js';
import type { LogCall } from '../analysis/observability/log-call.js';
import type { LoggedError } from '../analysis/observability/logged-error.js';
import type { Project } from '../analysis/project.js';
import type { Fix } from '../model/evidence.js';
import { callNode } from './add-property.js';
import { draftOf, type Draft } from './draft.js';
import { inPattern } from './in-pattern.js';
import { conventionOfPackage } from './log-through.js';

/** Gives loggers the errors of which they are given the message, or that stand where they leave nothing of them. Empty where some entry is not plain. */
export function keepErrors(project: Project, file: string, calls: readonly { readonly call: LogCall; readonly error: LoggedError }[]): readonly Fix[] {
  const draft = draftOf(project, file);
  if (!draft) return [];
  for (const { call: log, error } of calls) {
    const call = callNode(project, draft, log.ref);
    const convention = conventionOfPackage(log.package);
    const isKept = call && (error.is === 'lost' ? convention === 'pino' && moved(draft, call) : error.is === 'text' && convention !== 'nest' && withError(draft, call, /^[\w$]+/.exec(error.how)?.[0] ?? '', convention === 'pino'));
    if (isKept !== true) return [];
  }
  return draft.fix('Log the error itself');
}

/** An error that stands where pino leaves it out: behind the text, or in a field that it does not serialize. */
function moved(draft: Draft, call: Ts.CallExpression | Ts.NewExpression): boolean {
  const { ts, tree } = draft.source;
  const [first, second, ...more] = call.arguments ?? [];
  if (!first || !second || more.length > 0) return false;
  if (ts.isStringLiteralLike(first) && ts.isIdentifier(second)) {
    draft.replace([first.getStart(tree), second.end], `${fieldOf(second.text)}, ${draft.text([first.getStart(tree), first.end])}`);
    return true;
  }
  const fields = ts.isObjectLiteralExpression(first) ? first.properties.filter((p) => p.name && ts.isIdentifier(p.name) && /^(?:e|ex|error|exception)$/.test(p.name.text)) : [];
  const [field] = fields;
  if (!field?.name || fields.length > 1) return false;
  if (ts.isShorthandPropertyAssignment(field)) draft.insert(field.getStart(tree), 'err: ');
  else draft.replace([field.name.getStart(tree), field.name.end], 'err');
  return true;
}

function fieldOf(name: string): string {
  return name === 'err' ? '{ err }' : `{ err: ${name} }`;
}

/** An error of which only the message is given. */
function withError(draft: Draft, call: Ts.CallExpression | Ts.NewExpression, name: string, isFirst: boolean): boolean {
  const { ts, tree } = draft.source;
  const [text, ...more] = call.arguments ?? [];
  if (!text || more.length > 0 || name === '' || ts.isObjectLiteralExpression(text)) return false;
  if (ts.isPropertyAccessExpression(text) && text.expression.getText(tree) === name) {
    draft.replace([text.getStart(tree), text.end], name);
    return true;
  }
  const comma = /\n\s*$/.test(draft.text([call.expression.end, text.getStart(tree)])) ? ',\n' : ', ';
  const message = ts.isTemplateExpression(text) ? withoutTail(draft, text, name) : ts.isBinaryExpression(text) ? withoutSum(draft, text, name) : draft.text([text.getStart(tree), text.end]);
  draft.replace([text.getStart(tree), text.end], isFirst ? `${fieldOf(name)}${comma}${message}` : `${message}${comma}${name}`);
  return true;
}

/** `'upload failed: ' + error.message` */
function withoutSum(draft: Draft, { left, right, end }: Ts.BinaryExpression, name: string): string {
  const { ts, tree } = draft.source;
  const isTail = ts.isStringLiteral(left) && (right.getText(tree) === name || right.getText(tree) === `${name}.message`);
  return isTail ? draft.text([left.getStart(tree), left.end]).replace(/[:\s]+(?=['"]$)/, '') : draft.text([left.getStart(tree), end]);
}

/** `\`upload failed: ${error.message}\``: what the error says stands in the error. */
function withoutTail(draft: Draft, text: Ts.TemplateExpression, name: string): string {
  const { tree } = draft.source;
  const written = draft.text([text.getStart(tree), text.end]);
  const last = text.templateSpans.at(-1);
  if (!last || last.literal.text !== '' || !new RegExp(`^(?:String\\()?(?:\\(?${inPattern(name)}(?: as \\w+\\))?)(?:\\.message)?\\)?$`).test(last.expression.getText(tree))) return written;
  const start = text.templateSpans.length === 1 ? text.head.text : undefined;
  if (start !== undefined) return /['\\\n]/.test(start) ? `\`${start.replace(/[:\s]+$/, '')}\`` : `'${start.replace(/[:\s]+$/, '')}'`;
  return `${written.slice(0, last.expression.getStart(tree) - text.getStart(tree)).replace(/[:\s]*\$\{\s*$/, '')}\``;
}
