import { flatten, type CallRef } from '../abstract.js';
import { settingsAt } from '../deadline/place.js';
import type { OutboundCall } from '../deadline/outbound.js';
import type { Project } from '../project.js';

/** How often a client sends a request by itself, in all; 1 where it does not repeat any, `undefined` where that is not seen. */
export function attemptsOfClient(project: Project, outbound: OutboundCall): { readonly most: number; readonly name: string } | undefined {
  const { entry } = outbound.reading;
  const version = project.versionOf(outbound.ref.file, entry.packages[0] ?? '');
  const model = project.catalog.clientRetry(entry, version);
  if (!model || model.attempts.default === 'endless') return undefined;
  const { at, default: without, are } = model.attempts;
  const inAll = (n: number): number => (are === 'retries' ? n + 1 : n);
  for (const place of at) {
    const values = settingsAt(project, outbound, place).flatMap((s) => flatten(s.values)).filter((v) => v.is !== 'absent' && !(v.is === 'literal' && v.value === undefined));
    const [only, ...others] = values;
    if (only) return others.length === 0 && only.is === 'literal' && typeof only.value === 'number' ? { most: inAll(only.value), name: entry.name } : undefined;
  }
  return { most: inAll(without), name: entry.name };
}

/** The call of an attempt whose client repeats it by itself as well, and how often. */
export function repeatedByClient(project: Project, outbound: readonly OutboundCall[]): { readonly ref: CallRef; readonly most: number; readonly name: string } | undefined {
  for (const one of outbound) {
    const found = attemptsOfClient(project, one);
    if (found && found.most > 1) return { ref: one.ref, ...found };
  }
  return undefined;
}
