import { readWhole } from '../files/read-whole.js';
import { parseJson } from './json-text.js';

/** The value of a JSON file that may as well not be there; undefined when it is missing or broken. */
export function readJsonFile(absolute: string): unknown {
  try {
    const parsed = parseJson(readWhole(absolute));
    return parsed.ok ? parsed.value : undefined;
  } catch {
    return undefined;
  }
}
