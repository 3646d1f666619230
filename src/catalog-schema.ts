import { z } from 'zod';
import { accessPath, argument, argumentOrSeveral, exactVersion, list, parses, phase, places, range } from './catalog-schema-parts.js';
import { acquireModel, blockingModel, bodyModel, cacheBound, cacheModel, clientModel, fanOutModel, readModel, retryModel, slotModel } from './catalog-schema-resources.js';
import { headerModel, markupModel, sessionModel } from './catalog-schema-web.js';
import { flagModel, trackerModel } from './catalog-schema-operations.js';
import { labelModel, loggerModel, telemetryModel } from './catalog-schema-observability.js';
import { costModel, guardModel, localStateModel, queueModel, sizeLimitModel, slowWorkModel } from './catalog-schema-requests.js';
import { escapeModel, secretModel, statementModel } from './catalog-schema-security.js';
import type { CatalogEntry } from './catalog/types.js';

const typeModel = z.strictObject({
  is: z.array(accessPath).readonly(),
  annotations: list.optional(),
  options: z.union([argumentOrSeveral, z.literal('all')]).optional(),
  optionNames: list.optional(),
  parameterOf: list.optional(),
  urls: list.optional(),
  urlVariable: z.string().optional(),
  urlParameters: list.optional(),
  waiters: z.strictObject({ bounds: z.array(cacheBound).readonly(), source: z.string() }).optional(),
  noun: z.string().optional(),
});

const callModel = z.strictObject({
  path: accessPath,
  kind: z.enum(['outbound', 'wait', 'listen']),
  does: z.string(),
  options: argumentOrSeveral.optional(),
  knobs: list,
  essential: z.array(phase).readonly().optional(),
  phases: z.array(phase).readonly(),
  url: argument.optional(),
  body: argument.optional(),
  settles: z.literal('headers').optional(),
  unless: z.strictObject({ at: places, is: z.array(z.union([z.string(), z.boolean()])).readonly() }).optional(),
  callback: z.literal(true).optional(),
  client: z.strictObject({ argument, type: z.string() }).optional(),
  waitsFor: list.optional(),
});

const promiseModel = z.strictObject({
  path: accessPath,
  gives: z.enum(['promise', 'lazy', 'quiet', 'safe', 'none']).optional(),
  settles: z.union([z.literal(true), argument]).optional(),
  runs: argument.optional(),
  callback: z.union([z.literal(true), argument]).optional(),
  packages: list.optional(),
  versions: range.optional(),
  source: z.string(),
  verified: z.string().optional(),
});

const innerVersions = z.strictObject({ package: z.string(), versions: range });

const knob = z.strictObject({
  at: places,
  unit: z.enum(['ms', 's', 'signal']),
  default: z.union([z.number(), z.literal('none')]),
  off: z.array(z.union([z.number(), z.boolean(), z.literal('Infinity')])).readonly().optional(),
  zero: z.record(z.string(), z.enum(['unset', 'at once'])).optional(),
  covers: z.array(phase).readonly(),
  versions: range.optional(),
  inner: innerVersions.optional(),
  listener: z.strictObject({ event: z.string(), calls: list, orCallback: argument.optional() }).optional(),
  advice: z.string().optional(),
  with: z.strictObject({ at: places, is: z.array(z.union([z.string(), z.boolean()])).readonly() }).optional(),
  disabledBy: z.string().optional(),
  ambient: z.literal(true).optional(),
  source: z.string(),
  verified: z.string().optional(),
});

const wrapperModel = z.strictObject({
  path: accessPath,
  wraps: z.union([z.templateLiteral(['arg', z.int()]), z.templateLiteral(['client(', z.int(), ')'])]),
  knob: z.string(),
  effect: z.union([
    z.literal('rejects'),
    z.strictObject({ signals: z.string(), unless: z.strictObject({ at: z.string(), is: z.string() }).optional() }),
  ]),
});

