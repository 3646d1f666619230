import { parse, syntaxErrorOf, ts, withoutBom } from '../ts.js';
import type { ParsedSource, ParsedSources } from './parsed-source.js';

/** How many trees are kept: rules come to the files in their order, each rule anew. */
const kept = 16;

/** Parses files as they are asked for. */
export function parseOnDemand(textOf: (file: string) => string | undefined): ParsedSources {
  const known = new Map<string, ParsedSource | undefined>();
  return (file) => {
    if (known.has(file)) return known.get(file);
    const [oldest] = known.keys();
    if (known.size >= kept && oldest !== undefined) known.delete(oldest);
    const parsed = parsedSource(file, textOf(file));
    known.set(file, parsed);
    return parsed;
  };
}

function parsedSource(file: string, given: string | undefined): ParsedSource | undefined {
  if (given === undefined) return undefined;
  const text = withoutBom(given);
  const tree = parse(file, text);
  return syntaxErrorOf(tree) ? undefined : { text, tree, ts };
}
