import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { expectedIn, parseMarks } from './support/expectations.js';
import { isBad, isGood, loadFixtures } from './support/fixtures.js';
import type { LocatedFinding } from './support/hosts/located-finding.js';
import { mismatches } from './support/mismatches.js';

const ruleIds = new Set(['require-timeout', 'no-ineffective-timeout']);
const parse = (text: string) => parseMarks('bad.ts', text, ruleIds);

describe('marks', () => {
  test('several on one line, with and without a part of the message', () => {
    const { expectations } = parse('one();\ntwo(); // expect: require-timeout "no timeout; none"; no-ineffective-timeout\n');
    expect(expectations).toEqual([
      { kind: 'expect', rule: 'require-timeout', message: 'no timeout; none', line: 2 },
      { kind: 'expect', rule: 'no-ineffective-timeout', line: 2 },
    ]);
  });

  test('quotes inside a quoted part are escaped as in JSON', () => {
    expect(parse(String.raw`one(); // expect: require-timeout "the \"url\""`).expectations[0]?.message).toBe('the "url"');
  });

  test('lines are counted over all line ends and a byte order mark', () => {
    expect(parse('\uFEFFone();\r\ntwo();\rthree();\u2028four(); // gap: require-timeout').expectations[0]?.line).toBe(4);
  });

  test('recommended and strict differ by expect-strict; a gap is expected in neither', () => {
    const { expectations } = parse(
      [
        'a(); // expect: require-timeout',
        'b(); // expect-strict: require-timeout',
        'c(); // gap: require-timeout',
        'd(); // noise: require-timeout',
      ].join('\n'),
    );
    expect(expectedIn('recommended', expectations).map(({ line }) => line)).toEqual([1, 4]);
    expect(expectedIn('strict', expectations).map(({ line }) => line)).toEqual([1, 2, 4]);
  });

  test('a good file and its dependencies', () => {
    expect(parse('// expect-none\n// dependencies: axios@1.7.0, @aws-sdk/client-s3@3.1.0, node@20\none();')).toEqual({
      good: true,
      expectations: [],
      dependencies: { axios: '1.7.0', '@aws-sdk/client-s3': '3.1.0', node: '20' },
    });
  });

  test('prose that begins with one of the words is no mark', () => {
    expect(parse('one(); // gap between two calls\ntwo(); // expected: nothing\n// noise, says the user').expectations).toEqual([]);
  });
});

describe('refused, with file and line', () => {
  test.each([
    ['an unknown rule', 'one();\ntwo(); // expect: require-timeuot', 'bad.ts:2: there is no rule "require-timeuot"'],
    ['a quote that does not end', 'one(); // expect: require-timeout "no time', 'bad.ts:1: cannot read "require-timeout "no time"'],
    ['text after the quotes', 'one(); // expect: require-timeout "no" timeout', 'bad.ts:1: cannot read'],
    ['single quotes', "one(); // expect: require-timeout 'no timeout'", 'bad.ts:1: cannot read'],
    ['an escape that JSON does not know', String.raw`one(); // expect: require-timeout "\q"`, 'bad.ts:1: "\\q" is not a string'],
    ['an empty quote, which every message contains', 'one(); // expect: require-timeout ""', 'bad.ts:1: the quoted part'],
    ['no rule', 'one(); // expect:', 'bad.ts:1: cannot read ""'],
    ['a stray semicolon', 'one(); // expect: require-timeout;', 'bad.ts:1: cannot read ""'],
    ['a forgotten colon', 'one(); // expect require-timeout', 'bad.ts:1: "expect" needs a colon'],
    ['a mark that does not exist', 'one(); // expect-loose: require-timeout', 'bad.ts:1: "expect-loose" is no mark'],
    [
      'an expectation in a good file',
      '// expect-none\none(); // expect: require-timeout',
      'bad.ts:2: "expect: require-timeout" cannot be met',
    ],
    [
      'a known false alarm in a good file',
      '// expect-none\none(); // noise: require-timeout',
      'bad.ts:2: "noise: require-timeout" cannot be met',
    ],
    ['an expectation on a line of its own', 'one();\n  // expect: require-timeout', 'bad.ts:2: "expect" stands on a line without code'],
    ['expect-none after code', 'one();\n// expect-none', 'bad.ts:2: "expect-none" belongs in the first line'],
    ['expect-none with a rule', '// expect-none: require-timeout', 'bad.ts:1: "expect-none" takes nothing'],
    ['found and missed at once', 'one(); // expect: require-timeout // gap: require-timeout', 'bad.ts:1: cannot read'],
    ['a dependency without a version', '// dependencies: axios\none();', 'bad.ts:1: cannot read the dependency "axios"'],
    ['dependencies after code', 'one();\n// dependencies: axios@1.7.0', 'bad.ts:2: "dependencies:" belongs in the first lines'],
  ])('%s', (_what, text, message) => {
    expect(() => parse(text)).toThrow(message);
  });
});

