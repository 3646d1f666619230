import { isAbsolute, relative, resolve, sep } from 'node:path';
import { noCache } from './analysis/cache.js';
import { flatten, pathText, type Abstract, type CallRef } from './analysis/abstract.js';
import { readBound } from './analysis/deadline/bound.js';
import { outboundCalls } from './analysis/deadline/outbound.js';
import type { KnobReading } from './analysis/deadline/reading.js';
import { calleeName, duration } from './analysis/names.js';
import type { Project } from './analysis/project.js';
import { wayTo } from './analysis/site.js';
import { runRules } from './engine/run.js';
import { isClientSide } from './engine/scope.js';
import type { Evidence } from './model/evidence.js';
import type { ExplainedCall, ExplainedKnob, Explanation } from './model/explanation.js';
import { lineStarts, positionAt } from './model/span.js';
import { UsageError } from './model/usage-error.js';
import { linkProject, readInputs } from './scan.js';

/**
 * Explains what is known of the calls on one line, and why each rule did or did not fire there.
 * @throws {UsageError} when the file is not among the scanned ones or has no such line
 */
export async function explainSite(options: { readonly path: string; readonly file: string; readonly line: number }): Promise<Explanation> {
  const inputs = await readInputs({ path: options.path });
  const { project, files } = await linkProject(inputs, noCache, { path: options.path });
  const file = pathInProject(options.file, inputs.discovery.root, files);
  const facts = file === undefined ? undefined : files.get(file);
  const source = inputs.sources.find((s) => s.path === file);
  if (file === undefined || !facts || !source) throw new UsageError(`"${options.file}" is not among the ${String(files.size)} scanned files.`, 'Tests, build output and what git ignores are left out; --path names the scanned folder.');
  const starts = lineStarts(source.text);
  if (options.line < 1 || options.line > starts.length) throw new UsageError(`"${file}" has ${String(starts.length)} lines, not ${String(options.line)}.`);
  const { evidence } = runRules(inputs.rules, project, files);
  const calls = facts.calls.flatMap((fact, call): readonly ExplainedCall[] => {
    const from = positionAt(starts, fact.calleeRange[0]);
    const to = positionAt(starts, fact.calleeRange[1]);
    if (from.line !== options.line) return [];
    const place = { file, line: from.line, column: from.column, endLine: to.line, endColumn: to.column };
    return [{ place, ...explain(project, { file, call }, evidence.filter((e) => e.span.file === file && e.span.start === fact.calleeRange[0])) }];
  });
  const problems = [...(facts.syntaxError ? [`${file} has a syntax error: it is not judged`] : []), ...(isClientSide(facts) ? [`${file} is client-side code: it is not judged`] : [])];
  return { file, line: options.line, calls, problems };
}

/** The file as it was typed: relative to the scanned folder, or to the working directory. */
function pathInProject(file: string, root: string, files: ReadonlyMap<string, unknown>): string | undefined {
  const candidates = [file, relative(root, isAbsolute(file) ? file : resolve(file))].map((p) => p.split(sep).join('/').replace(/^\.\//, ''));
  return candidates.find((p) => files.has(p));
}

function explain(project: Project, ref: CallRef, evidence: readonly Evidence[]): Omit<ExplainedCall, 'place'> {
  const { evaluator } = project;
  const facts = evaluator.facts(ref.file);
  const fact = evaluator.call(ref);
  const callees = fact ? flatten(evaluator.evaluate(ref.file, fact.callee)) : [];
  const outbound = outboundCalls(project, ref);
  const [first] = outbound;
  const { reach, trace } = wayTo(project, ref);
  return {
    text: facts ? calleeName(facts, ref.call) : '',
    origin: callees.map(originText).join(' or ') || 'nothing is known of it',
    resolved: callees.map((c) => resolvedText(project, c)).join(' or '),
    ...(first && { library: `${first.reading.entry.name}${first.version ? ` ${first.version}` : ', version unknown: taken for the newest'}` }),
    knobs: outbound.flatMap((o) => readBound(project, o).knobs.map((k) => knobText(project, k))),
    judgements: evidence.map(({ rule, outcome, message }) => ({ rule, outcome, message })),
    notes: [...notes(first !== undefined, evidence.length > 0), `reach: ${reach}${trace[0] ? `, ${trace[0].message}` : ''}`],
  };
}

function notes(isOutbound: boolean, judged: boolean): readonly string[] {
  if (!isOutbound) return ['not an outbound call that the catalog knows: no deadline is asked of it'];
  return judged ? [] : ['judged elsewhere: at the client that makes it, or at the callers that give its options'];
}

function originText(value: Abstract): string {
  switch (value.is) {
    case 'library': return `${value.package === 'globalThis' ? 'global' : value.package} ${pathText(value.path)}`.trim();
    case 'function': return `a function of ${value.file}`;
    case 'class': return `a class of ${value.file}`;
    case 'param': return `parameter ${String(value.at + 1)} of a function of ${value.file}`;
    case 'unknown': return `unknown: ${value.why}`;
    default: return `a ${value.is}`;
  }
}

function resolvedText(project: Project, value: Abstract): string {
  if (value.is !== 'function') return originText(value);
  const fn = project.evaluator.facts(value.file)?.functions[value.fn];
  return `${fn?.name || 'a function'} of ${value.file}`;
}

function knobText(project: Project, knob: KnobReading): ExplainedKnob {
  const facts = knob.at && project.evaluator.facts(knob.at.file);
  const at = knob.at && facts ? `${knob.at.file} (${calleeName(facts, knob.at.call)})` : undefined;
  return { name: knob.name, state: stateText(knob), ...(at !== undefined && { at }) };
}

function stateText(knob: KnobReading): string {
  switch (knob.state) {
    case 'set': return knob.ms === undefined ? `set by ${knob.how}` : `${duration(knob.ms)} by ${knob.how}`;
    case 'off': return `switched off (${knob.value})`;
    case 'absent': return knob.knob.default === 'none' ? 'not set; the library has no default' : `not set; the library's default is ${duration(knob.knob.unit === 's' ? knob.knob.default * 1000 : knob.knob.default)}`;
    case 'ineffective': return `set, and does nothing (${knob.why})`;
    case 'needs': return 'given by the caller';
    case 'unknown': return `unknown: ${knob.why}`;
  }
}
