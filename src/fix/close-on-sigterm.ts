import type { CallRef } from '../analysis/abstract.js';
import type { Server } from '../analysis/servers.js';
import type { Project } from '../analysis/project.js';
import type { Fix } from '../model/evidence.js';
import { callNode } from './add-property.js';
import { draftOf } from './draft.js';
import { loggerIn } from './logger.js';
import { unusedName } from './names.js';
import { serverName } from './server-time.js';
import { errorParameter, isTyped } from './typed-file.js';

/** For how long the requests that have begun may take, when the process is asked to end. Milliseconds; platforms kill it after 10 s (Docker) or 30 s (Kubernetes). */
const longest = '10_000';

/** Closes a server on SIGTERM, where it is opened by a statement of its own: requests in flight end, and then the process does. */
export function closeOnSigterm(project: Project, server: Server): readonly Fix[] {
  const draft = draftOf(project, server.ref.file);
  const call = draft && callNode(project, draft, server.ref);
  if (!draft || !call) return [];
  const { ts, tree } = draft.source;
  const receiver = ts.isPropertyAccessExpression(call.expression) && ts.isIdentifier(call.expression.expression) ? call.expression.expression.text : undefined;
  const at = call.getStart(tree);
  if (server.entry.startsWith('nest')) return receiver !== undefined && draft.before(at, `${receiver}.enableShutdownHooks();`) ? draft.fix('Let Nest close the application on SIGTERM') : [];
  const title = 'Close it on SIGTERM, and end when its requests have';
  if (server.entry.startsWith('fastify')) {
    const logger = loggerIn(project, draft, project.evaluator.call(server.ref)?.fn ?? -1);
    const failed = `${errorParameter(draft.file)} => { ${logger}.error(error); process.exit(1); }`;
    return receiver !== undefined && draft.behind(at, `\n${onSigterm(`${receiver}.close().then(() => process.exit(0), ${failed});`)}`) ? draft.fix(title) : [];
  }
  const opened = serverName(project, draft, server);
  return opened && draft.behind(opened.at, `\n${onSigterm(`${opened.name}.close(() => process.exit(0));`)}`) ? draft.fix(title) : [];
}

function onSigterm(close: string): string {
  return `process.once('SIGTERM', () => {\n  ${close}\n  setTimeout(() => process.exit(1), ${longest}).unref();\n});`;
}

/** Registers for SIGTERM what is registered for a signal that platforms do not send. */
export function hearSigtermToo(project: Project, at: CallRef): readonly Fix[] {
  const draft = draftOf(project, at.file);
  const call = draft && callNode(project, draft, at);
  const [event, listener] = call?.arguments ?? [];
  if (!draft || !call || !event || !listener) return [];
  const { ts, tree } = draft.source;
  const { parent } = call;
  const title = 'Do the same on SIGTERM';
  if (!ts.isExpressionStatement(parent) || !ts.isStringLiteral(event) || !draft.statementAt(call.getStart(tree))) return [];
  if (ts.isIdentifier(listener) || ts.isPropertyAccessExpression(listener)) {
    draft.behind(call.getStart(tree), `${call.expression.getText(tree)}('SIGTERM', ${listener.getText(tree)});`);
    return draft.fix(title);
  }
  const name = unusedName(draft, ['signal', 'ending']);
  if (name === undefined) return [];
  draft.replace([event.getStart(tree), event.end], name);
  draft.encloseStatement(parent, `for (const ${name} of ['${event.text}', 'SIGTERM']${isTyped(draft.file) ? ' as const' : ''}) {`, '}');
  return draft.fix(title);
}
