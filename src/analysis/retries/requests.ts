import type { FileFacts, Property, Value } from '../../model/facts.js';
import { flatten, type Abstract } from '../abstract.js';
import { settingsAt } from '../deadline/place.js';
import type { OutboundCall } from '../deadline/outbound.js';
import type { Project } from '../project.js';

/** Clients for which an answer such as 404 is no error. */
const answersOnly = new Set(['fetch', 'undici', 'node-fetch', 'cross-fetch', 'http', 'http2', 'needle', 'bun', 'deno']);
const verbs = new Set(['get', 'head', 'options', 'put', 'delete', 'del', 'post', 'patch']);
/** By POST, though they only read, or may be repeated. */
const readingPaths = new Set(['graphql', 'search', '_search', '_msearch', 'query', 'token', 'login', 'embeddings', 'completions', 'translate', 'health', 'ping', 'verify', 'siteverify', 'validate', 'introspect', 'count']);
const keys = /^(?:x-)?idempotency-?key$|^idempotency$|^idempotent-?key$|^x-request-id$|^(?:x-)?(?:amz-)?client-?token$/i;

/** Whether it is a request over HTTP, by a client of whatever kind. */
export function isRequest({ model }: OutboundCall): boolean {
  return model.phases.includes('headers');
}

/** Whether an answer of 4xx is an error of the call. */
export function failsByStatus({ reading, model }: OutboundCall): boolean {
  return model.phases.includes('headers') && !answersOnly.has(reading.entry.id);
}

/** POST and PATCH, where that is written and nothing says that doing it twice is as good as once. */
export function isDoneTwice(project: Project, outbound: OutboundCall): boolean {
  const { model, ref, fact } = outbound;
  if (model.does !== 'HTTP request') return false;
  const method = methodOf(project, outbound);
  if (method !== 'post' && method !== 'patch') return false;
  const facts = project.evaluator.facts(ref.file);
  return facts !== undefined && !readsOnly(project, outbound) && !fact.args.some((a) => namesKey(project, ref.file, facts, a, 0));
}

/** The method in small letters; absent where it is not seen. */
export function methodOf(project: Project, outbound: OutboundCall): string | undefined {
  const { fact, reading } = outbound;
  const last = fact.callee.is === 'member' ? fact.callee.name.toLowerCase() : '';
  if (verbs.has(last)) return last === 'del' ? 'delete' : last;
  const settings = [...settingsAt(project, outbound, 'call.method'), ...(reading.entry.id === 'axios' ? settingsAt(project, outbound, 'arg0.method') : [])].flatMap(({ values }) => flatten(values));
  const written = settings.flatMap((v) => (v.is === 'literal' && typeof v.value === 'string' ? [v.value.toLowerCase()] : []));
  if (written.length === 1 && settings.every((v) => v.is === 'literal' || v.is === 'absent')) return written[0];
  return settings.every((v) => v.is === 'absent' || (v.is === 'literal' && v.value === undefined)) ? 'get' : undefined;
}

function readsOnly(project: Project, { ref, model, env }: OutboundCall): boolean {
  const texts = flatten(project.evaluator.argument(ref, model.url ?? 0, env)).flatMap((v) => (v.is === 'literal' && typeof v.value === 'string' ? [v.value] : v.is === 'text' ? v.parts : []));
  return texts.some((text) => text.split(/[/?#:&=.]/).some((part) => readingPaths.has(part.toLowerCase())));
}

/** Whether a key against doing it twice is among the options, or they are put together from what is not seen. */
function namesKey(project: Project, file: string, facts: FileFacts, value: Value, depth: number): boolean {
  if (depth > 6) return true;
  const of = (v: Value): boolean => namesKey(project, file, facts, v, depth + 1);
  switch (value.is) {
    case 'object': return value.props.some((p) => isKey(p) || ((p.key === 'headers' || p.spread !== undefined || p.key === undefined) && hides(project, file, facts, p, depth)) || (p.value?.is === 'object' && of(p.value)));
    case 'ref': {
      const { values = [], kind } = facts.bindings[value.to] ?? {};
      const written = values.filter((v) => v.is === 'object');
      if (written.some(of)) return true;
      // `headers.set('Idempotency-Key', key)`, `headers[name] = key`
      return kind !== 'param' && facts.calls.some((c) => c.callee.is === 'member' && c.callee.of.is === 'ref' && c.callee.of.to === value.to && c.args.some((a) => a.is === 'literal' && typeof a.value === 'string' && keys.test(a.value)));
    }
    case 'either': return value.of.some(of);
    default: return false;
  }
}

function isKey({ key }: Property): boolean {
  return key !== undefined && keys.test(key);
}

/** Headers that a function puts together, or that come from elsewhere, may hold it. */
function hides(project: Project, file: string, facts: FileFacts, { value, spread }: Property, depth: number): boolean {
  const given = value ?? spread;
  if (!given) return true;
  if (given.is === 'object') return namesKey(project, file, facts, given, depth + 1);
  const seen: readonly Abstract[] = flatten(project.evaluator.evaluate(file, given));
  return seen.length === 0 || seen.some((v) => (v.is === 'object' ? v.props.some((p) => isKey(p) || (p.spread !== undefined && p.spread.is !== 'either')) : v.is !== 'literal' && v.is !== 'absent'));
}
