import { posix } from 'node:path';
import type { ts as Ts } from '../ts.js';
import type { Server } from '../analysis/servers.js';
import type { Project } from '../analysis/project.js';
import type { Fix } from '../model/evidence.js';
import { callNode, setProperty } from './add-property.js';
import { draftOf, type Draft } from './draft.js';
import { inStyle, styleOf } from './file-style.js';
import { importedFrom } from './imported-from.js';

const controller = "import { Controller, Get } from '@nestjs/common';\n\n@Controller('livez')\nexport class LivezController {\n  @Get()\n  live() {\n    return { status: 'ok' };\n  }\n}\n";

/** A controller that answers `livez` at once, in a file of its own beside the module that the application is made of. */
export function addHealthController(project: Project, server: Server): readonly Fix[] {
  const main = server.maker && draftOf(project, server.maker.file);
  const call = main && callNode(project, main, server.maker);
  const [first] = call?.arguments ?? [];
  if (!main || !first || !main.source.ts.isIdentifier(first)) return [];
  const file = moduleFile(project, main, first.text);
  const draft = file === main.file ? main : file === undefined ? undefined : draftOf(project, file);
  const options = draft && moduleOptions(draft, first.text);
  const added = draft && posix.join(posix.dirname(draft.file), 'livez.controller.ts');
  if (!draft || !options || added === undefined || !draft.file.endsWith('.ts') || project.evaluator.facts(added)) return [];
  const { ts, tree } = draft.source;
  const ending = /from ['"]\.[^'"]*(\.[jt]s)['"]/.exec(draft.source.text)?.[1] ?? '';
  const name = draft.import({ from: `./livez.controller${ending}`, name: 'LivezController' });
  const known = options.properties.find((p) => p.name?.getText(tree) === 'controllers');
  const list = known && ts.isPropertyAssignment(known) && ts.isArrayLiteralExpression(known.initializer) ? known.initializer : undefined;
  const last = list?.elements.at(-1);
  if (known && !last) return [];
  if (last) draft.insert(last.end, `, ${name}`);
  else if (!setProperty(draft, options, 'controllers', `[${name}]`)) return [];
  draft.edits.push({ file: added, start: 0, end: 0, text: inStyle(controller, styleOf(draft.source), '') });
  return draft.fix('Answer livez at once, without asking anybody, in a controller of its own');
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
