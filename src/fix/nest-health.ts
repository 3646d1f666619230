import { posix } from 'node:path';
import type { Server } from '../analysis/servers.js';
import type { Project } from '../analysis/project.js';
import type { Fix } from '../model/evidence.js';
import { callNode } from './add-property.js';
import { draftOf } from './draft.js';
import { inStyle, styleOf } from './file-style.js';
import { addToModule, nestModule } from './nest-module.js';

const controller = "import { Controller, Get } from '@nestjs/common';\n\n@Controller('livez')\nexport class LivezController {\n  @Get()\n  live() {\n    return { status: 'ok' };\n  }\n}\n";

/** A controller that answers `livez` at once, in a file of its own beside the module that the application is made of. */
export function addHealthController(project: Project, server: Server): readonly Fix[] {
  const main = server.maker && draftOf(project, server.maker.file);
  const call = main && callNode(project, main, server.maker);
  const [first] = call?.arguments ?? [];
  if (!main || !first || !main.source.ts.isIdentifier(first)) return [];
  const { draft, options } = nestModule(project, main, first.text) ?? {};
  const added = draft && posix.join(posix.dirname(draft.file), 'livez.controller.ts');
  if (!draft || !options || added === undefined || !draft.file.endsWith('.ts') || project.evaluator.facts(added)) return [];
  const ending = /from ['"]\.[^'"]*(\.[jt]s)['"]/.exec(draft.source.text)?.[1] ?? '';
  const name = draft.import({ from: `./livez.controller${ending}`, name: 'LivezController' });
  if (!addToModule(draft, options, 'controllers', name)) return [];
  draft.edits.push({ file: added, start: 0, end: 0, text: inStyle(controller, styleOf(draft.source), '') });
  return draft.fix('Answer livez at once, without asking anybody, in a controller of its own');
}
