import { unrendered } from './kubernetes.js';
import { yamlAt, yamlEntries, yamlItems, type YamlNode } from './yaml.js';

/** A rendered template, and where in its source each part of it comes from. */
export interface Rendered {
  readonly text: string;
  /** The offset in the template of an offset in the text. */
  readonly sourceOf: (at: number) => number;
}

type Part =
  | { readonly is: 'text'; readonly text: string; readonly at: number }
  | { readonly is: 'action'; readonly code: string; readonly at: number; readonly column: number; readonly alone: boolean };

/**
 * Renders a template of a Helm chart as far as plain values decide: `.Values.a.b`, `default`, `quote`, `toYaml`, `if`, `else`, `with`, `end`.
 * Everything else becomes a mark, `__unrendered__`, which says that something stands there that only an installation knows. `undefined` for a
 * template whose blocks do not fit together.
 * @param values the chart's values.yaml
 */
export function renderTemplate(source: string, values: YamlNode | undefined): Rendered | undefined {
  const segments: { out: number; source: number; copied: boolean }[] = [];
  let text = '';
  const emit = (piece: string, at: number, copied: boolean): void => {
    if (piece === '') return;
    segments.push({ out: text.length, source: at, copied });
    text += piece;
  };
  // What a block decides for the parts inside of it: shown, left out, or open.
  const blocks: { shows: boolean; decided: boolean; outer: boolean; scope: YamlNode | undefined }[] = [];
  let shows = true;
  for (const part of partsOf(source)) {
    if (part.is === 'text') {
      if (shows) emit(part.text, part.at, true);
      continue;
    }
    const [word = '', rest = ''] = /^(\w*)\s*([^]*)$/.exec(part.code)?.slice(1) ?? [];
    const top = blocks.at(-1);
    if (word === 'end' || word === 'else') {
      if (!top) return undefined;
      if (word === 'end') { shows = top.outer; blocks.pop(); }
      else if (top.outer) {
        const condition = rest === '' ? true : truth(evaluate(rest.replace(/^(?:if|with)\s*/, ''), values, top.scope));
        shows = !top.decided && condition === true;
        top.decided ||= shows;
      }
    } else if (word === 'if' || word === 'with' || word === 'range' || word === 'define' || word === 'block') {
      const value = evaluate(rest, values, blocks.findLast((b) => b.scope)?.scope);
      const condition = word === 'if' || word === 'with' ? truth(value) : undefined;
      if (shows && condition === undefined && word !== 'define') emit(mark(part.column, source, part.at), part.at, false);
      blocks.push({ shows: condition === true, decided: condition !== false, outer: shows, scope: word === 'with' && typeof value === 'object' ? value : undefined });
      shows &&= condition === true;
    } else if (shows && part.code !== '' && !part.code.startsWith('/*') && !/^\$\w+\s*:?=/.test(part.code)) {
      emit(written(part, evaluate(part.code, values, blocks.findLast((b) => b.scope)?.scope)), part.at, false);
    }
  }
  if (blocks.length > 0) return undefined;
  return {
    text,
    sourceOf: (at) => {
      let [low, high] = [0, segments.length - 1];
      while (low < high) {
        const middle = (low + high + 1) >> 1;
        if ((segments[middle]?.out ?? 0) <= at) low = middle;
        else high = middle - 1;
      }
      const found = segments[low];
      return found ? (found.copied ? found.source + at - found.out : found.source) : 0;
    },
  };
}

