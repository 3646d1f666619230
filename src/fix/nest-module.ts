import type { ts as Ts } from '../ts.js';
import type { Project } from '../analysis/project.js';
import { beginsLine, setProperty } from './add-property.js';
import { draftOf, type Draft } from './draft.js';
import { importedFrom } from './imported-from.js';

/** The options of `@Module` on the class of a name that a file has, in a draft of the file that declares it: the given one where it does so itself. */
export function nestModule(project: Project, from: Draft, name: string): { readonly draft: Draft; readonly options: Ts.ObjectLiteralExpression } | undefined {
  const file = moduleFile(project, from, name);
  const draft = file === from.file ? from : file === undefined ? undefined : draftOf(project, file);
  const options = draft && moduleOptions(draft, name);
  return draft && options && { draft, options };
}

/** Where the module of the application is declared. */
function moduleFile(project: Project, { file, source }: Draft, name: string): string | undefined {
  const { tree, ts } = source;
  if (tree.statements.some((s) => ts.isClassDeclaration(s) && s.name?.text === name)) return file;
  const from = importedFrom(source, name);
  const target = from === undefined ? undefined : project.evaluator.sources.resolver.resolve(file, from);
  return target?.kind === 'file' ? target.file : undefined;
}

/** What `@Module` is given. */
function moduleOptions({ source: { tree, ts } }: Draft, name: string): Ts.ObjectLiteralExpression | undefined {
  const declared = tree.statements.find((s): s is Ts.ClassDeclaration => ts.isClassDeclaration(s) && s.name?.text === name);
  for (const { expression } of (declared && ts.getDecorators(declared)) ?? []) {
    const [options] = ts.isCallExpression(expression) && expression.expression.getText(tree) === 'Module' ? expression.arguments : [];
    if (options && ts.isObjectLiteralExpression(options)) return options;
  }
  return undefined;
}

/** Adds an element to a list of a module, such as its `imports`; false where something else than a list stands there. */
export function addToModule(draft: Draft, options: Ts.ObjectLiteralExpression, list: string, element: string): boolean {
  const { ts, tree } = draft.source;
  const known = options.properties.find((p) => p.name?.getText(tree) === list);
  if (!known) return setProperty(draft, options, list, `[${element}]`);
  if (!ts.isPropertyAssignment(known) || !ts.isArrayLiteralExpression(known.initializer)) return false;
  const last = known.initializer.elements.at(-1);
  if (last) draft.insert(last.end, `,${beginsLine(draft, last) ? '\n' : ' '}${element}`);
  else draft.replace([known.initializer.getStart(tree), known.initializer.end], `[${element}]`);
  return true;
}
