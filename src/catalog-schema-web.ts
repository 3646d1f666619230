import { z } from 'zod';
import { accessPath, range, settings } from './catalog-schema-parts.js';

const sources = { source: z.string(), verified: z.string().optional() };

export const markupModel = z.strictObject({
  path: accessPath,
  does: z.enum(['escapes', 'passes', 'renders']),
  argument: z.int().min(0),
  off: z.strictObject({ of: z.union([z.enum(['call', 'maker']), z.strictObject({ call: z.string() })]), at: settings, is: z.boolean() }).optional(),
  versions: range.optional(),
  ...sources,
});

export const sessionModel = z.strictObject({
  path: accessPath,
  as: z.enum(['call', 'plugin']),
  sameSite: settings,
  otherwise: z.enum(['unset', 'lax', 'strict', 'checked']),
  versions: range.optional(),
  ...sources,
});

export const headerModel = z.strictObject({
  path: accessPath,
  as: z.enum(['middleware', 'plugin']),
  ...sources,
});
