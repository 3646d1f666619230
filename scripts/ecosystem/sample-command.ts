import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Finding, ReportEvidence, ReportTrace } from '../../src/model/report.js';
import { readLabels, readServices } from './files.js';
import type { Label } from './labels.js';
import { draw } from './sample.js';
import { findCheckouts, scanCheckout, type Checkout } from './services.js';
import { findingKey } from './state.js';

export type SampleOutcome = 'finding' | 'pass' | 'unknown';

export interface SampleCommandOptions {
  readonly checkouts: string;
  readonly names?: readonly string[];
  readonly rule?: string;
  readonly count: number;
  readonly seed: number;
  readonly outcome: SampleOutcome;
}

/** What a person reads to judge one finding, pass or unknown. Only `stub` goes into the labels, with verdict and reason. */
export interface Sampled {
  readonly stub?: Omit<Label, 'verdict'> & { readonly verdict: null };
  readonly place: string;
  readonly message: string;
  readonly reach: string;
  readonly trace: readonly string[];
  readonly frame: readonly string[];
}

/** `sample`: prints findings that nobody labelled yet, or passes or unknowns, drawn at random. */
export async function sampleCommand(options: SampleCommandOptions, print: (line: string) => void): Promise<void> {
  const labelled = new Set(readLabels().map(findingKey));
  const all: Sampled[] = [];
  for (const checkout of findCheckouts(options.checkouts, readServices(), options.names)) {
    const { report } = await scanCheckout(checkout, options.rule);
    const { outcome } = options;
    if (outcome === 'finding') all.push(...report.findings.map((finding) => sampledFinding(checkout, finding)).filter(({ stub }) => !stub || !labelled.has(findingKey(stub))));
    else all.push(...report.evidence.filter((evidence) => evidence.outcome === outcome).map((evidence) => sampledEvidence(checkout, evidence)));
  }
  print(JSON.stringify(draw(all, options.count, options.seed), null, 2));
}

function sampledFinding({ name, repo, commit }: Checkout, finding: Finding): Sampled {
  const { file, line, rule, level, fingerprint, message, reach, trace, frame } = finding;
  return {
    stub: { repo, commit, service: name, path: file, line, rule, level, fingerprint, verdict: null, why: '' },
    place: `${name}/${file}:${String(line)}`, message, reach, trace: trace.map(step), frame: numbered(frame.lines, frame.startLine),
  };
}

function sampledEvidence({ name, folder }: Checkout, { file, line, rule, message, reach, trace }: ReportEvidence): Sampled {
  const start = Math.max(1, line - 2);
  const lines = readFileSync(join(folder, file), 'utf8').split(/\r?\n/u).slice(start - 1, line + 6);
  return { place: `${name}/${file}:${String(line)}`, message: `${rule}: ${message}`, reach, trace: trace.map(step), frame: numbered(lines, start) };
}

function step({ file, line, message }: ReportTrace): string {
  return `${file}:${String(line)} ${message}`;
}

function numbered(lines: readonly string[], start: number): readonly string[] {
  return lines.map((text, index) => `${String(start + index)} ${text.slice(0, 200)}`);
}
