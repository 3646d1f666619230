/**
 * Expectations stand in the fixture, on the line where the finding starts:
 *
 * | mark | means |
 * |---|---|
 * | `// expect: a "part of the message"; b` | found in both presets |
 * | `// expect-strict: a` | found in the strict preset only |
 * | `// gap: a` | a known miss: nothing is found, and that must stay so |
 * | `// noise: a` | a known false alarm: it is found, and that must stay so |
 * | `// expect-none` | first line of a good file: nothing is found in it, but for what `expect-strict` marks |
 * | `// dependencies: axios@1.7.0, node@20` | in the first lines: the project's manifest |
 */
export type Preset = 'recommended' | 'strict';

export interface Expectation {
  readonly kind: 'expect' | 'expect-strict' | 'gap' | 'noise';
  readonly rule: string;
  /** Part of the message; any message when absent. */
  readonly message?: string;
  /** From 1. */
  readonly line: number;
}

export interface Marks {
  readonly good: boolean;
  readonly expectations: readonly Expectation[];
  /** Versions by package; `node` stands for the runtime. */
  readonly dependencies: Readonly<Record<string, string>>;
}

/** The text breaks the fixture format: `message` starts with file and line. */
export class FixtureFormatError extends Error {
  constructor(file: string, line: number, what: string) {
    super(`${file}:${String(line)}: ${what}`);
    this.name = 'FixtureFormatError';
  }
}

const mark = /^(?<code>.*?)\/\/\s*(?<word>expect(?:-[a-z]+)*|gap|noise)\b(?<colon>\s*:)?(?<rest>.*)$/u;
const markedEntry = /^(?<rule>[a-z0-9-]+)(?:\s+(?<quoted>"(?:[^"\\]|\\.)*"))?$/u;
const splitOutsideQuotes = /;(?=(?:[^"]*"[^"]*")*[^"]*$)/u;

/**
 * Reads the marks of one file. Throws a {@link FixtureFormatError} at the first mark that is malformed, names a rule that does not exist,
 * or asks for something that cannot happen; a fixture that would pass by saying nothing is the danger.
 */
export function parseMarks(file: string, text: string, ruleIds: ReadonlySet<string>): Marks {
  const expectations: Expectation[] = [];
  const dependencies: Record<string, string> = {};
  let goodLine = 0;
  let inHeader = true;
  for (const [index, content] of text
    .replace(/^\uFEFF/u, '')
    .split(/\r\n|[\n\r\u2028\u2029]/u)
    .entries()) {
    const line = index + 1;
    const failHere = (what: string): never => {
      throw new FixtureFormatError(file, line, what);
    };
    inHeader &&= /^(?:#!|\s*\/\/|\s*$)/u.test(content);
    const declared = /^\s*\/\/\s*dependencies\s*:(?<list>.*)$/u.exec(content)?.groups?.list;
    if (declared !== undefined) {
      if (!inHeader) failHere('"dependencies:" belongs in the first lines, before any code');
      Object.assign(dependencies, parseDependencies(declared, failHere));
      continue;
    }
    const found = readMark(content, ruleIds, failHere);
    if (!found) continue;
    if (found.word === 'expect-none') {
      if (!inHeader) failHere('"expect-none" belongs in the first line: it speaks for the whole file');
      goodLine = line;
      continue;
    }
    if (/^\s*$/u.test(found.code)) failHere(`"${found.word}" stands on a line without code, where no finding can start`);
    expectations.push(...parseEntries(found.word, found.rest, line, ruleIds, failHere));
  }
  refuseContradictions(file, goodLine, expectations);
  return { good: goodLine > 0, expectations, dependencies };
}

/** The expectations that must be met in a preset. Gaps are met by being absent. */
export function expectedIn(preset: Preset, expectations: readonly Expectation[]): readonly Expectation[] {
  return expectations.filter(({ kind }) => kind === 'expect' || kind === 'noise' || (kind === 'expect-strict' && preset === 'strict'));
}

type Fail = (what: string) => never;

interface FoundMark {
  readonly code: string;
  readonly word: Expectation['kind'] | 'expect-none';
  readonly rest: string;
}

function readMark(content: string, ruleIds: ReadonlySet<string>, fail: Fail): FoundMark | undefined {
  const groups = mark.exec(content)?.groups;
  if (!groups) return undefined;
  const { code = '', word = '', colon, rest = '' } = groups;
  if (word === 'expect-none') {
    if (colon !== undefined || /\S/u.test(rest)) fail('"expect-none" takes nothing after it');
    return { code, word, rest };
  }
  if (colon === undefined) {
    const first = rest.trim().split(/[\s;"]/u)[0] ?? '';
    if (first === '' || ruleIds.has(first) || word.includes('-')) fail(`"${word}" needs a colon and a rule: // ${word}: <rule>`);
    return undefined; // prose: "// gap between two calls"
  }
  if (!isKind(word)) return fail(`"${word}" is no mark; there are expect, expect-strict, expect-none, gap and noise`);
  return { code, word, rest };
}

function isKind(word: string): word is Expectation['kind'] {
  return word === 'expect' || word === 'expect-strict' || word === 'gap' || word === 'noise';
}

function parseEntries(
  kind: Expectation['kind'],
  rest: string,
  line: number,
  ruleIds: ReadonlySet<string>,
  fail: Fail,
): readonly Expectation[] {
  return rest.split(splitOutsideQuotes).map((part) => {
    const entry = part.trim();
    const groups = markedEntry.exec(entry)?.groups;
    if (!groups) return fail(`cannot read "${entry}": write <rule> or <rule> "part of the message", several separated by ;`);
    const { rule = '', quoted } = groups;
    if (!ruleIds.has(rule)) fail(`there is no rule "${rule}"`);
    if (quoted === undefined) return { kind, rule, line };
    const message = unquote(quoted, fail);
    if (message.trim() === '') fail(`the quoted part of the message of "${rule}" is empty`);
    return { kind, rule, message, line };
  });
}

function unquote(quoted: string, fail: Fail): string {
  try {
    return String(JSON.parse(quoted));
  } catch {
    return fail(`${quoted} is not a string as JSON writes it`);
  }
}

function parseDependencies(list: string, fail: Fail): Readonly<Record<string, string>> {
  return Object.fromEntries(
    list.split(',').map((part) => {
      const entry = part.trim();
      const at = entry.lastIndexOf('@');
      if (at < 1 || at === entry.length - 1) fail(`cannot read the dependency "${entry}": write <package>@<version>`);
      return [entry.slice(0, at), entry.slice(at + 1)];
    }),
  );
}

function refuseContradictions(file: string, goodLine: number, expectations: readonly Expectation[]): void {
  for (const one of expectations) {
    if (goodLine > 0 && one.kind !== 'gap' && one.kind !== 'expect-strict') {
      throw new FixtureFormatError(
        file,
        one.line,
        `"${one.kind}: ${one.rule}" cannot be met in a file that says "expect-none" (line ${String(goodLine)})`,
      );
    }
    if (one.kind !== 'gap') continue;
    const other = expectations.find(
      (two) => two.kind !== 'gap' && two.line === one.line && two.rule === one.rule && mayBeTheSame(one, two),
    );
    if (other) {
      throw new FixtureFormatError(
        file,
        one.line,
        `"gap: ${one.rule}" and "${other.kind}: ${one.rule}" on one line exclude each other; tell them apart by their messages`,
      );
    }
  }
}

function mayBeTheSame(one: Expectation, two: Expectation): boolean {
  return one.message === undefined || two.message === undefined || one.message === two.message;
}
