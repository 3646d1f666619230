import type { ts as Ts } from '../ts.js';
import type { Project } from '../analysis/project.js';
import type { Fix } from '../model/evidence.js';
import { declareBehindImports } from './behind-imports.js';
import { draftOf, type Draft } from './draft.js';
import { unusedName } from './names.js';
import { isTyped } from './typed-file.js';

/**
 * Takes a secret from the environment, and fails where it is missing, in place of a default that stands in the code.
 * @param file where the default stands
 * @param otherwise the default
 */
export function requireVariable(project: Project, file: string, variable: string, otherwise: string): readonly Fix[] {
  const draft = draftOf(project, file);
  const places = draft ? defaultsOf(draft, variable, otherwise) : [];
  if (!draft || places.length === 0) return [];
  const { tree } = draft.source;
  const helper = requiringFunction(draft);
  for (const node of places) draft.replace([node.getStart(tree), node.end], `${helper}('${variable}')`);
  return draft.fix(`Fail when ${variable} is missing`);
}

/** Takes a secret that stands in the code from a variable of the environment. */
export function takeFromVariable(project: Project, file: string, written: string, variable: string): readonly Fix[] {
  const draft = draftOf(project, file);
  // Another secret may have that name.
  if (!draft || draft.source.text.includes(variable)) return [];
  const { ts, tree } = draft.source;
  const found: Ts.Node[] = [];
  const visit = (node: Ts.Node): void => {
    if (ts.isStringLiteralLike(node) && node.text === written) found.push(node);
    ts.forEachChild(node, visit);
  };
  visit(tree);
  const [only, ...others] = found;
  // The same text may be there for another reason.
  if (!only || others.length > 0 || ts.isImportDeclaration(only.parent)) return [];
  draft.replace([only.getStart(tree), only.end], `${requiringFunction(draft)}('${variable}')`);
  return draft.fix(`Take it from ${variable}, and fail when that is missing`);
}

/** `process.env.NAME || 'default'`, wherever it stands in the file. */
function defaultsOf({ source: { ts, tree } }: Draft, variable: string, otherwise: string): readonly Ts.Node[] {
  const found: Ts.Node[] = [];
  const visit = (node: Ts.Node): void => {
    if (ts.isBinaryExpression(node) && (node.operatorToken.kind === ts.SyntaxKind.BarBarToken || node.operatorToken.kind === ts.SyntaxKind.QuestionQuestionToken)) {
      const left = node.left.getText(tree).replace(/\s/g, '');
      if (ts.isStringLiteralLike(node.right) && node.right.text === otherwise && new RegExp(`^(?:\\w+\\.)?process\\.env(?:\\.${variable}|\\[['"]${variable}['"]\\])$`).test(left)) found.push(node);
    }
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return found;
}

/** The name of a function that gives a variable or throws: written behind the imports, where the file has none of that name. */
function requiringFunction(draft: Draft): string {
  const { tree, text } = draft.source;
  if (/function required\(name/.test(text)) return 'required';
  const name = unusedName(draft, ['required', 'requiredVariable']) ?? 'variableThatMustBeSet';
  const type = isTyped(draft.file) ? ': string' : '';
  const code = `function ${name}(name${type})${type} {\n  const value = process.env[name];\n  if (!value) throw new Error(\`\${name} is not set\`);\n  return value;\n}`;
  const [first] = tree.statements;
  if (!declareBehindImports(draft, code)) draft.insert(first?.getStart(tree) ?? 0, `${code}\n\n`);
  return name;
}
