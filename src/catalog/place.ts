/** Where a knob is turned, parsed. See the table in `types.ts`. */
export interface KnobPlace {
  readonly root:
    | { readonly at: 'call' }
    | { readonly at: 'argument'; readonly index: number }
    | { readonly at: 'client'; readonly index?: number }
    | { readonly at: 'result' }
    | { readonly at: 'set'; /** A method that is called with it, and which argument. */ readonly call?: { readonly path: string; readonly index: number } }
    | { readonly at: 'chain'; readonly method: string; readonly index: number }
    | { readonly at: 'timer'; readonly methods: readonly string[] }
    | { readonly at: 'hook'; readonly method: string; readonly index: number }
    | { readonly at: 'url'; readonly parameter: string; /** It can stand nowhere else. */ readonly only?: true }
    | { readonly at: 'ambient'; readonly package?: string; readonly call?: { readonly path: string; readonly index: number } };
  readonly path: readonly string[];
  /** The place on the client that is found here. */
  readonly through?: KnobPlace;
}

const parsed = new Map<string, KnobPlace>();

/**
 * Parses a knob's place.
 * @throws {Error} on a form that the table in `types.ts` does not have
 */
export function parsePlace(text: string): KnobPlace {
  let place = parsed.get(text);
  if (!place) parsed.set(text, (place = read(text)));
  return place;
}

function read(text: string): KnobPlace {
  const [first = '', ...rest] = text.split(/\s*>\s*/);
  const place = readOne(first, text);
  return rest.length === 0 ? place : { ...place, through: read(rest.join(' > ')) };
}

function readOne(text: string, whole: string): KnobPlace {
  const [head = '', ...path] = text.split('.');
  const argument = /^arg(\d+)$/.exec(head);
  if (argument) return { root: { at: 'argument', index: Number(argument[1]) }, path };
  const client = /^client(?:\((\d+)\))?$/.exec(head);
  if (client) return { root: { at: 'client', ...(client[1] !== undefined && { index: Number(client[1]) }) }, path };
  if (head === 'call') return { root: { at: 'call' }, path };
  if (head === 'result') return { root: { at: head }, path };
  if (head === 'set') return readSet(path);
  if ((head === 'url' || head === 'url?') && path.length === 1) return { root: { at: 'url', parameter: path[0] ?? '', ...(head === 'url?' && { only: true as const }) }, path: [] };
  if (head === 'chain') return readChain(path, whole);
  if (head === 'timer' && path[0]) return { root: { at: 'timer', methods: path[0].split('|') }, path: [] };
  if (head === 'hook') return readHook(path, whole);
  const ambient = /^ambient(?::(.+))?$/.exec(head);
  if (ambient) return readAmbient(path, ambient[1]);
  throw new Error(`The place "${whole}" does not start with call, arg0, client, set, result, chain, timer, hook, url or ambient.`);
}

/** `set.defaults.timeout` is assigned, `set.setDefaultTimeout(0)` is given to a method. */
function readSet(path: readonly string[]): KnobPlace {
  const match = /^(\w+)\((\d+)\)$/.exec(path.at(-1) ?? '');
  if (!match) return { root: { at: 'set' }, path };
  return { root: { at: 'set', call: { path: [...path.slice(0, -1), match[1]].join('.'), index: Number(match[2]) } }, path: [] };
}

function readChain([method = '', ...path]: readonly string[], whole: string): KnobPlace {
  const match = /^(\w+)(?:\((\d+)\))?$/.exec(method);
  if (!match) throw new Error(`The place "${whole}" names no method after "chain.".`);
  return { root: { at: 'chain', method: match[1] ?? '', index: Number(match[2] ?? 0) }, path };
}

/** `hook.interceptors.request.use(0).timeout` */
function readHook(path: readonly string[], whole: string): KnobPlace {
  const at = path.findIndex((segment) => segment.includes('('));
  const match = /^(\w+)\((\d+)\)$/.exec(path[at] ?? '');
  if (!match) throw new Error(`The place "${whole}" names no argument after "hook.", like use(0).`);
  return { root: { at: 'hook', method: [...path.slice(0, at), match[1]].join('.'), index: Number(match[2]) }, path: path.slice(at + 1) };
}

/** `ambient.defaults.timeout` is an assignment, `ambient.setGlobalDispatcher(0)` an argument of a call. */
function readAmbient(path: readonly string[], packageName: string | undefined): KnobPlace {
  const at = path.findIndex((segment) => segment.includes('('));
  const base = { at: 'ambient' as const, ...(packageName !== undefined && { package: packageName }) };
  if (at === -1) return { root: base, path };
  const match = /^(\w+)\((\d+)\)$/.exec(path[at] ?? '');
  if (!match) throw new Error(`The place "ambient.${path.join('.')}" has a call without the number of its argument, like setGlobalDispatcher(0).`);
  return { root: { ...base, call: { path: [...path.slice(0, at), match[1]].join('.'), index: Number(match[2]) } }, path: path.slice(at + 1) };
}
