import { builtinModules } from 'node:module';
import { isAbsolute, relative, resolve, sep } from 'node:path';
import { flatten, pathText, sameCall, type Abstract, type CallRef, type LibraryValue } from './analysis/abstract.js';
import { noCache } from './analysis/cache.js';
import { readBound } from './analysis/deadline/bound.js';
import { ineffectiveOf } from './analysis/deadline/ineffective.js';
import type { DeadlineJudgement } from './analysis/deadline/judge.js';
import { clientOf, outboundCalls, type OutboundCall } from './analysis/deadline/outbound.js';
import { optionName, type KnobReading } from './analysis/deadline/reading.js';
import { duration } from './analysis/names.js';
import type { Project } from './analysis/project.js';
import { nameOfCall, spanOf, wayTo } from './analysis/site.js';
import { runRules } from './engine/run.js';
import { isClientSide } from './engine/scope.js';
import { servedFiles } from './engine/served.js';
import type { Evidence } from './model/evidence.js';
import type { ExplainedCall, ExplainedJudgement, ExplainedKnob, Explanation } from './model/explanation.js';
import type { FileFacts } from './model/facts.js';
import type { Place, Problem } from './model/report.js';
import { lineStarts, positionAt, type Span } from './model/span.js';
import { UsageError } from './model/usage-error.js';
import type { Waiver } from './model/waiver.js';
import { linkProject, readInputs } from './inputs.js';
import { seenWaivers } from './said.js';
import { applyWaivers, placesIn } from './waivers/apply-waivers.js';

type Inputs = Awaited<ReturnType<typeof readInputs>>;

/** What the answers are taken from. */
interface Scene {
  readonly inputs: Inputs;
  readonly project: Project;
  readonly files: ReadonlyMap<string, FileFacts>;
  readonly evidence: readonly Evidence[];
  readonly waived: ReadonlyMap<Evidence, Waiver>;
  readonly placeOf: (span: Span) => Place;
}

/**
 * Explains what is known of the calls on one line, and why each rule did or did not fire there.
 * @throws {UsageError} when the file is not among the scanned ones or has no such line
 */
export async function explainSite(options: { readonly path: string; readonly file: string; readonly line: number }): Promise<Explanation> {
  const { line } = options;
  const inputs = await readInputs({ path: options.path });
  const { project, files, problems: unread } = await linkProject(inputs, noCache, { path: options.path });
  const file = pathInProject(options.file, inputs.discovery.root, files);
  const facts = file === undefined ? undefined : files.get(file);
  if (file === undefined || !facts) throw notScanned([...inputs.problems, ...unread], files.size, options.file);
  const count = lineStarts(textOf(inputs, file)).length;
  if (line > count) throw new UsageError(`"${file}" has ${String(count)} lines, not ${String(line)}.`);

  const { evidence } = runRules(inputs.rules, project, files, { configured: inputs.config.options ?? {} });
  const { waived } = applyWaivers({ waivers: seenWaivers(inputs.said, { files, leftOut: new Set() }), evidence, placeOf: placesIn(files), ran: new Set(inputs.rules.map(({ meta }) => meta.id)), day: inputs.said.day });
  const scene: Scene = { inputs, project, files, evidence, waived, placeOf: placer(inputs) };
  const problems = [
    ...(facts.syntaxError ? [`${file} has a syntax error: it is not judged`] : []),
    ...(isClientSide(file, facts, project.versionOf) ? [`${file} is code for a browser: it is not judged`] : []),
    ...(servedFiles(project, files, inputs.discovery.files, inputs.manifests.manifests).has(file) ? [`${file} is sent to browsers, and no code of the server imports it: it is not judged`] : []),
    ...Object.entries(inputs.config.rules ?? {}).filter(([, level]) => level === 'off').map(([rule]) => `${rule} is switched off in the configuration`),
  ];
  return { file, line, calls: callsAt(scene, file, line).map((ref) => explain(scene, ref)), problems };
}

