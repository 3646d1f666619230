import { z } from 'zod';
import { accessPath, list, range } from './catalog-schema-parts.js';

const setting = z.string().regex(/^arg\d+(?:\.\w+)*$/, 'expected arg0, or a property such as arg0.limits.fileSize');
const shared = { packages: list.optional(), versions: range.optional(), source: z.string(), verified: z.string().optional() };

export const flagModel = z.strictObject({
  path: accessPath,
  does: z.enum(['asks', 'starts', 'provides', 'waits']),
  off: setting.optional(),
  deadline: setting.optional(),
  needsProvider: z.literal(true).optional(),
  fixed: list.optional(),
  advice: z.string().optional(),
  ...shared,
});

export const trackerModel = z.strictObject({
  path: accessPath,
  does: z.enum(['starts', 'tells']),
  key: setting.optional(),
  off: z.array(z.strictObject({ at: setting, is: z.union([z.string(), z.number(), z.boolean()]) })).readonly().optional(),
  ...shared,
});
