import { flatten, type CallRef } from '../abstract.js';
import type { CatalogEntry, StatementModel } from '../../catalog/types.js';
import type { Value } from '../../model/facts.js';
import type { Project } from '../project.js';
import type { Looked } from '../sizes/frames.js';
import { writtenProperty } from '../sizes/literal-property.js';
import { joined, type Origin } from './origin.js';
import { isSentByClient } from './sent-by-client.js';
import { isTag, statementModel } from './sql-escapes.js';
import { textOrigin } from './text-origin.js';

/** A call that is given a statement, and where the parts of its text come from. */
export interface Statement {
  readonly ref: CallRef;
  readonly entry: CatalogEntry;
  readonly model: StatementModel;
  readonly origin: Origin;
}

/** The statements of a file. */
export function statementsIn(project: Project, file: string): readonly Statement[] {
  const calls = project.evaluator.facts(file)?.calls ?? [];
  return calls.flatMap((_, call) => statementOf(project, { file, call }) ?? []);
}

function statementOf(project: Project, ref: CallRef): Statement | undefined {
  const found = statementModel(project, ref);
  if (!found || isTag(project, ref)) return undefined;
  const { model, reading: { entry } } = found;
  const argument = project.evaluator.call(ref)?.args[model.text];
  const texts = argument ? textsOf(project, { file: ref.file, value: argument, frame: undefined }) : [];
  if (texts.length === 0) return undefined;
  const origin = joined(texts.map((text) => textOrigin(project, text)));
  return { ref, entry, model, origin: origin.is === 'request' && !isSentByClient(project, origin) ? { is: 'unknown', why: 'what the request carries of the client is not read' } : origin };
}

/** The text, also where an object holds it; nothing where a condition is given as an object or a function. */
function textsOf(project: Project, looked: Looked): readonly Looked[] {
  const found = flatten(project.evaluator.evaluate(looked.file, looked.value));
  if (found.some((v) => v.is === 'object' || v.is === 'function' || v.is === 'class')) {
    return ['text', 'sql', 'query'].flatMap((name) => writtenProperty(project, looked, name).values);
  }
  // What a tag or a builder gave.
  return found.length > 0 && found.every((v) => v.is === 'library' && madeBySomething(v.path.at(-1))) && isCallOrName(looked.value) ? [] : [looked];
}

function madeBySomething(step: object | undefined): boolean {
  return step !== undefined && 'call' in step;
}

function isCallOrName({ is }: Value): boolean {
  return is === 'call' || is === 'ref' || is === 'await';
}
