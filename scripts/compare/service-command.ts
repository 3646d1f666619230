import { readFileSync } from 'node:fs';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { roleOfFile } from '../../src/files/scope-of-path.js';
import { scan } from '../../src/scan.js';
import { readServices, writeJson } from '../ecosystem/files.js';
import { checkoutCommit } from './checkout-commit.js';
import { comparisonPath, readComparison, withKnownReasons, writeComparison, type ServiceDifference, type ServicePlace, type ServiceResult } from './comparison.js';
import { areOfTheSame } from './judge-cases.js';
import { lintService } from './lint-service.js';
import { ourRules } from './our-rules.js';
import type { PlacedFinding } from './placed-finding.js';

export interface ServiceCommandOptions {
  readonly checkout: string;
  /** Below the checkout. */
  readonly tsconfig: string;
  readonly name?: string;
  readonly commit?: string;
  readonly rules?: readonly string[];
  readonly out?: string;
  readonly record?: string;
}

/** `service`: typescript-eslint's two rules and ours on the same files, with types; records what both find, and what only one does. */
export async function serviceCommand(options: ServiceCommandOptions, print: (line: string) => void): Promise<void> {
  const { rules = ourRules, record = comparisonPath } = options;
  const checkout = resolve(options.checkout);
  const service = options.name ?? basename(checkout);
  const linted = await lintService(checkout, join(checkout, options.tsconfig), rules);
  const scanned = await scanService(checkout, join(checkout, dirname(options.tsconfig)), rules);
  const ours = distinct([...scanned, ...linted.ours]);
  const sameThing = comparer(checkout);
  const onlyTheirs = linted.theirs.filter((their) => !ours.some((our) => sameThing(their, our)));
  const onlyOurs = ours.filter((our) => !linted.theirs.some((their) => sameThing(their, our)));
  const both = linted.theirs.filter((one) => !onlyTheirs.includes(one));

  const before = readComparison(record);
  const known = before.services.find((one) => one.service === service);
  const placed = (findings: readonly PlacedFinding[]): readonly ServicePlace[] => findings.map((finding) => place(checkout, finding)).sort(byPlace);
  const result: ServiceResult = {
    service, tsconfig: options.tsconfig,
    commit: checkoutCommit(checkout, options.commit ?? readServices().find((one) => one.name === service)?.commit),
    both: placed(both),
    onlyTheirs: withKnownReasons<ServiceDifference>(placed(onlyTheirs).map((one) => ({ ...one, reason: null })), known?.onlyTheirs ?? [], (one) => `${one.rule} ${one.place}`),
    onlyOurs: placed(onlyOurs),
  };
  const others = before.services.filter((one) => one.service !== service);
  writeComparison(record, { ...before, services: [...others, result].sort((a, b) => (a.service < b.service ? -1 : 1)) });
  if (options.out !== undefined) writeJson(options.out, { service, commit: result.commit, both, onlyTheirs, onlyOurs });
  for (const line of summary(result)) print(line);
  for (const finding of linted.ours.filter((own) => !scanned.some((other) => own.path === other.path && own.line === other.line))) print(`in ESLint, not in the scanner: ${describe(finding)}`);
}

async function scanService(checkout: string, folder: string, rules: readonly string[]): Promise<readonly PlacedFinding[]> {
  const report = await scan({ path: folder, preset: 'strict', types: true, cache: false, rules });
  const below = relative(checkout, folder).split(sep).join('/');
  return [...report.findings, ...report.suppressed].map(({ rule, file, line, endLine, message }) => ({ rule, path: below === '' ? file : `${below}/${file}`, line, endLine, message }));
}

function distinct(findings: readonly PlacedFinding[]): readonly PlacedFinding[] {
  return [...new Map(findings.map((finding) => [`${finding.rule} ${finding.path}:${String(finding.line)}`, finding])).values()];
}

function comparer(checkout: string): (theirs: PlacedFinding, ours: PlacedFinding) => boolean {
  const texts = new Map<string, string>();
  const textOf = (path: string): string => {
    const text = texts.get(path) ?? readFileSync(join(checkout, path), 'utf8');
    texts.set(path, text);
    return text;
  };
  return (theirs, ours) => theirs.path === ours.path && areOfTheSame(theirs, ours, ours.path, textOf(ours.path));
}

function place(checkout: string, { rule, path, line }: PlacedFinding): ServicePlace {
  const role = roleOfFile(join(checkout, path)) ?? 'tests';
  return { rule, place: `${path}:${String(line)}`, scope: role === 'vendored' || role === 'served' ? 'tests' : role };
}

function byPlace(a: ServicePlace, b: ServicePlace): number {
  return a.place.localeCompare(b.place, 'en', { numeric: true }) || a.rule.localeCompare(b.rule, 'en');
}

function summary({ service, both, onlyTheirs, onlyOurs }: ServiceResult): readonly string[] {
  return [
    `${service}: both ${String(both.length)}, only theirs ${String(onlyTheirs.length)}, only ours ${String(onlyOurs.length)}`,
    ...onlyTheirs.filter(({ scope }) => scope !== 'tests').map(({ rule, place: at, scope, reason }) => `only theirs, ${scope}: ${at} ${rule}: ${reason ?? 'not looked at'}`),
    ...onlyOurs.map(({ rule, place: at, scope }) => `only ours, ${scope}: ${at} ${rule}`),
  ];
}

function describe({ rule, path, line }: PlacedFinding): string {
  return `${path}:${String(line)} ${rule}`;
}
