import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Problem } from '../model/report.js';
import { byCodeUnits } from './posix-path.js';
import { readWhole } from './read-whole.js';
import type { Role } from './scope.js';

const licenceName = /^(?:licen[cs]e|copying)(?:[.-](?:md|txt|mit|apache|bsd|isc))?$/i;

/** The sentences that grant the rights, of MIT and Boost, ISC, BSD, Apache 2.0 and MPL 2.0 (https://spdx.org/licenses/). A folder of one's own product under other terms, `ee/`, has none of them. */
const openLicence = /Permission is hereby granted, free of charge|Permission to use, copy, modify,|Redistribution and use in source and binary forms|Licensed under the Apache License|Apache License\s+Version 2\.0|Mozilla Public License,? Version 2\.0/i;

/**
 * Whether a folder holds code of another project: it brings an open licence of its own, and is no package. Only below a package is that a sign, a
 * repository has its licence at its top.
 * @param names what stands in the folder
 */
export function isVendoredFolder(absolute: string, names: Iterable<string>): boolean {
  const all = [...names];
  if (all.includes('package.json')) return false;
  return all.some((name) => licenceName.test(name) && openLicence.test(textOf(join(absolute, name))));
}

/** Whether a folder stands in one of another project, below the folder of its package. */
export function isVendored(packageFolder: string, folder: string): boolean {
  if (folder === packageFolder || dirname(folder) === folder) return false;
  return isVendoredFolder(folder, namesIn(folder)) || isVendored(packageFolder, dirname(folder));
}

/** What a report says of the code that is read and not judged. */
export function vendoredProblem(files: readonly { readonly path: string; readonly role: Role }[]): readonly Problem[] {
  const paths = files.filter(({ role }) => role === 'vendored').map(({ path }) => path).sort(byCodeUnits);
  const [first] = paths;
  if (first === undefined) return [];
  const others = paths.length === 1 ? '' : ` (and ${String(paths.length - 1)} more)`;
  return [{ kind: 'skipped', severity: 'warning', file: first, message: `is code of another project, by the licence in its folder: read, and not judged${others}` }];
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

/** Nothing where it cannot be read. */
function textOf(file: string): string {
  try {
    return readWhole(file).slice(0, 4_000);
  } catch {
    return '';
  }
}
