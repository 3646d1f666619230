import { functionKey, type FunctionRef } from '../abstract.js';
import { stepsIn } from '../every-step.js';
import { collectionsOf, type Collection } from '../lifetimes/collection.js';
import { usesOf } from '../lifetimes/collection-uses.js';
import { keyOrigin } from '../lifetimes/key-origin.js';
import type { Project } from '../project.js';
import type { LocalState } from './local-state.js';

/** Handlers of these live with a connection, which is this instance's anyway. */
const connected = /^(?:ws|socket-io|websocket\w*|uwebsockets|discord|telegram\w*|slack\w*)$/;

/**
 * Collections that one request writes to and another one needs: a login, a code that was sent, an upload in progress. What a function both asks for and fills is a
 * cache: without it the work is only done again.
 */
export function localCollections(project: Project): readonly LocalState[] {
  return [...project.evaluator.sources.files.keys()].flatMap((file) => collectionsOf(project, file).flatMap((collection) => judge(project, collection) ?? []));
}

function judge(project: Project, collection: Collection): LocalState | undefined {
  if (collection.kind !== 'Map') return undefined;
  const { grows, looked, unseen } = usesOf(project, collection);
  if (grows.length === 0 || looked.length === 0 || unseen.length > 0) return undefined;
  const writers = new Set(grows.map((g) => functionKey(outermost(project, g))));
  // Filled at start-up, by a job or for a connection, or under keys of the code: another instance has the same, or its own.
  if (!grows.every((g) => handlerOf(project, g)) || !grows.every((g) => g.key && brings(project, g.file, g.key))) return undefined;
  if (looked.some((l) => writers.has(functionKey(outermost(project, l))))) return undefined;
  const needed = looked.find((l) => handlerOf(project, l) && l.key && brings(project, l.file, l.key) && failsWithout(project, l));
  const handler = needed && handlerOf(project, needed);
  const written = grows[0] && handlerOf(project, grows[0]);
  if (!needed || !handler || !written || handler === written) return undefined;
  const [start, end] = collection.range;
  return {
    kind: 'collection', span: { file: collection.file, start, end }, name: collection.name, outcome: 'fail', level: 'warning',
    why: `${written} puts into it what ${handler} needs later: when that comes to another instance, or after a restart, it is not there and the request fails`,
    advice: 'Keep it where all instances see it, such as Redis or the database, with an end for each entry.',
  };
}

function brings(project: Project, file: string, key: Parameters<typeof keyOrigin>[2]): boolean {
  const origin = keyOrigin(project, file, key);
  return origin === 'request' || origin === 'open';
}

/** The function around those that are written inside of it. */
function outermost({ evaluator }: Project, { file, fn }: FunctionRef): FunctionRef {
  const functions = evaluator.facts(file)?.functions;
  let at = fn;
  for (let parent = functions?.[at]?.parent ?? -1; parent !== -1 && functions?.[at]?.passedTo; parent = functions[at]?.parent ?? -1) at = parent;
  return { file, fn: at };
}

/** The request in which a function runs, by its name. */
function handlerOf(project: Project, fn: FunctionRef): string | undefined {
  const { reach, handler } = project.reach(fn);
  return reach === 'request' && handler && !connected.test(handler.entry.id) ? handler.name : undefined;
}

/** It refuses the request, or throws, in the function that asks for the entry. */
function failsWithout({ evaluator }: Project, { file, fn }: FunctionRef): boolean {
  const facts = evaluator.facts(file);
  const steps = stepsIn(facts?.functions[fn]?.steps ?? []);
  return steps.some((step) => {
    if (typeof step !== 'number') return step.is === 'throw';
    return facts?.calls[step]?.args.some((a) => a.is === 'literal' && typeof a.value === 'number' && a.value >= 400 && a.value < 500) === true;
  });
}
