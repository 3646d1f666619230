import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { FixTrials } from './fix-trials.js';
import type { IncidentResult } from './incidents.js';
import type { Label } from './labels.js';
import type { Service } from './services.js';
import type { State } from './state.js';
import type { GivenVerdicts, ReadService } from './verdicts.js';

const folder = new URL('../../test/ecosystem/', import.meta.url);

/** Where the recorded judgements are kept. */
export const paths = {
  services: fileURLToPath(new URL('services.json', folder)),
  labels: fileURLToPath(new URL('labels.json', folder)),
  incidents: fileURLToPath(new URL('incidents.json', folder)),
  state: fileURLToPath(new URL('state.json', folder)),
  verdicts: fileURLToPath(new URL('verdicts.json', folder)),
  givenVerdicts: fileURLToPath(new URL('given-verdicts.json', folder)),
  fixTrials: fileURLToPath(new URL('fixes.json', folder)),
  fixingPage: fileURLToPath(new URL('../../docs/fixing.md', import.meta.url)),
  page: fileURLToPath(new URL('../../docs/precision.md', import.meta.url)),
} as const;

export function readServices(): readonly Service[] {
  return (readJson(paths.services) ?? []) as readonly Service[];
}

export function readLabels(): readonly Label[] {
  return (readJson(paths.labels) ?? []) as readonly Label[];
}

export function readIncidents(): readonly IncidentResult[] {
  return (readJson(paths.incidents) ?? []) as readonly IncidentResult[];
}

export function readReadServices(): readonly ReadService[] {
  return (readJson(paths.verdicts) ?? []) as readonly ReadService[];
}

export function readGivenVerdicts(): readonly GivenVerdicts[] {
  return (readJson(paths.givenVerdicts) ?? []) as readonly GivenVerdicts[];
}

export function readFixTrials(): readonly FixTrials[] {
  return (readJson(paths.fixTrials) ?? []) as readonly FixTrials[];
}

export function readState(path: string): State {
  return (readJson(path) ?? { findings: [] }) as State;
}

/** The value of a JSON file of this project's own; undefined when it is not there. Throws with the file's name when it is no JSON. */
export function readJson(path: string): unknown {
  if (!existsSync(path)) return undefined;
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as unknown;
  } catch (error) {
    throw new Error(`${path} is not JSON`, { cause: error });
  }
}

/** Writes a value so that a change of one entry is a change of few lines. */
export function writeJson(path: string, value: unknown): void {
  writeFileSync(path, `${JSON.stringify(value, null, 2)}\n`);
}
