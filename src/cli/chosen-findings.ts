import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Finding } from '../model/report.js';
import { fileInside, parseFileLine } from './file-line.js';
import type { CliHost } from './host.js';
import { requireRule } from './rule-ids.js';

type IsChosen = (finding: Finding) => boolean;

/**
 * Which findings somebody means by rules, places (`file:line`) and files; all of them where nothing is named.
 * @throws {UsageError} for what is none of these
 */
export async function chosenFindings(what: readonly string[], path: string, host: CliHost): Promise<IsChosen> {
  if (what.length === 0) return () => true;
  const chosen = await Promise.all(what.map((one) => meant(one, path, host)));
  return (finding) => chosen.some((isMeant) => isMeant(finding));
}

async function meant(what: string, path: string, host: CliHost): Promise<IsChosen> {
  if (/:\d+(?::\d+)?$/.test(what)) {
    const { file, line } = parseFileLine(what, path, host, 'readiness fix src/server.ts:12');
    return (finding) => finding.file === file && finding.line <= line && line <= finding.endLine;
  }
  const root = resolve(host.cwd, path);
  if ([resolve(root, what), resolve(host.cwd, what)].some((candidate) => statSync(candidate, { throwIfNoEntry: false })?.isFile())) {
    const file = fileInside(what, root, host);
    return (finding) => finding.file === file;
  }
  const { meta: { id } } = await requireRule(what.replace(/^readiness\//, ''), await host.parts.rules());
  return ({ rule }) => rule === id;
}