const rejectionModel = z.strictObject({
  end: z.enum(['nobody', 'framework', 'logged', 'retried', 'dropped']),
  packages: list.optional(),
  of: z.string().optional(),
  versions: range.optional(),
  unless: z.union([z.strictObject({ option: z.string() }), z.strictObject({ method: z.string() }), z.strictObject({ event: z.string() })]).optional(),
  source: z.string(),
  verified: z.string().optional(),
});

const forwarderModel = z.strictObject({
  path: accessPath.optional(),
  patches: z.string().optional(),
  source: z.string(),
  verified: z.string().optional(),
});

const parameter = z.string().regex(/^(\$\d|@\w+(\|\w+)*)$/, { error: 'must be a parameter such as "$1", or a decorator such as "@Res"' });

const answerModel = z.strictObject({
  response: parameter,
  by: list,
  next: parameter.optional(),
  errorArity: z.int().positive().optional(),
  errorPackages: list.optional(),
  unless: list.optional(),
  async: z.literal(true).optional(),
  value: z.literal(true).optional(),
});

const handlerModel = z.strictObject({
  path: accessPath,
  from: z.union([argument, z.literal('last')]).optional(),
  reach: z.enum(['request', 'worker']),
  route: argument.optional(),
  property: z.string().optional(),
  event: z.string().optional(),
  within: z.string().optional(),
  of: z.string().optional(),
  files: z.string().refine((text) => parses(() => new RegExp(text)), { error: 'must be a regular expression' }).optional(),
  needs: z.string().optional(),
  directive: z.string().optional(),
  builtUnless: z.strictObject({ packages: z.array(z.string()).readonly(), exported: z.string() }).optional(),
  signal: z.string().optional(),
  rejections: z.array(rejectionModel).readonly().optional(),
  answers: answerModel.optional(),
});

const emitterModel = z.strictObject({
  path: accessPath,
  event: z.string().optional(),
  without: z.enum(['crash', 'logged', 'silent', 'hang']),
  when: z.string(),
  noun: z.string(),
  handedOn: z.string().optional(),
  stream: z.literal(true).optional(),
  rare: z.literal(true).optional(),
  remote: z.literal(true).optional(),
  used: z.string().optional(),
  needs: z.literal('arguments').optional(),
  unless: z.strictObject({ at: places, is: z.array(z.union([z.string(), z.boolean()])).readonly() }).optional(),
  heardBy: list.optional(),
  versions: range.optional(),
  source: z.string(),
  verified: z.string().optional(),
});

const hearerModel = z.strictObject({
  path: accessPath,
  hears: z.union([z.boolean(), z.enum(['result', 'receiver'])]),
  versions: range.optional(),
  source: z.string(),
});

const crashListenerModel = z.strictObject({
  path: z.string().optional(),
  events: z.array(z.enum(['unhandledRejection', 'uncaughtException'])).min(1).readonly(),
  without: z.string().optional(),
  versions: range.optional(),
  source: z.string(),
});

const callbackModel = z.strictObject({
  path: accessPath,
  from: z.union([argument, z.literal('last')]),
  promise: z.enum(['dropped', 'looked-at', 'taken-for-true', 'given-back']),
  versions: range.optional(),
  source: z.string(),
  verified: z.string().optional(),
});

const ignoredOption = z.strictObject({
  calls: accessPath,
  option: z.string(),
  why: z.string(),
  instead: z.string(),
  refused: z.literal(true).optional(),
  versions: range.optional(),
  inner: innerVersions.optional(),
  source: z.string(),
});

