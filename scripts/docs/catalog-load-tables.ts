import type { BlockingModel } from '../../src/catalog/blocking-model.js';
import type { ClientModel } from '../../src/catalog/client-model.js';
import type { CatalogEntry, CostModel, FanOutModel, FlagModel, GuardModel, LocalStateModel, QueueModel, ReadModel, RetryModel, SizeLimitModel, SlowWorkModel, TrackerModel } from '../../src/catalog/types.js';
import { pathWords, versionWords } from './catalog-words.js';
import { code, table } from './markdown.js';

/** What the catalog says of an entry under load: rows, fan-outs, retries, clients, blocking work, guards of requests, limits, and what one instance keeps. */
export function loadTables(entry: CatalogEntry): readonly string[] {
  return [
    ...readsTable(entry.reads ?? []),
    ...fanOutsTable(entry.fanOuts ?? []),
    ...retriesTable(entry.retries ?? []),
    ...clientsTable(entry.clients ?? []),
    ...blockingTable(entry.blocking ?? []),
    ...guardsTable(entry.guards ?? []),
    ...costsTable(entry.costs ?? []),
    ...sizeLimitsTable(entry.sizeLimits ?? []),
    ...localStatesTable(entry.localStates ?? []),
    ...queuesTable(entry.queues ?? []),
    ...slowWorkTable(entry.slowWork ?? []),
    ...flagsTable(entry.flags ?? []),
    ...trackersTable(entry.trackers ?? []),
  ];
}

const readWords: Readonly<Record<ReadModel['is'], string>> = { rows: 'gets rows', pipeline: 'gets what comes out of stages', text: 'is given SQL', adds: 'adds rows' };

function readsTable(reads: readonly ReadModel[]): readonly string[] {
  if (reads.length === 0) return [];
  const rows = reads.map((r) => [
    pathWords(r.path),
    readWords[r.is],
    [...(r.limits ?? []).map(code), ...(r.chained?.limits ?? []).map((name) => code(`.${name}()`))].join(', ') || (r.is === 'text' ? 'what the SQL says' : ''),
    versionWords(r.versions),
    r.verified === undefined ? r.source : `${r.source} (seen on ${r.verified})`,
  ]);
  return ['### Rows', table(['Path', 'What it does', 'Limited by', 'Versions', 'Source'], rows)];
}

function fanOutsTable(fanOuts: readonly FanOutModel[]): readonly string[] {
  if (fanOuts.length === 0) return [];
  const rows = fanOuts.map((f) => [
    f.path === '' ? 'the export' : pathWords(f.path),
    f.limited ? 'one at a time' : f.limit === undefined ? 'all at once' : `as many as ${code(f.limit)} says, else all at once`,
    versionWords(f.versions),
    f.verified === undefined ? f.source : `${f.source} (seen on ${f.verified})`,
  ]);
  return ['### Work for each element', table(['Path', 'How many at a time', 'Versions', 'Source'], rows)];
}

function retriesTable(retries: readonly RetryModel[]): readonly string[] {
  if (retries.length === 0) return [];
  const rows = retries.map((r) => [
    r.path === '' ? 'the export' : pathWords(r.path),
    { work: 'a function', requests: 'requests', jobs: 'jobs' }[r.of],
    `${r.attempts.default === 'endless' ? 'without an end' : `${String(r.attempts.default)} ${r.attempts.are}`}; ${r.attempts.at.map(code).join(', ')}`,
    r.wait ? `${r.wait.rate}${r.wait.random === true ? ', by chance' : ''}` : 'its own',
    versionWords(r.versions),
    r.verified === undefined ? r.source : `${r.source} (measured on ${r.verified})`,
  ]);
  return ['### Retries', table(['Path', 'Tries again', 'How often', 'Wait', 'Versions', 'Source'], rows)];
}

function clientsTable(clients: readonly ClientModel[]): readonly string[] {
  if (clients.length === 0) return [];
  const holds = { connections: 'connections of its own', process: 'a process', agent: 'sockets, for a while' } as const;
  const rows = clients.map((c) => [
    `${pathWords(c.path)}${c.where === undefined ? '' : `, with ${code(c.where)}`}`, c.noun, holds[c.holds], c.closes.map(code).join(', '),
    [...(c.dedicated ?? []).map(code), ...(c.lent === undefined ? [] : [`what is lent by ${code(c.lent)}`])].join(', '),
    versionWords(c.versions), c.verified === undefined ? c.source : `${c.source} (measured on ${c.verified})`,
  ]);
  return ['### Made once and shared', table(['Path', 'Gives', 'Holds', 'Closed by', 'Not shared with', 'Versions', 'Source'], rows)];
}

