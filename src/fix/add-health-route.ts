import type { Server } from '../analysis/servers.js';
import type { CallRef } from '../analysis/abstract.js';
import type { Project } from '../analysis/project.js';
import type { Fix } from '../model/evidence.js';
import { callNode } from './add-property.js';
import { draftOf, type Draft } from './draft.js';

/** Answers `/livez` at once, in front of everything else: behind the statement that makes the application. Empty where that has no name. */
export function addHealthRoute(project: Project, server: Server): readonly Fix[] {
  for (const key of [server.maker && `${server.maker.file}#${String(server.maker.call)}`, ...server.parts]) {
    const made = key === undefined ? undefined : refOf(project, key);
    const draft = made && draftOf(project, made.file);
    const app = draft && applicationAt(project, draft, made);
    if (draft && app && draft.behind(app.at, `\n${routeOf(draft, app)}`)) return draft.fix('Answer /livez at once, without asking anybody');
  }
  return [];
}

/** A call by its key, which is its file and number. */
function refOf(project: Project, key: string): CallRef | undefined {
  const found = /^(.*)[#:\0](\d+)$/.exec(key);
  const ref = found?.[1] !== undefined ? { file: found[1], call: Number(found[2]) } : undefined;
  return ref && project.evaluator.call(ref) ? ref : undefined;
}

interface ApplicationName {
  readonly framework: 'express' | 'fastify' | 'hono';
  readonly name: string;
  readonly at: number;
}

/** `const app = express()`, `const app = Fastify({…})`, `const app = new Hono()`, also with calls chained to it. */
function applicationAt(project: Project, draft: Draft, made: CallRef): ApplicationName | undefined {
  const { ts, tree } = draft.source;
  const call = callNode(project, draft, made);
  const statement = call && draft.statementAt(call.getStart(tree));
  if (!call || !statement || !ts.isVariableStatement(statement)) return undefined;
  const [declaration, ...others] = statement.declarationList.declarations;
  const framework = frameworkOf(draft, call.expression.getText(tree));
  if (!declaration || others.length > 0 || !ts.isIdentifier(declaration.name) || framework === undefined || (framework === 'fastify' && declaration.initializer !== call)) return undefined;
  return { framework, name: declaration.name.text, at: statement.getStart(tree) };
}

function frameworkOf({ source: { text } }: Draft, callee: string): ApplicationName['framework'] | undefined {
  const of = new RegExp(`(?:import\\s+(?:\\*\\s+as\\s+)?(?:\\{[^}]*\\b)?${callee}\\b[^'"]*from\\s+|${callee}\\b[^=\\n]*=\\s*require\\()['"](express|fastify|hono)['"]`).exec(text)?.[1];
  return of === 'express' || of === 'fastify' || of === 'hono' ? of : undefined;
}

function routeOf(draft: Draft, { framework, name }: ApplicationName): string {
  if (framework === 'hono') return `${name}.get('/livez', (c) => c.json({ status: 'ok' }));`;
  if (framework === 'fastify') return `${name}.get('/livez', async () => ({ status: 'ok' }));`;
  const request = /\(\s*_req\b/.test(draft.source.text) || !/\(\s*req\b/.test(draft.source.text) ? '_req' : 'req';
  return `${name}.get('/livez', (${request}, res) => {\n  res.json({ status: 'ok' });\n});`;
}
