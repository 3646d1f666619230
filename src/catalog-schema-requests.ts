import { z } from 'zod';
import { accessPath, list, range, setting, settings } from './catalog-schema-parts.js';

const sources = { source: z.string(), verified: z.string().optional() };

export const guardModel = z.strictObject({
  path: accessPath,
  refuses: z.enum(['too many', 'overload', 'forged']),
  as: z.enum(['middleware', 'plugin', 'class', 'check', 'member']),
  only: setting.optional(),
  global: z.string().optional(),
  perRoute: z.string().optional(),
  skips: setting.optional(),
  versions: range.optional(),
  ...sources,
});

export const costModel = z.strictObject({
  path: accessPath,
  is: z.enum(['password', 'mail']),
  where: list.optional(),
  source: z.string(),
});

export const sizeLimitModel = z.strictObject({
  path: accessPath,
  noun: z.string(),
  limits: settings,
  off: z.array(z.union([z.number(), z.boolean(), z.string()])).readonly().optional(),
  otherwise: z.union([z.number(), z.literal('none')]),
  only: settings.optional(),
  setBy: list.optional(),
  into: z.enum(['memory', 'disk', 'code']),
  advice: z.string(),
  versions: range.optional(),
  ...sources,
});

export const localStateModel = z.strictObject({
  path: accessPath,
  as: z.literal('plugin').optional(),
  keeps: z.enum(['sessions', 'rate limits', 'connections', 'uploads', 'schedule']),
  unless: settings.optional(),
  unlessFactory: z.string().optional(),
  unlessCalled: list.optional(),
  when: settings.optional(),
  versions: range.optional(),
  advice: z.string(),
  ...sources,
});

export const queueModel = z.strictObject({
  path: accessPath,
  is: z.enum(['memory', 'jobs', 'consumer']),
  noun: z.string(),
  adds: list.optional(),
  bounds: settings.optional(),
  boundsOfEach: settings.optional(),
  boundsBy: z.array(z.strictObject({ path: accessPath, at: setting })).readonly().optional(),
  asks: list.optional(),
  otherwise: z.string().optional(),
  attempts: z.strictObject({ at: settings, ofEach: settings }).optional(),
  ignores: z.array(z.strictObject({ at: setting, instead: z.string() })).readonly().optional(),
  advice: z.string(),
  packages: list.optional(),
  versions: range.optional(),
  ...sources,
});

export const slowWorkModel = z.strictObject({
  path: accessPath,
  does: z.string(),
  by: z.enum(['other side', 'processor']),
  packages: list.optional(),
  versions: range.optional(),
  source: z.string(),
});
