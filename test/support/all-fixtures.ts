import { fileURLToPath } from 'node:url';
import { rules } from '../../src/engine/registry.js';
import { loadFixtures } from './fixtures.js';

export const ruleIds: ReadonlySet<string> = new Set(rules.map(({ meta }) => meta.id));

/** Every fixture of the repository. Loading fails for the first one that breaks the format, with its file and line. */
export const allFixtures = loadFixtures(fileURLToPath(new URL('../../fixtures/rules', import.meta.url)), ruleIds);