/** The shape of an entry of the catalog, as a configuration may add one. */
export const catalogEntry = z.strictObject({
  id: z.string().min(1),
  name: z.string().min(1),
  packages: z.array(z.string()).min(1).readonly(),
  versions: range.optional(),
  generated: list.optional(),
  types: z.record(z.string(), typeModel).optional(),
  calls: z.array(callModel).readonly().optional(),
  promises: z.array(promiseModel).readonly().optional(),
  knobs: z.record(z.string(), knob).optional(),
  wrappers: z.array(wrapperModel).readonly().optional(),
  handlers: z.array(handlerModel).readonly().optional(),
  rejections: z.array(rejectionModel).readonly().optional(),
  forwarders: z.array(forwarderModel).readonly().optional(),
  emitters: z.array(emitterModel).readonly().optional(),
  acquires: z.array(acquireModel).readonly().optional(),
  slots: z.array(slotModel).readonly().optional(),
  bodies: z.array(bodyModel).readonly().optional(),
  clients: z.array(clientModel).readonly().optional(),
  blocking: z.array(blockingModel).readonly().optional(),
  caches: z.array(cacheModel).readonly().optional(),
  reads: z.array(readModel).readonly().optional(),
  statements: z.array(statementModel).readonly().optional(),
  escapes: z.array(escapeModel).readonly().optional(),
  secrets: z.array(secretModel).readonly().optional(),
  fanOuts: z.array(fanOutModel).readonly().optional(),
  retries: z.array(retryModel).readonly().optional(),
  guards: z.array(guardModel).readonly().optional(),
  markup: z.array(markupModel).readonly().optional(),
  sessions: z.array(sessionModel).readonly().optional(),
  headers: z.array(headerModel).readonly().optional(),
  costs: z.array(costModel).readonly().optional(),
  sizeLimits: z.array(sizeLimitModel).readonly().optional(),
  localStates: z.array(localStateModel).readonly().optional(),
  queues: z.array(queueModel).readonly().optional(),
  slowWork: z.array(slowWorkModel).readonly().optional(),
  flags: z.array(flagModel).readonly().optional(),
  trackers: z.array(trackerModel).readonly().optional(),
  loggers: z.array(loggerModel).readonly().optional(),
  labels: z.array(labelModel).readonly().optional(),
  telemetry: z.array(telemetryModel).readonly().optional(),
  hearers: z.array(hearerModel).readonly().optional(),
  crashListeners: z.array(crashListenerModel).readonly().optional(),
  callbacks: z.array(callbackModel).readonly().optional(),
  ignored: z.array(ignoredOption).readonly().optional(),
  optionNames: list.optional(),
  extends: z.string().optional(),
  extendsVersion: exactVersion.optional(),
}) satisfies z.ZodType<CatalogEntry>;

/** The shapes that stand under a key of an entry: where a key is misspelt, those that may stand there. */
export const catalogShapes: Readonly<Record<string, object>> = {
  catalog: catalogEntry.shape,
  types: typeModel.shape,
  calls: callModel.shape,
  promises: promiseModel.shape,
  knobs: knob.shape,
  wrappers: wrapperModel.shape,
  handlers: handlerModel.shape,
  emitters: emitterModel.shape,
  acquires: acquireModel.shape,
  slots: slotModel.shape,
  bodies: bodyModel.shape,
  clients: clientModel.shape,
  blocking: blockingModel.shape,
  caches: cacheModel.shape,
  reads: readModel.shape,
  statements: statementModel.shape,
  escapes: escapeModel.shape,
  secrets: secretModel.shape,
  fanOuts: fanOutModel.shape,
  guards: guardModel.shape,
  markup: markupModel.shape,
  sessions: sessionModel.shape,
  headers: headerModel.shape,
  costs: costModel.shape,
  sizeLimits: sizeLimitModel.shape,
  localStates: localStateModel.shape,
  queues: queueModel.shape,
  slowWork: slowWorkModel.shape,
  flags: flagModel.shape,
  trackers: trackerModel.shape,
  bounds: cacheBound.shape,
  retries: retryModel.shape,
  loggers: loggerModel.shape,
  labels: labelModel.shape,
  telemetry: telemetryModel.shape,
  hearers: hearerModel.shape,
  crashListeners: crashListenerModel.shape,
  callbacks: callbackModel.shape,
  ignored: ignoredOption.shape,
};
