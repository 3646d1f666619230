import { callKey, flatten } from '../../src/analysis/abstract.js';
import { libraryBreakersIn, type LibraryBreaker } from '../../src/analysis/breakers/library-breakers.js';
import { isMadePerCall } from '../../src/analysis/breakers/made-per-call.js';
import { ownBreakersIn, type OwnBreaker } from '../../src/analysis/breakers/own-breakers.js';
import { makersOf } from '../../src/analysis/lifetimes/long-lived.js';
import type { Project } from '../../src/analysis/project.js';
import { failsByStatus } from '../../src/analysis/retries/requests.js';
import { nameOfCall, placeText, spanOf, wayTo, wayToFunction } from '../../src/analysis/site.js';
import type { Evidence } from '../../src/model/evidence.js';
import { defineRule } from '../../src/model/rule.js';

const id = 'no-unsafe-circuit-breaker';

export default defineRule({
  meta: {
    id,
    area: 'reliability',
    item: 'circuit-breakers',
    mode: 'No Circuit Breakers',
    summary: 'A circuit breaker lives as long as the process, counts what matters, and tries with one call.',
    why: 'A breaker remembers failures. One that is made for each request remembers none, and never opens. One that lets all callers through when its pause is over sends the whole load to a server that has just come back. One that counts 404 as a failure cuts off everybody because a few ask for what is not there. And one without a timeout waits for a call that never fails.',
    how: 'Looks at each circuit breaker: those of opossum and cockatiel, and those that the project writes itself, recognised by what they do: failures are counted, a count opens a state, and the state rejects before the call. It fails when one is made and used by one run of a function, when nothing holds back the others while one call tries whether the server is back, when nothing closes it again, when opossum counts answers such as 404 of a client that throws on them, and when opossum has no timeout around a call that has no deadline. It passes when none of these is so.',
    coverage: { practice: 'circuit breakers that work', sites: 'circuit breakers' },
    level: 'warning',
    gate: ['opossum', 'cockatiel', 'catch'],
    examples: [
      { title: 'Made for each call', reports: [3], code: "import CircuitBreaker from 'opossum';\nexport async function load(ask: () => Promise<string>) {\n  const breaker = new CircuitBreaker(ask, { timeout: 3_000 });\n  return breaker.fire();\n}\n", dependencies: { opossum: '9.0.0' } },
      { title: 'When the pause is over, all come through', reports: [7], code: "export class Breaker {\n  private failures = 0;\n  private state = 'closed';\n  private until = 0;\n  async call<T>(work: () => Promise<T>): Promise<T> {\n    // The first of them sets the state, and the others see it.\n    if (this.state === 'open') {\n      if (Date.now() < this.until) throw new Error('open');\n      this.state = 'half-open';\n    }\n    try {\n      const result = await work();\n      this.failures = 0;\n      this.state = 'closed';\n      return result;\n    } catch (error) {\n      this.failures++;\n      if (this.failures >= 5) {\n        this.state = 'open';\n        this.until = Date.now() + 10_000;\n      }\n      throw error;\n    }\n  }\n}\n" },
      { title: 'One for the process', reports: [], code: "import CircuitBreaker from 'opossum';\nasync function ask(id: string) {\n  return id;\n}\nconst breaker = new CircuitBreaker(ask, { timeout: 3_000 });\nexport async function load(id: string) {\n  return breaker.fire(id);\n}\n", dependencies: { opossum: '9.0.0' } },
      { title: 'One call tries whether the server is back', reports: [], code: "export class Breaker {\n  private failures = 0;\n  private until = 0;\n  private trying = false;\n  async call<T>(work: () => Promise<T>): Promise<T> {\n    if (this.failures >= 5) {\n      if (this.trying || Date.now() < this.until) throw new Error('open');\n      this.trying = true;\n    }\n    try {\n      const result = await work();\n      this.failures = 0;\n      return result;\n    } catch (error) {\n      this.failures++;\n      if (this.failures >= 5) this.until = Date.now() + 10_000;\n      throw error;\n    } finally {\n      this.trying = false;\n    }\n  }\n}\n" },
    ],
    blindSpots: [
      'A breaker whose state is kept in Redis, or in another object, is not recognised.',
      'Breakers of other libraries are not known.',
      'Whether a threshold or a pause is well chosen is not asked.',
    ],
    fix: { none: 'A breaker has to be made where all callers find it, and what it should count is known by those who know the other side.' },
  },
  *file({ file, project }) {
    for (const breaker of libraryBreakersIn(project, file)) yield judgeLibrary(project, breaker);
    for (const breaker of ownBreakersIn(project, file)) yield judgeOwn(project, breaker);
  },
});

