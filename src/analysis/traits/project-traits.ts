import type { ProjectTraits, Trait } from '../../model/traits.js';
import type { DeadlineJudgement } from '../deadline/judge.js';
import { serves, type Handler } from '../handlers.js';
import type { Project } from '../project.js';
import { serversOf } from '../servers.js';
import { nameOfCall, placeText, wayTo } from '../site.js';
import { answersHtml } from './answers-html.js';
import { usesCookies } from './cookie-use.js';
import { usesDatabase, usesRelational } from './database-use.js';

/**
 * What the linked project is, for the items of the checklist that only concern some. Whatever is asked here has been worked out for the rules already.
 * @param seen.published its manifests say that others import it (`exports`, `types`, `module`)
 * @param seen.leftOut files that are no code of the service: browsers run them, or somebody else wrote them
 * @param seen.holdsPages a file of the repository may be a page, or become one when it is built
 */
export function projectTraits(project: Project, { published, holdsPages, leftOut }: { readonly published: boolean; readonly holdsPages: boolean; readonly leftOut: ReadonlySet<string> }): ProjectTraits {
  const serves = servesAnything(project, published);
  const requests = requestTrait(project, serves);
  return {
    hasCode: hasCode(project), serves, servesRequests: requests,
    waits: waits(project, leftOut), ...asks(project, leftOut),
    usesDatabase: usesDatabase(project), usesRelational: usesRelational(project),
    usesCookies: requests.is === 'no' ? requests : usesCookies(project),
    answersHtml: requests.is === 'no' ? requests : answersHtml(project, holdsPages),
  };
}

function hasCode(project: Project): Trait {
  const { files } = project.evaluator.sources;
  return files.size > 0 ? { is: 'yes', why: `${String(files.size)} source file${files.size === 1 ? '' : 's'}` } : { is: 'no', why: 'there are no source files' };
}

function servesAnything(project: Project, published: boolean): Trait {
  const handler = project.handlers.find(({ reach }) => reach === 'request') ?? project.handlers.find(serves);
  if (handler) return { is: 'yes', why: handled(handler) };
  const server = openedServer(project);
  if (server) return server;
  if (project.evaluator.sources.files.size === 0) return { is: 'no', why: 'there are no source files' };
  if (published) return { is: 'no', why: 'it is a library: its package.json says what others import, and nothing in it opens a server or handles requests, messages or jobs' };
  return { is: 'unknown', why: 'no entry point was resolved: nothing was recognised that opens a server or handles requests, messages or jobs' };
}

function requestTrait(project: Project, serves: Trait): Trait {
  const handler = project.handlers.find(({ reach }) => reach === 'request');
  if (handler) return { is: 'yes', why: handled(handler) };
  const server = openedServer(project);
  if (server) return server;
  return serves.is === 'yes' ? { is: 'no', why: `nothing handles requests; ${serves.why}` } : serves;
}

function handled({ name, file }: Handler): string {
  return `${name === '' ? 'a handler' : name} is handled in ${file}`;
}

function openedServer(project: Project): Trait | undefined {
  const server = serversOf(project).find(({ ref }) => !project.isScript(ref.file));
  return server && { is: 'yes', why: `${nameOfCall(project, server.ref)} at ${placeText(project, server.ref)} opens a server` };
}

function waits(project: Project, leftOut: ReadonlySet<string>): Trait {
  const call = project.deadlines.find(({ at }) => !project.isScript(at.file) && !leftOut.has(at.file));
  if (call) return { is: 'yes', why: `${nameOfCall(project, call.at)} at ${placeText(project, call.at)} leaves the process` };
  return openedServer(project) ?? { is: 'no', why: 'no call that leaves the process was recognised, and no server is opened' };
}

/** Calls over HTTP or by an SDK, wherever their address comes from: one that the configuration gives is a service as well. */
function asks(project: Project, leftOut: ReadonlySet<string>): Pick<ProjectTraits, 'asksServices' | 'requestsAskServices'> {
  const calls = project.deadlines.filter(({ at, outbound: { model } }) => model.kind === 'outbound' && model.does !== 'mail' && model.phases.includes('headers') && !project.isScript(at.file) && !leftOut.has(at.file));
  const asked = calls.find(({ at }) => wayTo(project, at).reach === 'request');
  const some = asked ?? calls.find(({ at }) => wayTo(project, at).reach !== 'script');
  const waitedFor = asked ?? project.deadlines.find(({ at, outbound: { model } }) => model.does === 'mail' && wayTo(project, at).reach === 'request' && !leftOut.has(at.file));
  const open = calls.find(({ at }) => wayTo(project, at).reach === 'unknown');
  const said = (call: DeadlineJudgement): string => `${nameOfCall(project, call.at)} at ${placeText(project, call.at)}`;
  return {
    asksServices: some ? { is: 'yes', why: `${said(some)} asks another service` } : { is: 'no', why: 'no other service is asked' },
    requestsAskServices: waitedFor ? { is: 'yes', why: `requests wait for ${said(waitedFor)}` } : open ? { is: 'unknown', why: `whether requests wait for ${said(open)} is not seen` } : { is: 'no', why: 'no request waits for another service' },
  };
}
