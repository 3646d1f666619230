import type { CatalogEntry } from './types.js';

/** What the first parameter of a function of some type is: a type of a package. */
export interface ParameterType {
  readonly package: string;
  readonly type: string;
}

/** The first parameters of functions, by the package and the name of the functions' type. */
export function parameterTypes(entries: readonly CatalogEntry[]): ReadonlyMap<string, ParameterType> {
  const found = new Map<string, ParameterType>();
  for (const { packages, types = {} } of entries) {
    for (const { parameterOf = [], annotations: [type] = [] } of Object.values(types)) {
      if (type === undefined) continue;
      for (const written of parameterOf) {
        const [names = '', from] = written.split(':').toReversed();
        for (const name of names.split('|')) {
          for (const own of packages) found.set(`${from ?? own}:${name}`, { package: own, type });
        }
      }
    }
  }
  return found;
}
