import type { CallFact, FileFacts, Value } from '../../model/facts.js';
import { workOfFunction } from '../fanouts/work-of-each.js';
import { everyStep } from '../every-step.js';
import { collectionsOf, type Collection } from '../lifetimes/collection.js';
import { usesOf, type CollectionUses, type Departure, type Growth } from '../lifetimes/collection-uses.js';
import { placeOfGrowth } from '../lifetimes/growth.js';
import { occasionOf, type Occasion } from '../lifetimes/occasion.js';
import type { Project } from '../project.js';
import { sizeDecides } from '../lifetimes/size-decides.js';
import { placeOf } from '../site.js';
import { loopsAround } from '../sizes/loops-around.js';
import { lastName } from '../promises/registrations.js';
import type { JudgedQueue, QueueVerdict } from './queue-verdict.js';

interface Added {
  readonly growth: Growth;
  readonly occasion: Occasion;
}

/** Methods that ask whether something is in a list already. */
const asking = new Set(['includes', 'indexOf', 'some', 'find', 'findIndex', 'has']);

/** The lists of a file that outlive a call, to which some code adds and from whose front other code takes, judged. */
export function listQueuesIn(project: Project, file: string): readonly JudgedQueue[] {
  return collectionsOf(project, file).flatMap((collection): readonly JudgedQueue[] => {
    if (collection.kind !== 'array' || collection.ownerUnseen) return [];
    const uses = usesOf(project, collection);
    const taken = uses.leaves.filter((leave) => isTaken(project, leave));
    const grows = uses.grows.filter((g) => !project.isScript(g.file) && !g.key);
    if (taken.length === 0 || grows.length === 0) return [];
    const added = grows.map((growth): Added => ({ growth, occasion: occasionOf(project, growth) }));
    const worst = added.find(({ occasion }) => occasion.reach === 'request') ?? added.find(({ occasion }) => occasion.runs === 'again') ?? added[0];
    if (!worst) return [];
    const { reach, trace } = worst.occasion;
    const [start, end] = collection.range;
    const at = { span: placeOfGrowth(worst.growth), message: `${worst.growth.name} adds here` };
    return [{ span: { file, start, end }, name: collection.name, kind: 'list', reach, trace: [...trace, at], verdict: verdictOf(project, collection, uses, taken, added, worst) }];
  });
}

/** `queue.shift()`, whose result somebody uses: one that is dropped only makes room. */
function isTaken(project: Project, { file, fn, range, name, all }: Departure): boolean {
  const fact = callAt(project.evaluator.facts(file), fn, range);
  return !all && fact !== undefined && !fact.dropped && (name.endsWith('.shift') || (name.endsWith('.splice') && fact.args.length > 0 && isZero(fact.args[0])));
}

function isZero(value: Value | undefined): boolean {
  return value?.is === 'literal' && value.value === 0;
}

function callAt(facts: FileFacts | undefined, fn: number, [start, end]: Departure['range']): CallFact | undefined {
  return facts?.calls.find((c) => c.fn === fn && c.calleeRange[0] === start && c.calleeRange[1] === end);
}

