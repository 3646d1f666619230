import { z } from 'zod';
import { accessPath, argument, list, range } from './catalog-schema-parts.js';

const setting = z.string().regex(/^arg\d+(?:\.\w+)*$/, 'expected arg0, or a property such as arg0.transport.target');
const settings = z.array(setting).readonly();
const sources = { versions: range.optional(), source: z.string(), verified: z.string().optional() };

export const loggerModel = z.strictObject({
  path: accessPath,
  writes: z.enum(['records', 'text', 'open']),
  settings: z.array(z.strictObject({ at: setting, is: z.array(z.union([z.string(), z.boolean()])).readonly(), writes: z.enum(['records', 'text']) })).readonly().optional(),
  formats: z.strictObject({ at: setting, each: setting.optional(), records: accessPath, text: accessPath, combine: accessPath, print: accessPath }).optional(),
  inHandlers: z.strictObject({ parameters: z.array(argument).readonly(), needs: list.optional() }).optional(),
  perRequest: z.literal(true).optional(),
  errors: z.strictObject({ first: z.boolean(), later: z.union([z.boolean(), z.literal('placed')]), fields: z.union([list, z.literal('all')]), changedBy: settings.optional() }).optional(),
  ...sources,
});

export const labelModel = z.strictObject({
  path: accessPath,
  labels: z.array(argument).readonly().optional(),
  values: argument.optional(),
  name: argument.optional(),
  ...sources,
});

export const telemetryModel = z.strictObject({
  path: accessPath,
  imported: z.literal(true).optional(),
  gives: z.array(z.enum(['metrics', 'tracing'])).readonly(),
  does: z.enum(['counts', 'serves']),
  when: settings.optional(),
  whenMade: settings.optional(),
  patches: list.optional(),
  ...sources,
});
