import type { CallRef } from '../abstract.js';
import { stepsIn } from '../every-step.js';
import type { Project } from '../project.js';
import type { Server } from '../servers.js';
import type { Value } from '../../model/facts.js';
import { guardModelOf, guardOfValue } from './guard-model.js';
import { guardValues, routesOf } from './routing-tree.js';
import { refuses } from './refusals.js';
import { registrationsOf } from './registrations.js';

/** What refuses requests when the service has more than it can do, and where. */
export interface Shedding {
  readonly by: string;
  readonly at: CallRef | undefined;
}

const known = new WeakMap<Project, Map<string, Shedding | undefined>>();

/** What sheds load in the package that opens a server; undefined where nothing is seen to. */
export function sheddingOf(project: Project, server: Server): Shedding | undefined {
  const { resolver } = project.evaluator.sources;
  const folder = resolver.folderOf(server.ref.file);
  let byFolder = known.get(project);
  if (!byFolder) known.set(project, (byFolder = new Map<string, Shedding | undefined>()));
  if (!byFolder.has(folder)) byFolder.set(folder, find(project, (file) => !project.isScript(file) && resolver.folderOf(file) === folder));
  return byFolder.get(folder);
}

function find(project: Project, isIn: (file: string) => boolean): Shedding | undefined {
  return byLibrary(project, isIn) ?? byConnections(project, isIn) ?? byMeasure(project, isIn);
}

function byLibrary(project: Project, isIn: (file: string) => boolean): Shedding | undefined {
  for (const { ref, given } of registrationsOf(project)) {
    if (isIn(ref.file) && given.flat().some((v) => v.is === 'library' && guardOfValue(project, ref.file, v)?.refuses === 'overload')) return { by: 'a guard', at: ref };
  }
  for (const name of ['', 'default', 'toobusy', 'isUnderPressure']) {
    const found = (project.calledNames.get(name) ?? []).find((ref) => isIn(ref.file) && guardModelOf(project, ref)?.refuses === 'overload');
    if (found) return { by: 'a check', at: found };
  }
  return undefined;
}

/** `server.maxConnections = 1000` */
function byConnections({ evaluator }: Project, isIn: (file: string) => boolean): Shedding | undefined {
  for (const [file, { assigns, calls }] of evaluator.sources.files) {
    if (!isIn(file)) continue;
    if (assigns.some(({ target }) => target.is === 'member' && target.name === 'maxConnections')) return { by: 'maxConnections', at: undefined };
    const listening = calls.findIndex((c) => c.args.some((a) => a.is === 'object' && a.props.some((p) => p.key === 'maxConnections')) && c.callee.is === 'member' && /^(?:createServer|listen)$/.test(c.callee.name));
    if (listening !== -1) return { by: 'maxConnections', at: { file, call: listening } };
  }
  return undefined;
}

/** A function in front of handlers that answers 503 by what it compares: the work in progress, the lag of the event loop. */
function byMeasure(project: Project, isIn: (file: string) => boolean): Shedding | undefined {
  const seen = new Set<unknown>();
  for (const { ways } of routesOf(project)) {
    for (const guard of ways.flatMap((way) => way.guards)) {
      if (seen.has(guard.value) || !isIn(guard.ref.file)) continue;
      seen.add(guard.value);
      const sheds = guardValues(project, guard).some((v) => v.is === 'function' && refuses(project, v, 'overload') && comparesSize(project, v.file, v.fn));
      if (sheds) return { by: 'a check of its own', at: guard.ref };
    }
  }
  return undefined;
}

function comparesSize({ evaluator }: Project, file: string, fn: number): boolean {
  const facts = evaluator.facts(file);
  return stepsIn(facts?.functions[fn]?.steps ?? []).some((step) => typeof step !== 'number' && step.is === 'branch' && isComparison(step.test));
}

function isComparison(value: Value): boolean {
  switch (value.is) {
    case 'binary': return /^[<>]=?$/.test(value.op) || isComparison(value.left) || isComparison(value.right);
    case 'unary': return isComparison(value.of);
    case 'either': return [...(value.and ? [value.and] : []), ...value.of].some(isComparison);
    default: return false;
  }
}