function verdictOf(project: Project, collection: Collection, uses: CollectionUses, taken: readonly Departure[], added: readonly Added[], worst: Added): QueueVerdict {
  const { growth, occasion } = worst;
  const later = added.filter(({ occasion: { runs } }) => runs !== 'once');
  // `if (queue.length > most) queue.shift()`
  const makesRoom = uses.measured.some((m) => uses.leaves.some((leave) => leave.file === m.file && leave.fn === m.fn && !taken.includes(leave)));
  const isMeasured = ({ growth: g }: Added): boolean => uses.measured.some((m) => sizeDecides(project, m, g));
  const [unseen] = uses.unseen;
  if (later.length === 0 && unseen === undefined) return { is: 'bounded', by: 'what start-up adds' };
  if (later.length > 0 && (makesRoom || later.every(isMeasured))) return { is: 'bounded', by: 'a check of its length' };
  if (unseen !== undefined) return { is: 'unknown', why: unseen };
  if (uses.measured.length > 0) return { is: 'unknown', why: 'its length is looked at, and what follows from it is not seen' };
  if (occasion.runs !== 'again') return { is: 'unknown', why: 'how often something is added is not seen' };
  if (isInExecutor(project, growth)) return { is: 'unknown', why: 'who adds to it waits for its turn' };
  if (asksBefore(project, growth)) return { is: 'unknown', why: 'what is in it already is not added again' };
  if (uses.leaves.some(({ all }) => all) || taken.some((t) => emptiesAtOnce(project, t))) return { is: 'unknown', why: 'all of it is taken out at once' };
  const work = taken.map((t) => ({ t, work: workOfTaker(project, t) })).find((w) => w.work !== undefined);
  if (!work) return { is: 'unknown', why: 'the work for what is taken out is not seen to take time' };
  if (collection.kind !== 'array') return { is: 'unknown', why: 'it is no list' };
  const one = occasion.reach === 'request' ? 'request' : occasion.reach === 'worker' ? 'event or job' : 'turn';
  return {
    // What comes by requests has no end; events and jobs are mostly as many as somebody makes.
    is: 'open', level: occasion.reach === 'request' ? 'warning' : 'info',
    what: `is a queue without a limit: each ${one} adds to it at ${placeOf(project, placeOfGrowth(growth))}, and ${work.t.name} (${placeOf(project, placeOfGrowth(work.t))}) takes them out one after another, ${work.work ?? ''}`,
    then: 'When more comes than is done, it grows until the process is killed, and all that waits in it is lost.',
    help: 'Refuse when its length passes a limit (503 for a request), or hand the work to a queue that outlives the process, such as BullMQ',
  };
}

/** `new Promise((resolve) => queue.push({ work, resolve }))`: whoever adds waits. */
function isInExecutor(project: Project, { file, fn }: Growth): boolean {
  const facts = project.evaluator.facts(file);
  for (let at = fn; facts && at !== -1; at = facts.functions[at]?.parent ?? -1) {
    const by = facts.functions[at]?.passedTo;
    if (by && lastName(facts, facts.calls[by.call]?.callee ?? { is: 'unknown' }) === 'Promise') return true;
  }
  return false;
}

/** `if (!queue.includes(id)) queue.push(id)`, `if (queued.has(id)) return`. */
function asksBefore(project: Project, { file, fn, range }: Growth): boolean {
  const facts = project.evaluator.facts(file);
  return facts?.calls.some((c) => c.fn === fn && c.range[0] < range[0] && c.callee.is === 'member' && asking.has(c.callee.name) && (c.tested === true || c.callee.name === 'find' || c.callee.name === 'findIndex' || c.callee.name === 'indexOf')) === true;
}

/** `queue.splice(0)`, `while (queue.length > 0) handle(queue.shift())` without a wait. */
function emptiesAtOnce(project: Project, { file, fn, range, name }: Departure): boolean {
  const facts = project.evaluator.facts(file);
  const fact = callAt(facts, fn, range);
  if (!facts || !fact) return false;
  if (name.endsWith('.splice')) return fact.args.length === 1 || (fact.args[1]?.is === 'member' && fact.args[1].name === 'length');
  const [loop] = loopsAround(facts, range).filter((l) => l.range[0] >= (facts.functions[fn]?.range[0] ?? 0));
  if (!loop) return false;
  return ![...everyStep(facts)].some(({ step, fn: at }) => at === fn && typeof step !== 'number' && step.is === 'await' && step.range[0] >= loop.range[0] && step.range[1] <= loop.range[1]);
}

/** What the function does that takes something out, where that leaves the process. */
function workOfTaker(project: Project, { file, fn }: Departure): string | undefined {
  if (fn === -1) return undefined;
  const work = workOfFunction(project, { file, fn });
  if (work.is === 'outbound') return `with one ${work.outbound.model.does} for each`;
  const facts = project.evaluator.facts(file);
  const waits = facts && [...everyStep(facts)].some(({ step, fn: at }) => at === fn && typeof step !== 'number' && step.is === 'await');
  return waits ? 'and waits in between' : undefined;
}
