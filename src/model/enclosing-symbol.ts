import type { FileFacts } from './facts.js';

/** The named functions around an offset, outermost first, methods with their class: `Orders.load/retry`; empty at the top of a module. */
export function enclosingSymbol(facts: FileFacts | undefined, offset: number): string {
  return namedAround(facts, offset).map(({ cls, name }) => (cls === '' ? name : `${cls}.${name}`)).join('/');
}

/** The same, as it is part of fingerprints: it must never change its form. */
export function symbolOfFingerprint(facts: FileFacts | undefined, offset: number): string {
  return namedAround(facts, offset).map(({ cls, name }) => `${cls}.${name}`).join('/');
}

function namedAround(facts: FileFacts | undefined, offset: number): readonly { readonly cls: string; readonly name: string }[] {
  const around = facts?.functions.filter((f) => f.range[0] <= offset && offset < f.range[1] && f.name !== '') ?? [];
  return around.map((f) => ({ cls: f.cls === undefined ? '' : (facts?.classes[f.cls]?.name ?? ''), name: f.name }));
}