function blockingTable(blocking: readonly BlockingModel[]): readonly string[] {
  if (blocking.length === 0) return [];
  const rows = blocking.map((b) => [pathWords(b.path), b.does, b.takes === 'work' ? 'yes' : 'as a rule not', b.instead, versionWords(b.versions), b.verified === undefined ? b.source : `${b.source} (measured on ${b.verified})`]);
  return ['### Blocks the process', table(['Path', 'What it does', 'Takes long', 'Instead', 'Versions', 'Source'], rows)];
}

const refusedWords: Readonly<Record<GuardModel['refuses'], string>> = { 'too many': 'too many requests of one client', overload: 'all, under overload', forged: 'those that another site forged' };

function guardsTable(guards: readonly GuardModel[]): readonly string[] {
  if (guards.length === 0) return [];
  const rows = guards.map((g) => [pathOrExport(g.path), g.as, refusedWords[g.refuses], versionWords(g.versions), sourceText(g)]);
  return ['### Guards of requests', table(['Path', 'Used as', 'Refuses', 'Versions', 'Source'], rows)];
}

function costsTable(costs: readonly CostModel[]): readonly string[] {
  if (costs.length === 0) return [];
  return ['### Costly work', table(['Path', 'What', 'Source'], costs.map((c) => [pathOrExport(c.path), c.is === 'password' ? 'hashes or compares a password' : 'sends mail', c.source]))];
}

function sizeLimitsTable(limits: readonly SizeLimitModel[]): readonly string[] {
  if (limits.length === 0) return [];
  const rows = limits.map((l) => [pathOrExport(l.path), l.noun, l.limits.map(code).join(', '), l.otherwise === 'none' ? 'nothing' : `${String(l.otherwise)} bytes`, versionWords(l.versions), sourceText(l)]);
  return ['### Limits of bodies', table(['Path', 'Reads', 'Bounded by', 'Else by', 'Versions', 'Source'], rows)];
}

function localStatesTable(states: readonly LocalStateModel[]): readonly string[] {
  if (states.length === 0) return [];
  const rows = states.map((s) => [pathOrExport(s.path), s.keeps, [...(s.unless ?? []), ...(s.unlessCalled ?? []).map((m) => `.${m}()`)].map(code).join(', '), versionWords(s.versions), sourceText(s)]);
  return ['### Kept by one instance', table(['Path', 'Keeps', 'Shared by', 'Versions', 'Source'], rows)];
}

const queueWords: Readonly<Record<QueueModel['is'], string>> = { memory: 'waits in memory', jobs: 'is kept by a server', consumer: 'is handed to the process' };

function queuesTable(queues: readonly QueueModel[]): readonly string[] {
  if (queues.length === 0) return [];
  const rows = queues.map((q) => [pathOrExport(q.path), queueWords[q.is], [...(q.bounds ?? []), ...(q.boundsOfEach ?? [])].map(code).join(', '), q.otherwise ?? 'nothing', versionWords(q.versions), sourceText(q)]);
  return ['### Queues', table(['Path', 'Its work', 'Bounded by', 'Else by', 'Versions', 'Source'], rows)];
}

function slowWorkTable(works: readonly SlowWorkModel[]): readonly string[] {
  if (works.length === 0) return [];
  return ['### Slow work', table(['Path', 'What it does', 'Versions', 'Source'], works.map((w) => [pathOrExport(w.path), w.does, versionWords(w.versions), w.source]))];
}

const flagWords: Readonly<Record<FlagModel['does'], string>> = { asks: 'asks for a flag', starts: 'makes a client', provides: 'says where flags come from', waits: 'waits for the flags' };

function flagsTable(flags: readonly FlagModel[]): readonly string[] {
  if (flags.length === 0) return [];
  const rows = flags.map((f) => [pathOrExport(f.path), flagWords[f.does], f.deadline === undefined ? '' : code(f.deadline), f.off === undefined ? '' : code(f.off), versionWords(f.versions), sourceText(f)]);
  return ['### Feature flags', table(['Path', 'What it does', 'Its longest time', 'Switched off by', 'Versions', 'Source'], rows)];
}

function trackersTable(trackers: readonly TrackerModel[]): readonly string[] {
  if (trackers.length === 0) return [];
  const rows = trackers.map((t) => [pathOrExport(t.path), t.does === 'starts' ? 'starts it' : 'is told of an error', [...(t.key === undefined ? [] : [`an empty ${code(t.key)}`]), ...(t.off ?? []).map(({ at, is }) => code(`${at}: ${String(is)}`))].join(', '), versionWords(t.versions), sourceText(t)]);
  return ['### Error trackers', table(['Path', 'What it does', 'Sends nothing by', 'Versions', 'Source'], rows)];
}

function pathOrExport(path: string): string {
  return path === '' ? 'the export' : pathWords(path);
}

function sourceText({ source, verified }: { readonly source: string; readonly verified?: string }): string {
  return verified === undefined ? source : `${source} (measured on ${verified})`;
}
