import { judgementsIn } from '../../src/analysis/deadline/by-file.js';
import { ineffectiveOf } from '../../src/analysis/deadline/ineffective.js';
import { boundText, howLong, mayHaveOtherCallers, openPhases, traceOf, traceOfClient, type OpenClient } from '../../src/analysis/deadline/report.js';
import type { DeadlineJudgement } from '../../src/analysis/deadline/judge.js';
import type { Project } from '../../src/analysis/project.js';
import { withArticle } from '../../src/analysis/names.js';
import { nameOfCall, spanOf } from '../../src/analysis/site.js';
import { typeModel } from '../../src/catalog/reading.js';
import { adviceOf, boundCall, boundClient, chainText, clientOptionText, factoryOf, optionText, parameterText } from '../../src/fix/set-option.js';
import type { Evidence, Reach } from '../../src/model/evidence.js';
import { defineRule } from '../../src/model/rule.js';

const id = 'require-timeout';

export default defineRule({
  meta: {
    id,
    area: 'reliability',
    item: 'timeouts',
    mode: 'No timeouts: hanging requests consume resources',
    summary: 'Every call that leaves the process has a deadline.',
    why: 'A dependency that accepts connections and does not answer holds each request that waits for it. Sockets, pool clients and memory pile up until the service is as dead as its dependency, though nothing of its own is broken.',
    how: 'Looks at each outbound call that the catalog knows: HTTP clients, database and cache drivers. It passes when an option, a signal that something really aborts, the client, a project-wide setting, a library default of at most 60 s, or a wrapper around it ends the wait. What bounds some phases and leaves others open, such as a body that stalls, is an info; clients, options, constants and wrappers are followed across files. A wrapper that hands on its options is judged where it is called. A client that lacks the deadline is reported once, where it is made. What cannot be resolved is unknown: neither a finding nor a pass.',
    coverage: { practice: 'deadlines', sites: 'outbound calls' },
    level: 'error',
    weakness: 1088,
    gate: ['catalog'],
    examples: [
      { title: 'fetch has no deadline of its own', reports: [2], code: 'export async function rates(url: string) {\n  const response = await fetch(url);\n  return response.json();\n}\n' },
      { title: 'A client without a timeout is reported once', reports: [2], code: "import axios from 'axios';\nconst users = axios.create({ baseURL: 'http://users.internal' });\nexport const user = (id: string) => users.get(`/users/${id}`);\nexport const remove = (id: string) => users.delete(`/users/${id}`);\n" },
      { title: 'A signal ends the wait', reports: [], code: 'export async function rates(url: string) {\n  const response = await fetch(url, { signal: AbortSignal.timeout(5_000) });\n  return response.json();\n}\n' },
      { title: 'The client has a timeout', reports: [], code: "import axios from 'axios';\nconst users = axios.create({ baseURL: 'http://users.internal', timeout: 5_000 });\nexport const user = (id: string) => users.get(`/users/${id}`);\n" },
    ],
    blindSpots: [
      'Libraries that are not in the catalog are not outbound calls for this rule; `catalog` in the configuration adds them.',
      'A client that is made inside a package, or handed in by a container without a visible type, is unknown.',
      'A timeout that interceptors or hooks add at run time is not seen, nor one that a query sets on each connection (`SET statement_timeout`).',
      'A connection string from the environment is read where `.env` or compose files of the repository show it; the one in production may differ.',
    ],
    fix: { offers: 'Sets the option that bounds a call, or all of a client: in place, before a callback, in the object that is handed in under a name, also from another file, and in what a factory of Nest gives. To 10 s; to 60 s for programs and pages, to 300 s for what moves whole bodies, installs or builds, and for language models. Not where the options are put together from several places, and where an option alone does harm.' },
  },
  *file({ file, project }) {
    const { calls, clients } = project.sortedDeadlines;
    for (const judgement of judgementsIn(calls, file)) yield evidenceOf(project, judgement);
    for (const client of clients) if (client.client.file === file) yield openClient(project, client);
  },
});

