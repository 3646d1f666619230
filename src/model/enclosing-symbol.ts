import type { FileFacts, FunctionFact } from './facts.js';

/** The named functions around an offset, outermost first, methods with their class: `Orders.load/retry`. A class alone stands for its fields; empty at the top of a module. */
export function enclosingSymbol(facts: FileFacts | undefined, offset: number): string {
  const around = namedAround(facts, offset);
  return around.flatMap(({ cls, name }, at) => {
    const owner = cls === undefined ? undefined : facts?.classes[cls];
    if (owner === undefined || around[at - 1]?.cls === cls && !isImplicit(facts, around[at - 1])) return [name];
    if (!isImplicit(facts, around[at])) return [owner.name === '' ? name : `${owner.name}.${name}`];
    return around[at + 1]?.cls === cls || owner.name === '' ? [] : [owner.name];
  }).join('/');
}

/** The functions around, as they are part of fingerprints: it must never change its form. */
export function symbolOfFingerprint(facts: FileFacts | undefined, offset: number): string {
  return namedAround(facts, offset).map(({ cls, name }) => `${cls === undefined ? '' : (facts?.classes[cls]?.name ?? '')}.${name}`).join('/');
}

function namedAround(facts: FileFacts | undefined, offset: number): readonly FunctionFact[] {
  return facts?.functions.filter((f) => f.range[0] <= offset && offset < f.range[1] && f.name !== '') ?? [];
}

/** A constructor that nobody wrote takes in the whole class. */
function isImplicit(facts: FileFacts | undefined, fn: FunctionFact | undefined): boolean {
  const owner = fn?.cls === undefined ? undefined : facts?.classes[fn.cls];
  return fn !== undefined && owner?.implicitCtor === true && facts?.functions[owner.ctor] === fn;
}
