import { ts, parse, syntaxErrorOf } from '../../ts.js';
import { factsVersion, type BindingFact, type FileFacts } from '../../model/facts.js';
import { lineStarts } from '../../model/span.js';
import { suppressionsIn } from '../suppressions.js';
import type { Binding } from '../scopes.js';
import { FactsDraft } from './draft.js';
import { commonJsExports } from './modules.js';
import { visitStatements } from './statements.js';

/**
 * Reads one file into facts. Pure: the same text gives the same facts, whatever stands in other files.
 * @param path decides the language by its extension; it is not part of the facts
 * @param text without its byte order mark
 */
export function extractFacts(path: string, text: string): FileFacts {
  const source = parse(path, text);
  const draft = new FactsDraft(source);
  visitStatements(draft, source);
  commonJsExports(draft);
  const syntaxError = syntaxErrorOf(source);
  return {
    version: factsVersion,
    imports: [...draft.imports],
    exports: draft.exports,
    bindings: draft.scopes.bindings.map(bindingFact),
    functions: draft.functions,
    classes: draft.classes,
    calls: draft.calls,
    assigns: draft.assigns,
    deletes: draft.deletes,
    steps: draft.position.steps,
    suppressions: suppressionsIn(source),
    lines: lineStarts(text),
    directives: directivesOf(source),
    jsx: draft.jsx,
    ...(syntaxError && { syntaxError }),
  };
}

function bindingFact({ name, kind, fn, values, type, number, promise, gives, using, range, uses }: Binding): BindingFact {
  return { name, kind, fn, values, range, ...(type && { type }), ...(number && { number }), ...(promise && { promise }), ...(gives && { gives }), ...(using && { using }), ...(uses.length > 0 && { uses }) };
}

function directivesOf(source: ts.SourceFile): string[] {
  const found: string[] = [];
  for (const statement of source.statements) {
    if (!ts.isExpressionStatement(statement) || !ts.isStringLiteral(statement.expression)) break;
    found.push(statement.expression.text);
  }
  return found;
}
