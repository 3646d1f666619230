import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { paths, readFixTrials, readServices, writeJson } from './files.js';
import { shareText } from './fixes-table.js';
import { tryFixes, type FixTrials } from './fix-trials.js';
import { findCheckouts } from './services.js';

export interface FixesCommandOptions {
  readonly checkouts: string;
  readonly names?: readonly string[];
  readonly packages?: string;
}

/** `fixes`: makes the first fix of each error and warning of installed services, prints which of them do not type-check, and records how many do. */
export async function fixesCommand({ checkouts, names, packages }: FixesCommandOptions, print: (line: string) => void): Promise<void> {
  const tried: FixTrials[] = [];
  for (const { name, folder } of findCheckouts(checkouts, readServices(), names)) {
    if (!existsSync(join(folder, 'node_modules'))) {
      print(`${name}: left out, its dependencies are not installed`);
      continue;
    }
    const trials = await tryFixes({ name, folder, ...(packages !== undefined && { packages: resolve(packages) }) });
    tried.push(trials);
    print(`${name}: ${sharesText([trials])}`);
    for (const { rule, at, title, reason } of trials.broken) print(`  ${at} ${rule} [${title}]: ${reason}`);
  }
  const all = [...readFixTrials().filter(({ service }) => !tried.some((own) => own.service === service)), ...tried].sort((a, b) => (a.service < b.service ? -1 : 1));
  writeJson(paths.fixTrials, all);
  print(`all services: ${sharesText(all)}`);
}

function sharesText(trials: readonly FixTrials[]): string {
  const sum = (of: (one: FixTrials) => number): number => trials.reduce((total, one) => total + of(one), 0);
  const [findings, withFix, hold] = [sum((one) => one.findings), sum((one) => one.withFix), sum((one) => one.hold)];
  return `${String(withFix)} of ${String(findings)} errors and warnings have a fix (${shareText(withFix, findings)}); ${String(hold)} of those apply and type-check (${shareText(hold, withFix)})`;
}