type Verdict = Pick<Evidence, 'message' | 'help'>;

function judgeLibrary(project: Project, breaker: LibraryBreaker): Evidence {
  const { ref, library } = breaker;
  const { reach, trace } = wayTo(project, ref);
  const base = { rule: id, span: spanOf(project, ref), reach, trace, confidence: 'high' as const, fixes: [], data: { library } };
  const level = reach === 'script' ? 'info' : 'warning';
  const failure = perCall(project, breaker) ?? countsAnswers(project, breaker) ?? withoutDeadline(project, breaker);
  return failure ? { ...base, outcome: 'fail', level, ...failure } : { ...base, outcome: 'pass', message: `${library} counts the failures of all calls that go through it` };
}

function perCall(project: Project, { ref }: LibraryBreaker): Verdict | undefined {
  return isMadePerCall(project, ref) ? { message: `${nameOfCall(project, ref)} makes a circuit breaker for this one run of the function: what it counts is gone before the next call, so that it never opens.`, help: 'Make it once, at the top of the module or in the constructor of a service, and only call it here.' } : undefined;
}

/** What an option of the breaker is; empty where it is not set. */
function optionOf({ evaluator }: Project, { ref, options }: LibraryBreaker, name: string): ReturnType<typeof flatten> {
  return options ? flatten(evaluator.evaluate(ref.file, options)).flatMap((v) => flatten(evaluator.member(v, name))).filter((v) => v.is !== 'absent') : [];
}

function countsAnswers(project: Project, breaker: LibraryBreaker): Verdict | undefined {
  const call = breaker.outbound.find(failsByStatus);
  if (!call || breaker.library !== 'opossum' || optionOf(project, breaker, 'errorFilter').length > 0) return undefined;
  return { message: `This breaker counts each answer such as 404 or 422 to ${nameOfCall(project, call.ref)} (${placeText(project, call.ref)}) as a failure: a few callers who ask for the wrong thing open it for everybody.`, help: 'Set errorFilter: (error) => error.response?.status < 500, so that answers to wrong requests do not count.' };
}

function withoutDeadline(project: Project, breaker: LibraryBreaker): Verdict | undefined {
  if (breaker.library !== 'opossum' || !optionOf(project, breaker, 'timeout').some((v) => v.is === 'literal' && (v.value === false || v.value === 0))) return undefined;
  const open = breaker.outbound.find(({ ref }) => project.deadlines.some((j) => callKey(j.outbound.ref) === callKey(ref) && j.verdict.is === 'none'));
  return open && { message: `timeout is switched off here, and ${nameOfCall(project, open.ref)} (${placeText(project, open.ref)}) has no deadline: a call that hangs never counts as a failure, and the breaker stays closed while all callers wait.`, help: 'Set timeout, or give the call a deadline.' };
}

function judgeOwn(project: Project, breaker: OwnBreaker): Evidence {
  const { file, fn, range: [start, end], name, letsAllThrough, staysOpen } = breaker;
  const { reach, trace } = wayToFunction(project, { file, fn });
  const base = { rule: id, span: { file, start, end }, reach, trace, confidence: 'high' as const, fixes: [], data: { library: 'own' } };
  const level = reach === 'script' ? 'info' : 'warning';
  const makers = breaker.cls === undefined ? [] : makersOf(project, { file, cls: breaker.cls });
  const made = makers.find((by) => isMadePerCall(project, by));
  if (made) return { ...base, outcome: 'fail', level, span: spanOf(project, made), message: `${name} is a circuit breaker, and this makes one for a single run of the function: what it counts is gone before the next call, so that it never opens.`, help: 'Make it once, at the top of the module or in the constructor of a service, and only call it here.' };
  if (staysOpen) return { ...base, outcome: 'fail', level, message: `Nothing closes ${name || 'this breaker'} again: after enough failures it rejects all calls until the process is started anew.`, help: 'Let a call through some time after it has opened, and close it when that one succeeds.' };
  if (letsAllThrough) return { ...base, outcome: 'fail', level, span: { file, start: letsAllThrough[0], end: headEnd(project, file, letsAllThrough[0]) }, message: `When the pause of ${name || 'this breaker'} is over, it lets all callers through at once: the first one changes the state, and nothing holds back the others while it tries. A server that has just come back gets the whole load.`, help: 'Let one call through: set a flag such as this.trying before it, reject all others while it is set, and clear it when the call has ended.' };
  return { ...base, outcome: 'pass', message: 'failures are counted, a count opens it, and one call tries whether the other side is back' };
}

function headEnd(project: Project, file: string, start: number): number {
  return (project.evaluator.facts(file)?.lines.find((at) => at > start) ?? start + 2) - 1;
}
