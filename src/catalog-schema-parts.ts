import { valid, validRange } from 'semver';
import { z } from 'zod';
import { parsePattern } from './catalog/path.js';
import { parsePlace } from './catalog/place.js';

export const range = z.string().refine((text) => validRange(text) !== null, { error: 'must be a version range such as ">=1.2 <2"' });
export const exactVersion = z.string().refine((text) => valid(text) !== null, { error: 'must be a version such as "1.7.0"' });
export const list = z.array(z.string()).readonly();
export const accessPath = z.string().refine((text) => parses(() => parsePattern(text.replace(/^(?:@|#|export )/, ''))), { error: 'must be an access path such as "get|post", "create()" or "Client.get"' });
export const place = z.string().refine((text) => parses(() => parsePlace(text)), { error: 'must be a place such as "call.timeout", "client.timeout" or "ambient.defaults.timeout"' });
export const places = z.array(place).readonly();
export const phase = z.enum(['connect', 'handshake', 'headers', 'body', 'total', 'queue', 'query', 'acquire']);
/** Where a setting stands: `arg0`, or a property such as `arg0.limits.fileSize`. */
export const setting = z.string().regex(/^arg\d+(?:\.\w+)*$/, 'expected arg0, or a property such as arg0.limits.fileSize');
export const settings = z.array(setting).readonly();
export const argument = z.int().min(0);
export const argumentOrSeveral = z.union([argument, z.array(argument).readonly()]);

/** Whether a text can be read. */
export function parses(parse: () => unknown): boolean {
  try {
    parse();
    return true;
  } catch {
    return false;
  }
}
