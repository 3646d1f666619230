import type { CallRef } from '../analysis/abstract.js';
import type { Project } from '../analysis/project.js';
import type { Fix } from '../model/evidence.js';
import { applicationAt } from './application-name.js';
import { draftOf } from './draft.js';
import { brought } from './packages.js';

/** Registers helmet behind the statement that makes an application of Express, or one of Fastify where that may be waited for. */
export function registerHelmet(project: Project, made: CallRef): readonly Fix[] {
  const draft = draftOf(project, made.file);
  const app = draft && applicationAt(project, draft, made);
  if (!draft || !app || app.framework === 'hono' || (app.framework === 'fastify' && !app.mayWait)) return [];
  const helmet = brought(project, draft, app.framework === 'express' ? 'headers of Express' : 'headers of Fastify');
  const code = app.framework === 'express' ? `${app.name}.use(${helmet?.local ?? ''}());` : `await ${app.name}.register(${helmet?.local ?? ''});`;
  return helmet && draft.behind(app.at, code) ? draft.fix('Register helmet', { installs: helmet.installs }) : [];
}