describe('directories of fixtures', () => {
  let root = '';
  const load = () => loadFixtures(root, ruleIds);
  const write = (file: string, text: string) => {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), text);
  };

  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'readiness-format-'));
  });
  afterEach(() => {
    rmSync(root, { recursive: true, force: true });
  });

  test('files, projects and settings; goldens of fixes are no fixtures', () => {
    write('require-timeout/bad-fetch.ts', 'fetch(u); // expect: require-timeout');
    write('require-timeout/bad-fetch.fixed.ts', 'fetch(u, { signal });');
    write('require-timeout/client/package.json', '{}');
    write('require-timeout/client/eslint-settings.json', '{ "ambient": [] }');
    write('require-timeout/client/src/client.ts', '// expect-none\n');
    write('require-timeout/client/src/use.js', 'client.get();');
    const fixtures = load();
    expect(fixtures.map(({ name, kind, files, settings }) => [name, kind, files.map(({ file }) => file), settings])).toEqual([
      ['require-timeout/bad-fetch.ts', 'file', ['bad-fetch.ts'], {}],
      ['require-timeout/client', 'project', ['src/client.ts', 'src/use.js'], { ambient: [] }],
    ]);
    expect(fixtures.map(isBad)).toEqual([true, false]);
    expect(fixtures.map(isGood)).toEqual([false, true]);
  });

  test.each([
    ['a file that expects nothing', 'require-timeout/quiet.ts', 'fetch(u);', 'quiet.ts:1: expects nothing'],
    ['a folder that is no rule', 'require-timeuot/bad.ts', 'fetch(u);', 'there is no rule "require-timeuot"'],
    ['a file that is no source', 'require-timeout/notes.md', 'text', 'notes.md:1: is no source file'],
    ['a directory without a manifest', 'require-timeout/project/a.ts', '// expect-none', 'project:1: has no package.json'],
  ])('refused: %s', (_what, file, text, message) => {
    write(file, text);
    expect(load).toThrow(message);
  });

  test('refused: a project in which no file expects anything, or one that names its dependencies twice', () => {
    write('require-timeout/project/package.json', '{}');
    write('require-timeout/project/a.ts', 'fetch(u);');
    expect(load).toThrow('project:1: expects nothing');
    write('require-timeout/project/a.ts', '// expect-none\n// dependencies: axios@1.0.0');
    expect(load).toThrow('a.ts:1: "dependencies:" is for one-file fixtures');
  });

  describe('meeting the expectations', () => {
    const finding = (line: number, message: string): LocatedFinding => ({
      file: 'bad.ts',
      line,
      column: 1,
      rule: 'require-timeout',
      message,
    });
    const check = (text: string, findings: readonly LocatedFinding[], preset: 'recommended' | 'strict' = 'recommended') => {
      write('require-timeout/bad.ts', text);
      return load().flatMap((fixture) => mismatches(fixture, preset, findings));
    };

    test('exactly: one that is missing and one too many are told', () => {
      const text = 'a(); // expect: require-timeout\nb();';
      expect(check(text, [finding(1, 'no timeout')])).toEqual([]);
      expect(check(text, [])).toEqual(['not found (expect): bad.ts:1 require-timeout']);
      expect(check(text, [finding(1, 'x'), finding(2, 'y')])).toEqual(['not expected: bad.ts:2:1 require-timeout "y"']);
      expect(check(text, [finding(1, 'x'), finding(1, 'y')])).toEqual(['not expected: bad.ts:1:1 require-timeout "y"']);
    });

    test('two on one line, told apart by their messages whatever their order', () => {
      const text = 'a(); // expect: require-timeout; require-timeout "second"';
      expect(check(text, [finding(1, 'the second'), finding(1, 'the first')])).toEqual([]);
      expect(check(text, [finding(1, 'the first'), finding(1, 'the third')])).toEqual([
        'not found (expect): bad.ts:1 require-timeout "second"',
        'not expected: bad.ts:1:1 require-timeout "the third"',
      ]);
    });

    test('a gap that closes and a false alarm that goes away are told', () => {
      expect(check('a(); // gap: require-timeout', [])).toEqual([]);
      expect(check('a(); // gap: require-timeout', [finding(1, 'x')])).toEqual([
        'gap is closed, make it an "expect": bad.ts:1:1 require-timeout "x"',
      ]);
      expect(check('a(); // noise: require-timeout', [finding(1, 'x')])).toEqual([]);
      expect(check('a(); // noise: require-timeout', [])).toEqual(['not found (noise): bad.ts:1 require-timeout']);
    });

    test('expect-strict must be found in strict and must not be found in recommended', () => {
      const text = 'a(); // expect-strict: require-timeout';
      expect(check(text, [])).toEqual([]);
      expect(check(text, [finding(1, 'x')])).toEqual(['not expected: bad.ts:1:1 require-timeout "x"']);
      expect(check(text, [], 'strict')).toEqual(['not found (expect-strict): bad.ts:1 require-timeout']);
    });
  });
});