/** Cuts a template into text and actions; `{{-` and `-}}` take the white space beside them away. */
function partsOf(source: string): readonly Part[] {
  const parts: Part[] = [];
  const action = /\{\{(-?)\s*((?:"(?:[^"\\]|\\.)*"|`[^`]*`|[^}"`]|\}(?!\})){0,2000}?)\s{0,20}(-?)\}\}/g;
  let from = 0;
  let trim = false;
  for (const found of source.matchAll(action)) {
    const raw = source.slice(from, found.index);
    const skipped = trim ? raw.length - raw.trimStart().length : 0;
    const kept = raw.slice(skipped);
    const start = source.lastIndexOf('\n', found.index) + 1;
    const end = source.indexOf('\n', found.index + found[0].length);
    const line = source.slice(start, found.index) + source.slice(found.index + found[0].length, end < 0 ? source.length : end);
    parts.push({ is: 'text', text: found[1] === '-' ? kept.trimEnd() : kept, at: from + skipped });
    parts.push({ is: 'action', code: found[2] ?? '', at: found.index, column: found.index - start, alone: line.trim() === '' });
    from = found.index + found[0].length;
    trim = found[3] === '-';
  }
  const rest = source.slice(from);
  const skipped = trim ? rest.length - rest.trimStart().length : 0;
  parts.push({ is: 'text', text: rest.slice(skipped), at: from + skipped });
  return parts;
}

/** A line that says that something may stand here: in a list as an item, else as a key, as deep as the block's first line. */
function mark(column: number, source: string, at: number): string {
  const next = /\}\}[^\n]*\n(?:[ \t]*\{\{[^\n]*\n|[ \t]*(?:#[^\n]*)?\n)*([ \t]*)(- )?[^\s{]/.exec(source.slice(at, at + 2000));
  const indent = next ? (next[1] ?? '') : ' '.repeat(column);
  return `\n${indent}${next?.[2] ? `- ${unrendered}` : `${unrendered}${String(at)}: true`}\n`;
}

type Known = YamlNode | string | number | boolean | undefined;

function written({ code, alone, column, at }: Extract<Part, { is: 'action' }>, value: Known): string {
  const nested = /\|\s*nindent\s+(\d+)/.exec(code);
  const indented = /\|\s*indent\s+(\d+)/.exec(code);
  const depth = Number(nested?.[1] ?? indented?.[1] ?? column);
  if (value === undefined) {
    const isList = /(?:volumes|Volumes|env|Env|secrets|Secrets|ports|tolerations|containers|sidecars|Sidecars|args|hosts|tls)\b[^}]*$/.test(code) && !/(?:Context|Labels|labels|Annotations)/.test(code);
    if (nested || indented || alone) return `${nested ? '\n' : ''}${indented && column >= depth ? '' : ' '.repeat(alone && !nested && !indented ? 0 : depth)}${isList ? `- ${unrendered}` : `${unrendered}${String(at)}: true`}`;
    return unrendered;
  }
  if (typeof value === 'object' && value.is === 'scalar' && !/\btoYaml\b/.test(code)) return written({ is: 'action', code, alone, column, at }, value.value ?? '');
  if (typeof value !== 'object') return /\|\s*s?quote\b/.test(code) ? JSON.stringify(String(value)) : String(value);
  const json = toJson(value);
  return nested || indented ? `${nested ? '\n' : ''}${' '.repeat(depth)}${nested || indented ? blockOf(value, depth) : json}` : json;
}

/** A map in braces would close what stands beside it: each key gets a line of its own. */
function blockOf(value: YamlNode, depth: number): string {
  if (value.is !== 'map' || value.entries.size === 0) return toJson(value);
  return yamlEntries(value).map(([key, inner]) => `${JSON.stringify(key)}: ${toJson(inner)}`).join(`\n${' '.repeat(depth)}`);
}

function toJson(node: YamlNode): string {
  if (node.is === 'map') return `{${yamlEntries(node).map(([key, value]) => `${JSON.stringify(key)}: ${toJson(value)}`).join(', ')}}`;
  return node.is === 'list' ? `[${yamlItems(node).map(toJson).join(', ')}]` : JSON.stringify(node.value);
}

function truth(value: Known): boolean | undefined {
  if (value === undefined) return undefined;
  if (typeof value !== 'object') return value !== '' && value !== 0 && value !== false;
  if (value.is === 'scalar') return value.value !== null && value.value !== '' && value.value !== 0 && value.value !== false;
  return value.is === 'map' ? value.entries.size > 0 : value.items.length > 0;
}

/** The value of a pipeline; a value that the chart leaves empty is null, one that cannot be known undefined. */
function evaluate(code: string, values: YamlNode | undefined, scope: YamlNode | undefined): Known {
  const [first = '', ...pipes] = splitPipes(code);
  return pipes.reduce<Known>((value, pipe) => {
    const [name = '', ...args] = wordsOf(pipe);
    if (['quote', 'squote', 'toYaml', 'nindent', 'indent', 'toString', 'int', 'trim', 'trimSuffix', 'trunc'].includes(name)) return value;
    if (name === 'default') return value === undefined ? undefined : truth(value) === true ? value : operand(args[0] ?? '', values, scope);
    return undefined;
  }, call(wordsOf(first), values, scope));
}

function call(words: readonly string[], values: YamlNode | undefined, scope: YamlNode | undefined): Known {
  const [name = '', ...args] = words;
  if (words.length === 1) return operand(name, values, scope);
  const given = args.map((arg) => operand(arg, values, scope));
  switch (name) {
    case 'toYaml': case 'quote': case 'int': case 'toString': case 'required': return given.at(-1);
    case 'default': return given[1] === undefined ? undefined : truth(given[1]) === true ? given[1] : given[0];
    case 'not': return truth(given[0]) === undefined ? undefined : truth(given[0]) === false;
    case 'and': return given.map(truth).includes(false) ? false : given.map(truth).includes(undefined) ? undefined : true;
    case 'or': return given.map(truth).includes(true) ? true : given.map(truth).includes(undefined) ? undefined : false;
    case 'eq': case 'ne': {
      const [left, right] = given.map(scalarOf);
      return left === undefined || right === undefined ? undefined : (left === right) === (name === 'eq');
    }
    default: return undefined;
  }
}

function scalarOf(value: Known): string | undefined {
  if (typeof value !== 'object') return value === undefined ? undefined : String(value);
  return value.is === 'scalar' ? String(value.value) : undefined;
}

function operand(word: string, values: YamlNode | undefined, scope: YamlNode | undefined): Known {
  if (/^\(.*\)$/s.test(word)) return evaluate(word.slice(1, -1), values, scope);
  if (/^".*"$|^`.*`$/s.test(word)) return word.slice(1, -1);
  if (/^-?\d+(?:\.\d+)?$/.test(word)) return Number(word);
  if (word === 'true' || word === 'false') return word === 'true';
  const path = /^\$?\.Values\.([\w.-]+)$/.exec(word)?.[1];
  if (path !== undefined) return values && (yamlAt(values, ...path.split('.')) ?? { is: 'scalar', range: [0, 0], value: null });
  const own = /^\.([\w.-]*)$/.exec(word)?.[1];
  if (own === undefined || scope === undefined) return undefined;
  return own === '' ? scope : yamlAt(scope, ...own.split('.'));
}

function splitPipes(code: string): readonly string[] {
  return (code.match(/(?:"(?:[^"\\]|\\.)*"|`[^`]*`|\((?:[^()]|\([^()]*\))*\)|[^|])+/g) ?? []).map((part) => part.trim());
}

function wordsOf(code: string): readonly string[] {
  return code.match(/"(?:[^"\\]|\\.)*"|`[^`]*`|\((?:[^()]|\([^()]*\))*\)|[^\s()]+/g) ?? [];
}