/** The file as it was typed: relative to the scanned folder, or to the working directory. */
function pathInProject(file: string, root: string, files: ReadonlyMap<string, unknown>): string | undefined {
  const candidates = [file, relative(root, isAbsolute(file) ? file : resolve(file))].map((p) => p.split(sep).join('/').replace(/^\.\//, ''));
  return candidates.find((p) => files.has(p));
}

function notScanned(problems: readonly Problem[], count: number, file: string): UsageError {
  const problem = problems.find((p) => p.file === file);
  if (problem) return new UsageError(`"${file}" was not judged: it ${problem.message}`, problem.help);
  return new UsageError(`"${file}" is not among the ${String(count)} scanned files.`, 'Tests, build output and what git ignores are left out; --path names the scanned folder.');
}

function textOf({ sources }: Inputs, file: string): string {
  return sources.find((s) => s.path === file)?.text ?? '';
}

function placer(inputs: Inputs): (span: Span) => Place {
  const known = new Map<string, readonly number[]>();
  return ({ file, start, end }) => {
    const starts = known.get(file) ?? lineStarts(textOf(inputs, file));
    known.set(file, starts);
    const [from, to] = [positionAt(starts, start), positionAt(starts, end)];
    return { file, line: from.line, column: from.column, endLine: to.line, endColumn: to.column };
  };
}

/** The calls that begin on a line; else those that a report names this line for; else the innermost one around it. */
function callsAt(scene: Scene, file: string, line: number): readonly CallRef[] {
  const { project, files, placeOf } = scene;
  const calls = files.get(file)?.calls ?? [];
  const refs = calls.map((_, call) => ({ file, call }));
  const begun = refs.filter((ref) => placeOf(spanOf(project, ref)).line === line);
  if (begun.length > 0) return begun;

  const told = project.deadlines.filter((j) => isToldOn(scene, j, file, line)).map((j) => j.at);
  if (told.length > 0) return told;
  const around = refs.filter(({ call }) => {
    const [start, end] = calls[call]?.range ?? [0, 0];
    const { line: from, endLine } = placeOf({ file, start, end });
    return from <= line && line <= endLine;
  });
  const width = ({ call }: CallRef): number => (calls[call]?.range[1] ?? 0) - (calls[call]?.range[0] ?? 0);
  return around.sort((a, b) => width(a) - width(b)).slice(0, 1);
}

function isToldOn({ project, placeOf }: Scene, judgement: DeadlineJudgement, file: string, line: number): boolean {
  const span = ineffectiveOf(project, judgement)?.span;
  return span?.file === file && placeOf(span).line === line;
}

function explain(scene: Scene, ref: CallRef): ExplainedCall {
  const { project } = scene;
  const callee = project.evaluator.call(ref)?.callee;
  const callees = callee ? flatten(project.evaluator.evaluate(ref.file, callee)) : [];
  const judgement = project.deadlines.find((j) => sameCall(j.at, ref));
  const ofClient = project.deadlines.filter((j) => isMadeBy(j, ref));
  const outbound = judgement?.outbound ?? outboundCalls(project, ref)[0] ?? ofClient[0]?.outbound;
  const origin = [...new Set(callees.map((c) => originText(scene, c)))].join(' or ') || 'unknown: nothing is known of it';
  return {
    place: scene.placeOf(spanOf(project, ref)),
    text: nameOfCall(project, ref),
    origin,
    resolved: judgement && judgement.via.length > 0 ? `${nameOfCall(project, judgement.outbound.ref)} at ${at(scene, spanOf(project, judgement.outbound.ref))}` : origin,
    ...(outbound && { library: libraryText(scene, outbound) }),
    knobs: outbound ? knobsFor(scene, outbound, judgement, ofClient.length > 0) : [],
    judgements: evidenceFor(scene, ref, judgement).map((e) => judgementText(scene, e)),
    notes: [...notesFor(scene, ref, callees, { judgement, ofClient, outbound }), reachText(scene, ref)],
  };
}

function isMadeBy({ outbound }: DeadlineJudgement, ref: CallRef): boolean {
  const client = clientOf(outbound);
  return client !== undefined && sameCall(client, ref);
}

function at({ placeOf }: Scene, span: Span): string {
  const { file, line } = placeOf(span);
  return `${file}:${String(line)}`;
}

function originText(scene: Scene, value: Abstract): string {
  switch (value.is) {
    case 'library': return libraryOrigin(value);
    case 'function': {
      const fn = scene.files.get(value.file)?.functions[value.fn];
      return `${fn?.name || 'a function'} of this project, ${at(scene, { file: value.file, start: fn?.range[0] ?? 0, end: fn?.range[1] ?? 0 })}`;
    }
    case 'class': {
      const cls = scene.files.get(value.file)?.classes[value.cls];
      return `class ${cls?.name ?? ''} of this project, ${at(scene, { file: value.file, start: cls?.range[0] ?? 0, end: cls?.range[1] ?? 0 })}`;
    }
    case 'param': return `unknown: argument ${String(value.at + 1)} of ${scene.files.get(value.file)?.functions[value.fn]?.name || 'the function around it'} decides`;
    case 'unknown': return `unknown: ${value.why}`;
    default: return `a value of this project (${value.is})`;
  }
}

/** `ioredis · new Redis().get`. */
function libraryOrigin({ package: name, path }: LibraryValue): string {
  const text = [name === 'globalThis' ? 'global' : name, pathText(path).replace(/^:/, '')].filter(Boolean).join(' · ');
  return path.some((step) => 'typed' in step) ? `${text}, by its declared type` : text;
}

/** The entry, with the version that decides about defaults. */
function libraryText({ inputs }: Scene, { reading, version, ref }: OutboundCall): string {
  const { name, packages } = reading.entry;
  if (version === undefined) return `${name}, version unknown: taken for the newest`;
  const own = packages.map((p) => (p === 'globalThis' || builtinModules.includes(p.replace(/^node:/, '')) ? 'node' : p));
  const from = own.map((p) => inputs.versions.of(ref.file, p)?.from).find((f) => f !== undefined);
  const source = from === 'range' ? ' (the lowest version that package.json allows)' : from === undefined ? '' : ` (by ${from === 'lockfile' ? 'the lockfile' : from})`;
  return own.includes('node') ? `${name}, Node.js ${version}${source}` : `${name} ${version}${source}`;
}

function knobsFor(scene: Scene, outbound: OutboundCall, judgement: DeadlineJudgement | undefined, isClient: boolean): readonly ExplainedKnob[] {
  const knobs = judgement?.knobs ?? readBound(scene.project, outbound).knobs;
  const shown = isClient ? knobs.filter((k) => k.knob.at.some((place) => /^(?:client|set|url|ambient)/.test(place))) : knobs;
  return shown.map((knob) => {
    const span = knob.written ?? (knob.at && knob.at.call >= 0 ? spanOf(scene.project, knob.at) : undefined);
    return { name: optionName(knob), state: stateText(knob, scene.project.longestDefault), ...(span && knob.state !== 'needs' && knob.state !== 'absent' && { at: at(scene, span) }) };
  });
}

function stateText(knob: KnobReading, longestDefault: number): string {
  switch (knob.state) {
    case 'set': return knob.ms === undefined || knob.ms < 0 ? `set by ${knob.how}` : `${duration(knob.ms)} by ${knob.how}`;
    case 'off': return `switched off (${knob.value})`;
    case 'absent': return knob.void ? 'does nothing here: another option would have to be set with it' : absentText(knob, longestDefault);
    case 'ineffective': return `set, and does nothing (${{ 'no-listener': 'nobody listens for its event', 'never-aborted': 'nothing aborts its controller', shared: 'one clock for all calls' }[knob.why]})`;
    case 'needs': return 'given by the caller';
    case 'unknown': return `unknown: ${knob.why}`;
  }
}

function absentText({ knob }: KnobReading, longestDefault: number): string {
  if (knob.default === 'none') return 'not set, and there is no default';
  const ms = knob.unit === 's' ? knob.default * 1000 : knob.default;
  if (ms <= 0) return 'not set; by default it is off';
  const worth = knob.listener ? ', which only emits an event' : ms > longestDefault ? ', too long to count as a deadline' : '';
  return `not set; the default is ${duration(ms)}${worth}`;
}

/** What the rules said at the call, or at the option that was to bound it. */
function evidenceFor({ project, evidence }: Scene, ref: CallRef, judgement: DeadlineJudgement | undefined): readonly Evidence[] {
  const spans = [spanOf(project, ref), ...(judgement ? [ineffectiveOf(project, judgement)?.span] : [])];
  return evidence.filter((e) => spans.some((span) => span?.file === e.span.file && span.start === e.span.start));
}

function judgementText(scene: Scene, evidence: Evidence): ExplainedJudgement {
  const { rule, outcome, message, level, reportedBy } = evidence;
  const waiver = scene.waived.get(evidence);
  const remarks = [
    ...(outcome === 'fail' && reportedBy !== undefined ? [`reported by ${reportedBy}`] : []),
    ...(outcome === 'fail' && level === 'info' ? ['info: shown with --preset strict'] : []),
    ...(waiver ? [`${waiver.kind === 'false-positive' ? 'said to be false' : 'accepted'} in ${waiver.file}:${String(waiver.line)} until ${waiver.until ?? ''}`] : []),
  ];
  return { rule, outcome, message: remarks.length > 0 ? `${message} (${remarks.join('; ')})` : message };
}

interface Known {
  readonly judgement: DeadlineJudgement | undefined;
  readonly ofClient: readonly DeadlineJudgement[];
  readonly outbound: OutboundCall | undefined;
}

/** Where else the answer stands, or why no rule asks anything of the call. */
function notesFor(scene: Scene, ref: CallRef, callees: readonly Abstract[], { judgement, ofClient, outbound }: Known): readonly string[] {
  const { project } = scene;
  if (ofClient.length > 0) return [`makes a client; its calls: ${list(ofClient.map((j) => at(scene, spanOf(project, j.at))))}`];
  const client = project.sortedDeadlines.clients.find(({ calls }) => calls.some((j) => sameCall(j.at, ref)))?.client;
  if (client) return [`no deadline; reported once, where the client is made: ${at(scene, spanOf(project, client))}`];
  if (judgement) return [];
  const callers = project.deadlines.filter((j) => sameCall(j.outbound.ref, ref));
  if (callers.length > 0) return [`the caller decides; judged there: ${list(callers.map((j) => `${at(scene, spanOf(project, j.at))} (${verdictWord(j)})`))}`];
  if (outbound) return ['an outbound call that no rule judged: its file is left out, or no caller gives what it needs'];
  if (callees.some((c) => c.is === 'function' || c.is === 'class')) return ['the outbound calls inside it are judged where they are written'];
  if (callees.some((c) => c.is === 'library')) return ['no outbound call of the catalog: no deadline is asked of it'];
  return ['what it calls is unknown: no rule judges it'];
}

function verdictWord({ verdict }: DeadlineJudgement): string {
  return { bounded: 'pass', wrapped: 'pass', none: 'fail', unknown: 'unknown' }[verdict.is];
}

/** The first few; the report has them all. */
function list(items: readonly string[], most = 6): string {
  const distinct = [...new Set(items)];
  const more = distinct.length - most;
  return more > 0 ? `${distinct.slice(0, most).join(', ')} and ${String(more)} more` : distinct.join(', ');
}

function reachText(scene: Scene, ref: CallRef): string {
  const { reach, trace } = wayTo(scene.project, ref);
  const way = trace.map(({ span, message }) => `${message} (${at(scene, span)})`).join(', ');
  return way === '' ? `reach: ${reach}` : `reach: ${reach}; ${way}`;
}
