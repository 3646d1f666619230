import { readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { performance } from 'node:perf_hooks';
import type { Report } from '../../src/model/report.js';
import { scan } from '../../src/scan.js';

/** A public service at the commit that it was read at. */
export interface Service {
  readonly name: string;
  /** `owner/name` on GitHub. */
  readonly repo: string;
  readonly commit: string;
}

export interface Checkout extends Service {
  readonly folder: string;
}

export interface ScannedService {
  readonly checkout: Checkout;
  readonly report: Report;
  readonly seconds: number;
}

/**
 * The folders of `checkouts`, each one service, sorted by name. Throws for names that are not there, and for folders that
 * `services` does not know: a finding without its commit could not be labelled.
 */
export function findCheckouts(checkouts: string, services: readonly Service[], names: readonly string[] = []): readonly Checkout[] {
  const folders = readdirSync(checkouts, { withFileTypes: true }).filter((entry) => entry.isDirectory()).map(({ name }) => name).sort();
  const missing = names.filter((name) => !folders.includes(name));
  if (missing.length > 0) throw new Error(`${checkouts} has no folder ${missing.join(', ')}; it has ${folders.join(', ')}`);
  return folders.filter((name) => names.length === 0 || names.includes(name)).map((name) => {
    const service = services.find((known) => known.name === name);
    if (!service) throw new Error(`test/ecosystem/services.json does not say which repository and commit ${name} is`);
    return { ...service, folder: resolve(join(checkouts, name)) };
  });
}

/** Scans one service as a user with the strict preset would, but without the cache. */
export async function scanCheckout(checkout: Checkout, rule?: string): Promise<ScannedService> {
  const start = performance.now();
  const report = await scan({ path: checkout.folder, cache: false, preset: 'strict', ...(rule !== undefined && { rules: [rule] }) });
  return { checkout, report, seconds: (performance.now() - start) / 1000 };
}
