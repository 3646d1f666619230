import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { scan } from '../../src/scan.js';
import { paths, readIncidents, readJson, writeJson } from './files.js';
import { judgeIncident, type Incident, type IncidentResult, type IncidentSide } from './incidents.js';
import { modeRules } from './mode-rules.js';

export interface IncidentsCommandOptions {
  /** Holds `<id>/before` and `<id>/after`. */
  readonly cases: string;
  readonly manifest: string;
  readonly rule?: string;
}

/** `incidents`: scans both sides of every incident that a rule is to see, prints and records the results. */
export async function incidentsCommand({ cases, manifest, rule }: IncidentsCommandOptions, print: (line: string) => void): Promise<void> {
  const known = new Map(readIncidents().map((result) => [result.id, result]));
  const incidents = readJson(manifest) as readonly Incident[] | undefined;
  if (!incidents) throw new Error(`${manifest} is not there`);
  for (const incident of incidents) {
    const rules = (modeRules[incident.mode] ?? []).filter((id) => rule === undefined || id === rule);
    if (rules.length === 0) continue;
    const folder = join(cases, incident.id);
    if (!existsSync(join(folder, 'before'))) {
      print(`${incident.id}: no case below ${cases}; its result stays as it was`);
      continue;
    }
    const result = judgeIncident(incident, rules, await side(join(folder, 'before'), incident.file), await side(join(folder, 'after'), incident.file), known.get(incident.id)?.note);
    print(describeResult(result));
    known.set(incident.id, result);
  }
  writeJson(paths.incidents, [...known.values()].sort((a, b) => (a.id < b.id ? -1 : 1)));
}

async function side(folder: string, file: string): Promise<IncidentSide> {
  if (!existsSync(folder)) return { findings: [], lines: undefined };
  const path = join(folder, file);
  const { findings } = await scan({ path: folder, cache: false, preset: 'strict' });
  return { findings, lines: existsSync(path) ? readFileSync(path, 'utf8').split(/\r?\n/u) : undefined };
}

function describeResult({ id, before, after, feasible, rule, note }: IncidentResult): string {
  return `${id}: ${before} by ${rule}, after the fix ${after}${feasible === 'no' ? ', not feasible' : ''}${note === '' ? '' : ` (${note})`}`;
}
