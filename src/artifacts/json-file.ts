import { readFileSync } from 'node:fs';
import { parseJson } from './json-text.js';

/** The value of a JSON file that may as well not be there; undefined when it is missing or broken. */
export function readJsonFile(absolute: string): unknown {
  try {
    const parsed = parseJson(readFileSync(absolute, 'utf8'));
    return parsed.ok ? parsed.value : undefined;
  } catch {
    return undefined;
  }
}
