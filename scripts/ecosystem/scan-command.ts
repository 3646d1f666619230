import { findCheckouts, scanCheckout, type ScannedService } from './services.js';
import { paths, readServices, readState, writeJson } from './files.js';
import { knownFindings, stateDifference, updatedState, type KnownFinding } from './state.js';

export interface ScanCommandOptions {
  readonly checkouts: string;
  readonly names?: readonly string[];
  readonly rule?: string;
  readonly state?: string;
}

/** `scan`: scans every checkout, prints what each gave and what changed since the last scan, and records the findings. */
export async function scanCommand(options: ScanCommandOptions, print: (line: string) => void): Promise<void> {
  const scanned: ScannedService[] = [];
  for (const checkout of findCheckouts(options.checkouts, readServices(), options.names)) {
    const service = await scanCheckout(checkout, options.rule);
    print(describe(service));
    scanned.push(service);
  }
  const path = options.state ?? paths.state;
  const before = readState(path);
  const found = knownFindings(scanned);
  const scope = { services: scanned.map(({ checkout }) => checkout.name), ...(options.rule !== undefined && { rule: options.rule }) };
  const { fresh, gone, relevelled } = stateDifference(before, found, scope);
  print(`\n${String(found.length)} findings: ${String(fresh.length)} new, ${String(gone.length)} gone, ${String(relevelled.length)} with another level`);
  for (const [sign, findings] of [['+', fresh], ['-', gone], ['~', relevelled]] as const) for (const finding of findings) print(`${sign} ${line(finding)}`);
  writeJson(path, updatedState(before, found, scope));
}

/** What one service gave, in a few lines. */
export function describe({ checkout, report, seconds }: ScannedService): string {
  const counts = new Map<string, number>();
  for (const { rule, level } of report.findings) counts.set(`${rule} ${level}`, (counts.get(`${rule} ${level}`) ?? 0) + 1);
  const coverage = Object.entries(report.coverage).map(([rule, { pass, fail, unknown }]) => `  ${rule}: ${String(pass)} pass, ${String(fail)} fail, ${String(unknown)} unknown`);
  return [
    `${checkout.name}: ${String(report.project.files)} files, ${seconds.toFixed(1)} s${report.complete ? '' : ', INCOMPLETE'}`,
    ...coverage,
    ...[...counts].sort().map(([key, count]) => `  ${key}: ${String(count)}`),
    ...report.problems.map(({ kind, severity, file, message }) => `  ${severity} ${kind}: ${file === undefined ? '' : `${file}: `}${message}`),
  ].join('\n');
}

function line({ service, path, line: at, rule, level, fingerprint }: KnownFinding): string {
  return `${service} ${path}:${String(at)} ${rule} ${level} ${fingerprint}`;
}
