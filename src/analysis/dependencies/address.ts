import { flatten, pathText, type Abstract } from '../abstract.js';
import { clientOf, type OutboundCall } from '../deadline/outbound.js';
import { settingsAt } from '../deadline/place.js';
import type { Project } from '../project.js';
import { nameOfCall } from '../site.js';

/** Whom a call asks. */
export interface Address {
  /** The same for all calls that ask the same. */
  readonly key: string;
  /** For messages: `prices.example.com`, `process.env.PRICES_URL`, `OpenAI`. */
  readonly name: string;
}

const bases = ['client.baseURL', 'client.baseUrl', 'client.prefixUrl', 'client.prefix', 'client.url'];
/** Clients that ask anybody: the address says whom. */
const anybody = new Set(['axios', 'nest-axios', 'fetch', 'undici', 'node-fetch', 'cross-fetch', 'http', 'http2', 'got', 'ky', 'ofetch', 'superagent', 'needle', 'wretch', 'request', 'follow-redirects', 'graphql-request', 'apollo-client', 'bun', 'deno']);

/** Whom a request asks: the host in its address, the variable that holds it, or the one service that an SDK speaks to. Absent where that is not seen, or where it is this machine. */
export function addressOf(project: Project, outbound: OutboundCall): Address | undefined {
  const { reading, model, ref, env } = outbound;
  if (!anybody.has(reading.entry.id)) return ofSdk(project, outbound);
  const own = flatten(project.evaluator.argument(ref, model.url ?? 0, env)).flatMap((v) => addressIn(v) ?? []);
  const made = clientOf(outbound) ? bases.flatMap((place) => settingsAt(project, outbound, place)).flatMap(({ values }) => flatten(values)).flatMap((v) => addressIn(v) ?? []) : [];
  const found = new Map([...own, ...(own.length === 0 ? made : [])].map((a) => [a.key, a]));
  const [only] = found.values();
  return found.size === 1 ? only : undefined;
}

/** One SDK may speak to several services, each with a client of its own: `new S3Client()`. */
function ofSdk(project: Project, outbound: OutboundCall): Address {
  const { entry } = outbound.reading;
  const client = clientOf(outbound);
  const made = client && entry.id.startsWith('aws-sdk') ? nameOfCall(project, client).replace(/^new /, '') : '';
  return { key: `sdk ${entry.id} ${made}`, name: made === '' ? entry.name : `${made} of the ${entry.name}` };
}

function addressIn(value: Abstract): Address | undefined {
  if (value.is === 'literal' && typeof value.value === 'string') return hostIn(value.value, false);
  if (value.is === 'text') return hostIn(value.parts[0] ?? '', true);
  if (value.is !== 'library' || value.package !== 'globalThis') return undefined;
  const path = pathText(value.path);
  return /^process\.env\.\w+$/.test(path) ? { key: path, name: path } : undefined;
}

/** @param open what follows the text is not known: only a host that is complete counts */
function hostIn(text: string, open: boolean): Address | undefined {
  const [, host] = /^https?:\/\/([^/?#]+)(?:[/?#]|$)/i.exec(text) ?? [];
  if (host === undefined || (open && !/^https?:\/\/[^/?#]+[/?#]/i.test(text))) return undefined;
  const name = host.replace(/^.*@/, '').toLowerCase();
  return /^(?:localhost|127\.|0\.0\.0\.0|\[::1\])/.test(name) ? undefined : { key: `host ${name}`, name };
}
