import type { CallFact, FileFacts } from '../../model/facts.js';
import { depthOf, flatten, type Abstract, type CallRef, type Env } from '../abstract.js';
import { syncCall } from '../failures/sync-calls.js';
import type { Project } from '../project.js';
import { eventOf, isListening, lastName } from '../promises/registrations.js';
import { isElsewhere } from '../waits/source.js';
import { chainLinks, endOfChain, isChained } from './chains.js';
import type { Body, Exits } from './exits.js';
import { isExit, isProcess, processMember } from './process-api.js';
import { endsAlways, endsSometimes, nothing, through, withOn, type Outcome, type Run } from './run.js';

type FunctionValue = Extract<Abstract, { is: 'function' }>;

const timers = new Set(['setTimeout', 'setInterval', 'setImmediate', 'nextTick', 'queueMicrotask']);
/** Methods of loggers and the like that end the process in some projects. */
const fatal = new Set(['fatal', 'end', 'next', 'abort']);
const iterating = new Set(['forEach', 'map', 'filter', 'some', 'every', 'find', 'reduce', 'flatMap']);

/** What a call makes of the ways that lead to it. */
export function stepThrough(exits: Exits, body: Body, ref: CallRef, runs: readonly Run[]): Outcome {
  const { evaluator } = exits.project;
  const facts = evaluator.facts(ref.file);
  const fact = facts?.calls[ref.call];
  if (!facts || !fact || fact.decorator) return { ...nothing, on: runs };
  const callees = flatten(evaluator.evaluate(ref.file, fact.callee, body.env));
  if (callees.some((v) => endsProcess(exits.project, v, ref, body.env))) return { ...nothing, ended: runs };
  if (chainLinks(facts, ref.call)) return isChained(facts, ref.call) ? { ...nothing, on: runs } : endOfChain(exits, body, ref, runs);
  const own = callees.filter((v) => v.is === 'function');
  if (own.length > 0) return throughFunctions(exits, body, ref, fact, facts, own, runs);
  const handed = throughCallbacks(exits, body, ref, fact, facts, runs);
  if (handed) return handed;
  const seen = callees.every((v) => (v.is === 'library' && !isLoaded(v)) || v.is === 'class' || v.is === 'absent' || v.is === 'literal');
  const harmless = syncCall(evaluator, ref, facts, fact) === 'safe' && !(fatal.has(lastName(facts, fact.callee)) && isElsewhere(exits.project, ref.file, fact.callee));
  const blind = !seen && (callees.some((v) => v.is === 'param' && v.path.length === 0) || !harmless);
  return { ...nothing, on: blind ? runs.map((run) => ({ ...run, blind: [...run.blind, ref] })) : runs };
}

/** Whether a call of this value ends the process: `process.exit`, and `process.kill` of the own id. */
function endsProcess(project: Project, value: Abstract, ref: CallRef, env: Env | undefined): boolean {
  if (isExit(value)) return true;
  return processMember(value) === 'kill' && project.evaluator.argument(ref, 0, env).some((v) => processMember(v) === 'pid');
}

/** What `require` gives for a name that is put together. */
function isLoaded(value: Abstract): boolean {
  const [root] = value.is === 'library' && value.package === 'globalThis' ? value.path : [];
  return root !== undefined && 'member' in root && root.member === 'require';
}

function throughFunctions(exits: Exits, body: Body, ref: CallRef, fact: CallFact, facts: FileFacts, own: readonly FunctionValue[], runs: readonly Run[]): Outcome {
  const quiet = syncCall(exits.project.evaluator, ref, facts, fact) === 'safe';
  const outcomes = own.map((value) => {
    const inside = exits.of(entered(exits.project, value, ref, body.env));
    const async = exits.project.evaluator.facts(value.file)?.functions[value.fn]?.async === true;
    const chained = isChained(facts, ref.call);
    // What an async function throws is thrown where it is awaited or returned; a chain hears it; where the promise is dropped, the caller goes on.
    const joined = !async || fact.awaited === true || fact.returned === true;
    // A logger or a counter may call what it likes: if it does not end the process where that is seen, it does not.
    const known = inside.left.map((run) => (quiet ? { ...run, blind: [] } : run));
    const left = joined || chained ? known : known.map((run) => ({ ...run, waits: [] }));
    const failed = chained ? inside.thrown.map(({ failure: _, ...run }) => run) : inside.thrown;
    return { ...inside, left: [], on: joined ? left : [...left, ...failed], thrown: joined ? inside.thrown : [] };
  });
  const ends = outcomes.filter(endsSometimes).length;
  const unclear = ends > 0 && ends < outcomes.length ? { file: ref.file, env: body.env, way: 0 } : undefined;
  const each = (key: 'on' | 'thrown' | 'ended'): readonly Run[] => runs.flatMap((run) => outcomes.flatMap((o) => o[key].map((piece) => through(run, unclear ? { ...piece, passed: [...piece.passed, unclear] } : piece))));
  return withOn([{ ...nothing, thrown: each('thrown'), ended: each('ended') }], each('on'));
}

/** The frames of a function that a call enters. */
function entered(project: Project, value: FunctionValue, ref: CallRef, env: Env | undefined): FunctionValue {
  const outer = env ?? value.env;
  return depthOf(outer) > 6 ? value : { ...value, env: project.evaluator.enter(value, ref, outer, value.self) };
}

/** What becomes of functions that are handed to a call: a timer calls them for sure, anything else when it is done. */
function throughCallbacks(exits: Exits, body: Body, ref: CallRef, fact: CallFact, facts: FileFacts, runs: readonly Run[]): Outcome | undefined {
  const ends = fact.args.map((_, at) => callbackEnd(exits, ref, at, body.env));
  if (ends.every((end) => end === 'never')) return undefined;
  const name = lastName(facts, fact.callee);
  if (!ends.includes('always') || (fact.callee.is === 'member' && iterating.has(name))) return { ...nothing, on: runs.map((run) => ({ ...run, blind: [...run.blind, ref] })) };
  if (timers.has(name)) return { ...nothing, ended: runs };
  if (isListening(fact) && !comes(exits.project, ref)) return undefined;
  const wait = { file: ref.file, env: body.env, of: { is: 'call' as const, call: ref.call }, range: fact.calleeRange };
  return { ...nothing, on: runs.map((run) => ({ ...run, later: [...run.waits, wait] })) };
}

/** Events that say that something is over. Others, such as "error", may stay away. */
const last = new Set(['close', 'exit', 'finish', 'end', 'drain', 'disconnect', 'done', 'stopped']);

function comes(project: Project, ref: CallRef): boolean {
  const callee = project.evaluator.call(ref)?.callee;
  const event = eventOf(project, ref);
  return event !== undefined && last.has(event) && callee?.is === 'member' && !project.evaluator.evaluate(ref.file, callee.of).some(isProcess);
}

/** Whether a function that is handed in ends the process when it is called. */
function callbackEnd(exits: Exits, ref: CallRef, at: number, env: Env | undefined): 'always' | 'perhaps' | 'never' {
  const values = flatten(exits.project.evaluator.argument(ref, at, env));
  if (values.some(isExit)) return 'always';
  const outcomes = values.flatMap((v) => (v.is === 'function' ? [exits.of(v)] : []));
  if (outcomes.length > 0 && outcomes.every((o) => endsAlways(exits.throwsEnd ? { ...o, thrown: [], ended: [...o.ended, ...o.thrown] } : o))) return 'always';
  return outcomes.some((o) => endsSometimes(o) || o.left.some((run) => run.blind.length > 0)) ? 'perhaps' : 'never';
}
