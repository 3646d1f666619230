import type { Server } from '../analysis/servers.js';
import type { CallRef } from '../analysis/abstract.js';
import type { Project } from '../analysis/project.js';
import type { Fix } from '../model/evidence.js';
import { applicationAt, type ApplicationName } from './application-name.js';
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

function routeOf(draft: Draft, { framework, name }: ApplicationName): string {
  if (framework === 'hono') return `${name}.get('/livez', (c) => c.json({ status: 'ok' }));`;
  if (framework === 'fastify') return `${name}.get('/livez', async () => ({ status: 'ok' }));`;
  const request = /\(\s*_req\b/.test(draft.source.text) || !/\(\s*req\b/.test(draft.source.text) ? '_req' : 'req';
  return `${name}.get('/livez', (${request}, res) => {\n  res.json({ status: 'ok' });\n});`;
}
