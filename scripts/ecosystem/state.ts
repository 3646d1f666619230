import type { Level } from '../../src/model/evidence.js';
import type { ScannedService } from './services.js';

/** A finding of the last scan, without its text: enough to tell it from others and to find it again. */
export interface KnownFinding {
  readonly service: string;
  readonly rule: string;
  readonly level: Level;
  readonly path: string;
  readonly line: number;
  readonly fingerprint: string;
}

/** What the last scan of the services found, sorted. */
export interface State {
  readonly findings: readonly KnownFinding[];
}

export interface StateDifference {
  readonly fresh: readonly KnownFinding[];
  readonly gone: readonly KnownFinding[];
  /** The same finding, reported with another level than before. */
  readonly relevelled: readonly KnownFinding[];
}

/** A finding is the same one in two scans when service, rule and fingerprint are; lines move. */
export function findingKey({ service, rule, fingerprint }: Pick<KnownFinding, 'service' | 'rule' | 'fingerprint'>): string {
  return `${service} ${rule} ${fingerprint}`;
}

/** The findings of scanned services, as the state keeps them. */
export function knownFindings(scanned: readonly ScannedService[]): readonly KnownFinding[] {
  return scanned.flatMap(({ checkout, report }) =>
    report.findings.map(({ rule, level, file, line, fingerprint }) => ({ service: checkout.name, rule, level, path: file, line, fingerprint })),
  );
}

/** What a scan covered: all rules of the named services, or one rule. */
export interface Scope {
  readonly services: readonly string[];
  readonly rule?: string;
}

/** The state after a scan: what lies outside its scope stays as it was. */
export function updatedState(before: State, found: readonly KnownFinding[], scope: Scope): State {
  const kept = before.findings.filter((finding) => !isInside(finding, scope));
  return { findings: [...kept, ...found].sort(byPlace) };
}

/** What a scan found that was not there before, and what it no longer finds, within its scope. */
export function stateDifference(before: State, found: readonly KnownFinding[], scope: Scope): StateDifference {
  const old = new Map(before.findings.filter((finding) => isInside(finding, scope)).map((finding) => [findingKey(finding), finding]));
  const now = new Set(found.map(findingKey));
  return {
    fresh: found.filter((finding) => !old.has(findingKey(finding))),
    gone: [...old.values()].filter((finding) => !now.has(findingKey(finding))),
    relevelled: found.filter((finding) => (old.get(findingKey(finding))?.level ?? finding.level) !== finding.level),
  };
}

function isInside({ service, rule }: KnownFinding, scope: Scope): boolean {
  return scope.services.includes(service) && (scope.rule === undefined || scope.rule === rule);
}

function byPlace(a: KnownFinding, b: KnownFinding): number {
  return compare(a.service, b.service) || compare(a.path, b.path) || a.line - b.line || compare(a.rule, b.rule) || compare(a.fingerprint, b.fingerprint);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
