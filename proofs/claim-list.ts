import { readFileSync } from 'node:fs';

import type { Claim } from '../src/catalog/claim.js';

/** The claims of the catalog, as the run hands them to the processes that try them. */
const path = process.env['READINESS_CLAIMS'];
export const claims: readonly Claim[] = path === undefined ? [] : (JSON.parse(readFileSync(path, 'utf8')) as readonly Claim[]);
