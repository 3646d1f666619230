import { open, readdir, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { byCodeUnits } from '../files/posix-path.js';
import type { Fleet, FleetProblem } from '../model/fleet.js';
import { UsageError } from '../model/usage-error.js';
import { readStoredReport } from '../stored-reports.js';
import { fleetOf } from './fleet-of.js';
import { standingsOf, type Standing } from './standing-of.js';

/** Folders in which nobody keeps reports. */
const skipped = new Set(['node_modules', '.git']);

/**
 * Reads stored reports, and what they say of their services over time. What cannot be shown is a problem, and the others are shown all the same.
 * @param places files, or folders that are searched for reports, relative to `cwd`
 * @throws {UsageError} when a place does not exist, or none of them holds a report
 */
export async function gatherFleet(places: readonly string[], cwd: string): Promise<Fleet> {
  const standings: Standing[] = [];
  const problems: FleetProblem[] = [];
  const files = (await Promise.all(places.map((place) => filesAt(place, cwd)))).flat();
  // One after the other: a report may be as large as what it speaks of, and little of it is kept.
  for (const file of new Set(files)) {
    try {
      const report = await readStoredReport(resolve(cwd, file), file);
      if (report.selection) throw new UsageError(`"${file}" holds only what concerned a change, and not the whole.`, 'Write it without --changed and --staged.');
      standings.push(...standingsOf(report, file));
    } catch (error) {
      if (!(error instanceof UsageError)) throw error;
      problems.push({ file, message: error.message, ...(error.help !== undefined && { help: error.help }) });
    }
  }
  if (files.length === 0) throw new UsageError(`There is no report in ${places.map((place) => `"${place}"`).join(', ')}.`, 'Write them with: readiness scan --format json=<file>');
  return fleetOf(standings, problems);
}

async function filesAt(place: string, cwd: string): Promise<readonly string[]> {
  const stats = await stat(resolve(cwd, place)).catch(() => undefined);
  if (!stats) throw new UsageError(`There is no file or folder "${place}".`, 'Name stored reports, or a folder of them.');
  return stats.isDirectory() ? reportsBelow(place, cwd) : [place];
}

/** Files that begin as reports do, sorted by path. Links are not followed: they may lead in a circle. */
async function reportsBelow(folder: string, cwd: string): Promise<readonly string[]> {
  const entries = await readdir(resolve(cwd, folder), { withFileTypes: true });
  const found = await Promise.all(entries.sort((a, b) => byCodeUnits(a.name, b.name)).map(async (entry): Promise<readonly string[]> => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return skipped.has(entry.name) ? [] : reportsBelow(path, cwd);
    return entry.isFile() && entry.name.endsWith('.json') && (await beginsAsReport(resolve(cwd, path))) ? [path] : [];
  }));
  return found.flat();
}

/** By its first key, so that one that was cut off is told of; other JSON in the folder is none of ours. One that cannot be opened may be a report. */
async function beginsAsReport(path: string): Promise<boolean> {
  const file = await open(path).catch(() => undefined);
  if (!file) return true;
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(64), 0, 64, 0);
    return /^\s*\{\s*"(?:schemaVersion"|ok"\s*:\s*false)/.test(buffer.toString('utf8', 0, bytesRead));
  } finally {
    await file.close();
  }
}
