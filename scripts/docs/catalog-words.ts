import type { CatalogEntry, Knob, PromiseModel } from '../../src/catalog/types.js';
import { code } from './markdown.js';

/** A place (see `src/catalog/types.ts`) as a reader says it: `client.timeout` becomes "`timeout` of the client". */
export function placeWords(place: string): string {
  const [via = '', then] = place.split(' > ');
  if (then === undefined) return direct(via);
  const { rest } = parsePlace(then);
  const holder = parsePlace(via).head === 'chain' ? code(`.${parsePlace(via).rest.replace(/\(\d+\)/u, '()')}`) : direct(via);
  return `${argumentNumber(rest) ?? code(rest)} of ${holder}`;
}

/** An access path as text; of very many alternatives only the first. */
export function pathWords(path: string): string {
  if (path === '') return 'the export itself';
  const alternatives = path.split('|');
  const [shown, hidden] = [alternatives.slice(0, shownAlternatives), alternatives.length - shownAlternatives];
  return hidden <= 0 ? code(path) : `${code(shown.join('|'))} and ${String(hidden)} more`;
}

/** What holds when nobody sets the knob, with its unit: `10 s`, `500 ms`, `none`. */
export function defaultWords({ default: value, unit }: Knob): string {
  if (value === 'none') return 'none';
  if (unit === 's') return `${String(value)} s`;
  return value >= 1000 && value % 100 === 0 ? `${String(value / 1000)} s` : `${String(value)} ms`;
}

/** What a call gives at once: `a promise, unless it is given a callback`. */
export function givesWords({ gives = 'promise', settles, runs, callback, packages }: PromiseModel): string {
  const what = { promise: 'a promise', lazy: 'a thenable that begins when it is awaited', quiet: 'a thenable whose failure is lost when it is dropped', safe: 'a thenable that may be dropped', none: 'no promise' }[gives];
  const sure = settles === undefined ? '' : settles === true ? ' that never rejects' : ` that never rejects with up to ${String(settles)} ${settles === 1 ? 'argument' : 'arguments'}`;
  const work = runs === undefined ? '' : ` that rejects only when its ${['first', 'second', 'third'][runs] ?? `${String(runs + 1)}th`} argument does`;
  const instead = callback === undefined ? '' : ', unless it is given a callback';
  return `${what}${sure}${work}${instead}${packages === undefined ? '' : ` (${packages.map(code).join(', ')})`}`;
}

/** The modules of an entry. `globalThis` is what needs no import. */
export function packageWords({ packages }: CatalogEntry): string {
  return packages.map((name) => (name === 'globalThis' ? 'global' : code(name))).join(', ');
}

/** The key of a knob without the suffix that tells its versions apart: `timeout@1` is `timeout`. */
export function knobName(key: string): string {
  return key.replace(/@.*$/u, '');
}

/** Commands of Redis are some two hundred: a table with all of them cannot be read. */
const shownAlternatives = 24;

interface Place {
  /** `call`, `arg1`, `client`, `set`, `result`, `chain`, `url` or `ambient`. */
  readonly head: string;
  readonly rest: string;
}

function parsePlace(place: string): Place {
  const { head = '', rest = '' } = /^(?<head>\w+)\??[.]?(?<rest>.*)$/u.exec(place)?.groups ?? {};
  return { head, rest };
}

function direct(place: string): string {
  const { head, rest } = parsePlace(place);
  const argument = /^arg(?<index>\d+)$/u.exec(head)?.groups?.index;
  if (argument !== undefined) {
    const which = `argument ${String(Number(argument) + 1)}`;
    return rest === '' ? which : `${code(rest)} in ${which}`;
  }
  if (head === 'client') return `${argumentNumber(rest) ?? code(rest)} of the client`;
  if (head === 'chain') return code(`.${chained(rest)}`);
  if (head === 'url') return `${code(rest)} in the URL`;
  if (head === 'ambient') return `${code(rest.replace(/^:/u, '').replace(/\(\d+\)/u, '()'))}, project-wide`;
  return head === 'set' || head === 'result' ? `${code(rest)}, assigned` : code(rest);
}

/** `(0)` as a reader counts it: argument 1. */
function argumentNumber(rest: string): string | undefined {
  const index = /^\((?<index>\d+)\)$/u.exec(rest)?.groups?.index;
  return index === undefined ? undefined : `argument ${String(Number(index) + 1)}`;
}

/** `timeout(0).deadline` as it is written: `timeout({ deadline })`. */
function chained(rest: string): string {
  const {
    method = rest,
    argument,
    property,
  } = /^(?<method>[\w$]+)(?:\((?<argument>\d+)\)(?:\.(?<property>[\w$.]+))?)?$/u.exec(rest)?.groups ?? {};
  if (argument === undefined) return method;
  const before = '…, '.repeat(Number(argument));
  return `${method}(${before}${property === undefined ? 'ms' : `{ ${property} }`})`;
}

/** `all`, or the range. */
export function versionWords(range: string | undefined): string {
  return range === undefined ? 'all' : code(range);
}