function evidenceOf(project: Project, judgement: DeadlineJudgement): Evidence {
  const { verdict, outbound, at } = judgement;
  const { reach, trace } = traceOf(project, judgement);
  const name = nameOfCall(project, at);
  const base = { rule: id, span: spanOf(project, at), reach, trace, confidence: 'high', fixes: [], data: { library: outbound.reading.entry.id, call: name } } as const;
  if (verdict.is === 'unknown') return { ...base, outcome: 'unknown', message: `${name}: ${verdict.why}` };
  if (verdict.is === 'none') {
    const reported = ineffectiveOf(project, judgement) && { reportedBy: 'no-ineffective-timeout' };
    return { ...base, ...open(project, judgement, reach), message: `${name} has no deadline: ${howLong(verdict, outbound)}`, ...reported };
  }
  if (mayHaveOtherCallers(project, judgement) && !isToldAtClient(project, judgement)) {
    // One file cannot show all callers; the whole project does, and then only the request itself is open.
    return project.partial
      ? { ...base, ...open(project, judgement, reach), message: `${name} has no deadline of its own, and other files may call this function without one` }
      : { ...base, outcome: 'fail', level: 'info', message: `${name} has no deadline of its own: every caller seen bounds its wait, the request itself runs on`, help: help(project, judgement) };
  }
  const bounded = { message: `${name} is bounded by ${boundText(project, judgement)}`, data: { ...base.data, ...('ms' in verdict && verdict.ms !== undefined && { ms: verdict.ms }), ...(verdict.is === 'bounded' && { by: verdict.by, open: verdict.open.join(',') }) } };
  const rest = project.sortedDeadlines.telling.has(judgement) ? openPhases(judgement) : undefined;
  if (rest === undefined) return { ...base, ...bounded, outcome: 'pass' };
  return { ...base, ...bounded, outcome: 'fail', level: 'info', covered: true, message: `${bounded.message}; ${rest}`, help: 'A signal or a timer around the whole call ends every phase.' };
}

function open(project: Project, judgement: DeadlineJudgement, reach: Reach): Pick<Evidence, 'outcome' | 'level' | 'help' | 'fixes'> {
  return { outcome: 'fail', level: levelFor(reach), help: help(project, judgement), fixes: boundCall(project, judgement.outbound, judgement.at) };
}

/** Nobody waits for a script but the one who started it. */
function levelFor(reach: Reach): 'error' | 'info' {
  return reach === 'script' ? 'info' : 'error';
}

function help(project: Project, { outbound, via }: DeadlineJudgement): string {
  const option = optionText(project, outbound, 'call') ?? optionText(project, outbound, 'client');
  const advice = adviceOf(project, outbound, 'call');
  const chained = chainText(project, outbound);
  if (advice !== undefined) return advice;
  if (option === undefined) return chained === undefined ? 'Race it against a timer, or bound the client that it runs on.' : `Call ${chained} on it.`;
  return via.length > 0 ? `Hand in ${option}, or give the function that forwards it a default.` : `Pass ${option}.`;
}

/** What to do where the client is made, or with each of its calls. */
function helpForClient(project: Project, { client, calls }: OpenClient, noun: string): string {
  const [first] = calls.map((c) => c.outbound);
  const option = clientOptionText(project, calls.map((c) => c.outbound));
  const advice = first && adviceOf(project, first, 'client');
  const factory = factoryOf(project, client);
  if (advice !== undefined) return advice;
  if (option !== undefined) return factory === undefined ? `Set ${option} here: it bounds every call of the ${noun}.` : `Set ${option} in the options that ${factory} gives: it bounds every call of the ${noun}.`;
  const ofCall = first && (optionText(project, first, 'call') ?? chainText(project, first));
  if (ofCall !== undefined) return ofCall.startsWith('.') ? `Call ${ofCall} on each query of the ${noun}.` : `Pass ${ofCall} with each call of the ${noun}.`;
  const parameter = first && parameterText(project, first);
  return parameter === undefined ? `Race the calls of this ${noun} against a timer.` : `Add ${parameter} to its connection string.`;
}

function openClient(project: Project, client: OpenClient): Evidence {
  const [first] = client.calls;
  const { reach, trace } = traceOfClient(project, client);
  const name = nameOfCall(project, client.client);
  const outbound = first?.outbound;
  const noun = outbound ? nounOf(outbound, client) : 'client';
  const outbounds = client.calls.map((c) => c.outbound);
  const count = client.calls.length;
  const verdict = first?.verdict;
  const reason = verdict?.is === 'none' && outbound ? howLong(verdict, outbound) : '';
  return {
    rule: id, outcome: 'fail', span: spanOf(project, client.client), reach, trace, confidence: 'high', level: levelFor(reach),
    message: `${name} makes ${withArticle(`${outbound?.reading.entry.name ?? ''} ${noun}`)} without a deadline, and ${count === 1 ? 'its call gives' : `its ${String(count)} calls give`} none: ${reason}`,
    help: helpForClient(project, client, noun),
    fixes: boundClient(project, outbounds, client.client),
    data: { library: outbound?.reading.entry.id ?? '', call: name, calls: count },
  };
}

/** What the type that takes the options is called. */
function nounOf({ reading }: DeadlineJudgement['outbound'], { client }: OpenClient): string {
  const maker = reading.made.find(({ step }) => 'call' in step && step.call.file === client.file && step.call.call === client.call);
  return (maker && reading.entry.types?.[maker.type]?.noun) ?? typeModel(reading)?.noun ?? 'client';
}

/** Whether its client is told as a whole. */
function isToldAtClient(project: Project, { client }: DeadlineJudgement): boolean {
  return client !== undefined && project.sortedDeadlines.clients.some((told) => told.client.file === client.file && told.client.call === client.call);
}
