import type { Evidence } from '../../model/evidence.js';
import { positionAt } from '../../model/span.js';
import type { Failure } from '../failures/failure.js';
import { lastResortOf } from '../failures/last-resort.js';
import type { Project } from '../project.js';
import { nameOfCall, placeText } from '../site.js';
import type { Fate, Role } from './fate.js';

type Words = Pick<Evidence, 'message' | 'help'>;

const openings: Readonly<Record<Role, string>> = {
  listener: 'Nobody looks at the promise of this listener', timer: 'Nobody looks at the promise of what this timer runs', loop: 'forEach does not wait for this function, and nobody looks at its promise',
  callback: 'Nobody looks at the promise of this callback', start: 'Nobody looks at the promise of this callback', end: 'Nobody looks at the promise of this listener',
  method: 'Streams do not look at the promise of this method', executor: 'Nobody looks at the promise of this executor',
};

const helps: Readonly<Record<Role, string>> = {
  listener: 'Put the whole body into try/catch and log the error there, or catch the promise: (event) => handle(event).catch(log).',
  timer: 'Put the whole body into try/catch and log the error there, or catch the promise: () => tick().catch(log).',
  loop: 'Use for…of with await, or await Promise.all(items.map(…)).',
  callback: 'Put the whole body into try/catch, or use the form that gives a promise and await it.',
  start: 'Put the whole body into try/catch, log the error and end with an exit code.',
  end: 'Put the whole body into try/catch, log the error and set an exit code, so that the other steps still run.',
  method: 'Catch everything in it and hand the error to the callback.',
  executor: 'Await in front of the executor, or catch everything in it and reject.',
};

/** What is lost where nobody looks at a promise that may reject, and what to do. */
export function lossOf(project: Project, { file, fate, failure }: { readonly file: string; readonly fate: Extract<Fate, { is: 'dropped' }>; readonly failure: Failure }): Words {
  const at = fate.at && ` (${nameOfCall(project, fate.at)} in ${placeText(project, fate.at)} drops it${fate.tried ? ', and the try around that catches nothing' : ''})`;
  return { message: `${openings[fate.role]}${at ?? ''}: ${whenFails(project, file, failure)}, ${consequence(project, file, fate.role)}`, help: helps[fate.role] };
}

function consequence(project: Project, file: string, role: Role): string {
  const last = lastResortOf(project, file);
  const stream = role === 'method' ? ', and the stream never goes on' : '';
  if (last.is === 'survives') return `the work is lost, and only ${last.by} hears of it${stream}`;
  return role === 'end' ? 'the process ends before the other steps of the shutdown' : `the process ends${stream}`;
}

/** `when users.find (line 12) rejects` */
function whenFails(project: Project, file: string, { is, name, file: home, range }: Failure): string {
  const facts = project.evaluator.facts(home);
  const line = facts ? String(positionAt(facts.lines, range[0]).line) : '';
  const where = home === file ? `line ${line}` : `${home}:${line}`;
  if (is === 'throw') return `when it throws (${where})`;
  return `when ${name || 'what it awaits'} (${where}) ${is === 'call' ? 'throws' : 'rejects'}`;
}

const always: Readonly<Record<string, string>> = {
  filter: 'every element stays', reject: 'every element goes', some: 'the answer is yes for every list that is not empty', any: 'the answer is yes for every list that is not empty', every: 'the answer is always yes', all: 'the answer is always yes',
  find: 'the first element is found, whatever it is', findLast: 'the last element is found, whatever it is', findIndex: 'the first element is found, whatever it is', findLastIndex: 'the last element is found, whatever it is',
  sort: 'the order is left to chance', toSorted: 'the order is left to chance',
};

/** What comes of a promise that stands for an answer. */
export function truthOf(method: string): Words {
  return {
    message: `${method} takes the promise of this async function for its answer, and a promise is always true: ${always[method] ?? 'the result is wrong'}`,
    help: 'Await the answers first, with Promise.all(items.map(…)), and then ask them.',
  };
}
