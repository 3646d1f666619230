import type { SlotModel } from '../../catalog/types.js';
import { flatten, type CallRef } from '../abstract.js';
import { isInfinite } from '../infinite.js';
import { nameOfCall } from '../site.js';
import type { Project } from '../project.js';
import { storedResolvers } from '../waits/stored-resolvers.js';

/** Packages whose functions run only so many at a time, and that have no slots of their own in the catalog. */
const packages = new Set(['p-throttle', 'throat', 'limiter', 'promise-limit', '@supercharge/promise-pool', 'semaphore-async-await', 'fastq', 'promise-throttle', 'p-series', 'p-each-series', 'p-map-series', 'es6-promise-pool', '@shopify/semaphore', 'semaphore-promise', 'await-semaphore', 'limit-concur']);

/** What lets only so many at a time through a call, by name; nothing where it lets all through. */
export function limiterOf(project: Project, ref: CallRef): string | undefined {
  const { evaluator, catalog, versionOf } = project;
  const fact = evaluator.call(ref);
  if (!fact || fact.decorator || fact.construct) return undefined;
  for (const value of flatten(evaluator.evaluate(ref.file, fact.callee))) {
    if (value.is === 'function' && keepsWaiters(project, value.file, value.fn)) return nameOfCall(project, ref);
    if (value.is !== 'library') continue;
    if (packages.has(value.package) && value.path.length > 0) return nameOfCall(project, ref);
    if (value.package === 'cockatiel' && value.path.some((step) => 'member' in step && step.member === 'bulkhead')) return nameOfCall(project, ref);
    // `const send = limiter.wrap(post)`
    if (value.package === 'bottleneck' && value.path.some((step) => 'member' in step && (step.member === 'wrap' || step.member === 'submit'))) return nameOfCall(project, ref);
    if (!catalog.has(value.package, 'slots')) continue;
    for (const reading of catalog.read(value, versionOf(ref.file, value.package))) {
      const slot = catalog.slot(reading, value.package, versionOf(ref.file, value.package));
      if (!slot || (slot.model.kind !== 'place' && slot.model.kind !== 'lock')) continue;
      const made = reading.made.findLast(({ step }) => 'call' in step)?.step;
      const { size } = slot.model;
      if (size && made && 'call' in made && ((size.default === 'unlimited' && !hasOption(project, made.call, size.option)) || isBoundless(project, made.call, size))) continue;
      return nameOfCall(project, ref);
    }
  }
  return undefined;
}

/** `new PQueue()` has no limit until it is told one. */
function hasOption(project: Project, maker: CallRef, option: string | undefined): boolean {
  return option === undefined || flatten(project.evaluator.argument(maker, 0, undefined)).some((v) => v.is === 'unknown' || v.is === 'param' || (v.is === 'object' && flatten(project.evaluator.member(v, option)).some((p) => p.is !== 'absent')));
}

/** `pLimit(Infinity)` */
function isBoundless(project: Project, maker: CallRef, { argument = 0, option }: NonNullable<SlotModel['size']>): boolean {
  const given = flatten(project.evaluator.argument(maker, argument, undefined));
  return given.length > 0 && given.every((v) => isInfinite(v) || (option !== undefined && v.is === 'object' && flatten(project.evaluator.member(v, option)).every(isInfinite)));
}

/** A semaphore of the project: it makes who comes wait for a promise whose `resolve` is kept in a list. */
function keepsWaiters(project: Project, file: string, fn: number): boolean {
  return storedResolvers(project, file).some((stored) => stored.fn === fn && stored.kind !== 'reply');
}
