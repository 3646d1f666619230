import { flatten, madeBy, sameCall } from '../abstract.js';
import { clientOf, type OutboundCall } from '../deadline/outbound.js';
import type { Project } from '../project.js';
import { attemptsOfClient } from '../retries/products.js';

/** Clients that repeat what reads by themselves. */
const repeating = new Set(['got', 'ky', 'ofetch']);
/** Packages that are given a client of axios or a `fetch`, and make it try again. */
const adding = new Set(['axios-retry', 'retry-axios', 'fetch-retry', 'fetch-retry-ts', '@vercel/fetch-retry', 'node-fetch-retry', 'make-fetch-happen']);

/** Whether the client of a call tries again by itself, or is made to. */
export function isTriedAgainByClient(project: Project, outbound: OutboundCall): boolean {
  const { entry } = outbound.reading;
  if (repeating.has(entry.id)) return true;
  const own = attemptsOfClient(project, outbound);
  if (own) return own.most > 1;
  return isMadeTo(project, outbound);
}

const known = new WeakMap<Project, readonly { readonly file: string; readonly call: number }[]>();

function addersOf(project: Project): readonly { readonly file: string; readonly call: number }[] {
  let found = known.get(project);
  if (!found) {
    known.set(project, (found = [...project.evaluator.sources.files].flatMap(([file, facts]) => facts.calls.flatMap((fact, call) => (flatten(project.evaluator.evaluate(file, fact.callee)).some((v) => v.is === 'library' && adding.has(v.package)) ? [{ file, call }] : [])))));
  }
  return found;
}

/** The package itself is given, or the client; what is given and not seen may be it. */
function isMadeTo(project: Project, outbound: OutboundCall): boolean {
  const client = clientOf(outbound);
  return addersOf(project).some(({ file, call }) => {
    const values = flatten(project.evaluator.argument({ file, call }, 0, undefined));
    return values.some((v) => {
      if (v.is !== 'library') return v.is === 'unknown' || v.is === 'param';
      const by = madeBy(v);
      return client === undefined ? outbound.reading.entry.packages.includes(v.package) || v.package === 'globalThis' : by === undefined || sameCall(by, client);
    });
  });
}
