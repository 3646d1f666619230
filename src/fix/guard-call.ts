import type { ts as Ts } from '../ts.js';
import type { CallRef } from '../analysis/abstract.js';
import type { Project } from '../analysis/project.js';
import type { Fix } from '../model/evidence.js';
import { callNode } from './add-property.js';
import { declareBehindImports } from './behind-imports.js';
import { draftOf, type Draft } from './draft.js';
import { unusedName } from './names.js';
import { brought } from './packages.js';

/** Twice more, after a wait by chance: in milliseconds, and twice that. */
const retries = '{ retries: 2, minTimeout: 200, randomize: true }';
/** As many failures in a row open it, and for so many milliseconds. */
const breaking = { failures: '5', pause: '10_000' };

/** Makes the awaited calls of the first one's file through p-retry. */
export function tryAgain(project: Project, refs: readonly CallRef[]): readonly Fix[] {
  const [first] = refs;
  const draft = first && draftOf(project, first.file);
  const calls = draft ? refs.filter(({ file }) => file === first.file).map((ref) => (isWaitedFor(project, ref) ? awaited(project, draft, ref) : undefined)) : [];
  if (!draft || calls.some((call) => call === undefined)) return [];
  const retry = brought(project, draft, 'retry');
  if (!retry) return [];
  for (const call of calls) if (call) draft.wrap([call.getStart(draft.source.tree), call.end], `${retry.local}(() => `, `, ${retries})`);
  return draft.fix('Try it twice more, after a short wait by chance', { installs: retry.installs });
}

/**
 * Makes all calls of a dependency through one circuit breaker of cockatiel. Empty where they stand in several files.
 * @param dependency as messages name it: a host, or the variable that holds its address
 */
export function breakCircuit(project: Project, dependency: string, refs: readonly CallRef[]): readonly Fix[] {
  const [first] = refs;
  const draft = first && refs.every(({ file }) => file === first.file) ? draftOf(project, first.file) : undefined;
  const calls = draft ? refs.map((ref) => awaited(project, draft, ref)) : [];
  const name = draft && unusedName(draft, [`${wordOf(dependency)}Breaker`, 'breaker']);
  if (!draft || name === undefined || calls.some((call) => call === undefined)) return [];
  const make = brought(project, draft, 'breaker');
  if (!make) return [];
  const all = draft.import({ from: make.package, name: 'handleAll' });
  const inARow = draft.import({ from: make.package, name: 'ConsecutiveBreaker' });
  if (!declareBehindImports(draft, `const ${name} = ${make.local}(${all}, { halfOpenAfter: ${breaking.pause}, breaker: new ${inARow}(${breaking.failures}) });`)) return [];
  for (const call of calls) if (call) draft.wrap([call.getStart(draft.source.tree), call.end], `${name}.execute(() => `, ')');
  return draft.fix(`Fail at once for 10 s when it failed ${breaking.failures} times in a row`, { installs: make.installs });
}

/** Whether a handler makes the call, or who calls its function awaits that. */
function isWaitedFor(project: Project, { file, call }: CallRef): boolean {
  const fn = project.evaluator.call({ file, call })?.fn ?? -1;
  if (project.handlers.some((h) => h.file === file && h.fn === fn)) return true;
  const callers = project.graph.callersOf({ file, fn });
  return callers.length > 0 && callers.every((by) => project.evaluator.call(by)?.awaited === true);
}

/** A call that is awaited where it stands, and whose arguments wait for nothing. */
function awaited(project: Project, draft: Draft, ref: CallRef): Ts.CallExpression | undefined {
  const { ts, tree } = draft.source;
  const call = callNode(project, draft, ref);
  return call && ts.isCallExpression(call) && ts.isAwaitExpression(call.parent) && !/\b(?:await|yield)\b/.test(call.getText(tree)) ? call : undefined;
}

/** `prices` of `prices.example.com` and of `process.env.PRICES_URL`. */
function wordOf(dependency: string): string {
  const word = /^(?:process\.env\.)?(?:(?:www|api)\.)?([A-Za-z][A-Za-z\d]*)/.exec(dependency)?.[1];
  return (word ?? 'circuit').toLowerCase();
}
