import { z } from 'zod';
import { accessPath, argument, list, range } from './catalog-schema-parts.js';

export const statementModel = z.strictObject({
  path: accessPath,
  text: argument,
  construct: z.literal(true).optional(),
  advice: z.string(),
  packages: list.optional(),
  versions: range.optional(),
  source: z.string(),
});

export const escapeModel = z.strictObject({
  path: accessPath,
  packages: list.optional(),
  source: z.string(),
});

export const secretModel = z.strictObject({
  path: accessPath,
  at: z.array(z.string().regex(/^arg\d+(?:\.\w+)*$/, 'expected arg0, or a property such as arg0.secret')).min(1).readonly(),
  construct: z.literal(true).optional(),
  plugin: z.literal(true).optional(),
  noun: z.string(),
  allows: z.string(),
  packages: list.optional(),
  versions: range.optional(),
  source: z.string(),
});
