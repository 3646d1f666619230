import { ESLint } from 'eslint';
import { describe, expect, test } from 'vitest';
import { extractFacts } from '../src/analysis/facts/extract.js';
import { ruleById } from '../src/engine/registry.js';
import plugin from '../src/index.js';
import { commentWaivers } from '../src/waivers/comment-waivers.js';
import { covers } from '../src/waivers/covers.js';

const id = 'require-timeout';

/** The lines, from 1, that the comments of a text speak of, whether they have all that makes them count or not (test/waivers.test.ts). */
function silenced(text: string, rule = id, file = 'main.ts'): readonly number[] {
  const waivers = commentWaivers(file, extractFacts(file, text), { day: '2026-11-22', rules: new Map([...ruleById.keys()].map((known) => [known, undefined])) });
  return text.split('\n').flatMap((_, index) => (waivers.some((waiver) => covers(waiver, { rule, file, line: index + 1, symbol: '' })) ? [index + 1] : []));
}

describe("ESLint's comments", () => {
  test.each([
    ['the next line', '// eslint-disable-next-line readiness/require-timeout\na();\nb();', [2]],
    ['the next line, as a block', '/* eslint-disable-next-line readiness/require-timeout */\na();\nb();', [2]],
    ['the next line, as a block over two lines', '/* eslint-disable-next-line\n readiness/require-timeout */\na();\nb();', [3]],
    ['the next line, all rules', '// eslint-disable-next-line\na();\nb();', [2]],
    ['without a space', '//eslint-disable-next-line\na();\nb();', [2]],
    ['this line', 'a();\nb(); // eslint-disable-line readiness/require-timeout\nc();', [2]],
    ['several rules', '// eslint-disable-next-line no-console, readiness/require-timeout\na();', [2]],
    ['with a reason', '// eslint-disable-next-line readiness/require-timeout -- the proxy ends it\na();', [2]],
    ['the reason names no rules', '// eslint-disable-next-line no-console -- not readiness/require-timeout\na();', []],
    ['another rule', '// eslint-disable-next-line no-console\na();', []],
    ['another rule of ours', '// eslint-disable-next-line readiness/no-ineffective-timeout\na();', []],
    ['a rule of that name without our prefix', '// eslint-disable-next-line require-timeout\na();', []],
    ['a rule of that name of another plugin', '// eslint-disable-next-line other/require-timeout\na();', []],
    ['from here on', 'a();\n/* eslint-disable readiness/require-timeout */\nb();\nc();', [2, 3, 4]],
    ['from here on, all rules', '/* eslint-disable */\nb();', [1, 2]],
    ['a range', '/* eslint-disable */\nb();\n/* eslint-enable */\nc();', [1, 2]],
    ['a range of one rule', '/* eslint-disable readiness/require-timeout */\nb();\n/* eslint-enable readiness/require-timeout */\nc();', [1, 2]],
    ['a range that another rule does not end', '/* eslint-disable readiness/require-timeout */\nb();\n/* eslint-enable no-console */\nc();', [1, 2, 3, 4]],
    ['a range of two rules, of which the other ends', '/* eslint-disable readiness/require-timeout, readiness/no-ineffective-timeout */\n/* eslint-enable readiness/no-ineffective-timeout */\nc();', [1, 2, 3]],
    ['all rules, then ours again', '/* eslint-disable */\nb();\n/* eslint-enable readiness/require-timeout */\nc();', [1, 2]],
    ['two ranges', '/* eslint-disable */\na();\n/* eslint-enable */\nb();\n/* eslint-disable */\nc();', [1, 2, 5, 6]],
    ['a range that begins behind code', 'a(); /* eslint-disable */\nb();', [2]],
    ['a line comment opens no range', '// eslint-disable readiness/require-timeout\na();', []],
    ['a documentation comment is no directive', '/** eslint-disable */\na();', []],
    ['a longer word is no directive', '// eslint-disabled\na();\n// eslint-disable-next-lines\nb();', []],
    ['with Windows line ends', '// eslint-disable-next-line readiness/require-timeout\r\na();\r\nb();', [2]],
  ])('%s', (_title, text, lines) => {
    expect(silenced(text)).toEqual(lines);
  });
});

describe("oxlint's comments", () => {
  test.each([
    ['the next line', '// oxlint-disable-next-line readiness/require-timeout\na();\nb();', [2]],
    ['this line', 'a(); // oxlint-disable-line readiness/require-timeout\nb();', [1]],
    ['a line comment opens a range', '// oxlint-disable\na();', [1, 2]],
    ['a range', '/* oxlint-disable */\na();\n/* oxlint-enable */\nb();', [1, 2]],
  ])('%s', (_title, text, lines) => {
    expect(silenced(text)).toEqual(lines);
  });
});

describe('our own comments', () => {
  test.each([
    ['the next line', '// readiness-ignore-next-line require-timeout -- the proxy ends it\na();\nb();', [2]],
    ['the next line, for short', '// readiness-ignore require-timeout -- the proxy ends it\na();', [2]],
    ['this line', 'a(); // readiness-ignore-line require-timeout -- the proxy ends it\nb();', [1]],
    ['the file', 'a();\n// readiness-ignore-file require-timeout -- a fake server\nb();', [1, 2, 3]],
    ['all rules', '// readiness-ignore-next-line -- generated\na();', [2]],
    ['with the prefix', '// readiness-ignore-next-line readiness/require-timeout -- the proxy ends it\na();', [2]],
    ['another rule', '// readiness-ignore-next-line no-ineffective-timeout -- the proxy ends it\na();', []],
    ['an enable comment of ESLint does not end it', '// readiness-ignore-file require-timeout -- a fake server\n/* eslint-enable */\na();', [1, 2, 3]],
  ])('%s', (_title, text, lines) => {
    expect(silenced(text)).toEqual(lines);
  });
});

describe('what looks like a comment', () => {
  test.each([
    ['in a text', `log('// eslint-disable-next-line');\na();`],
    ['in a template', 'log(`\n// eslint-disable-next-line\n`);\na();\nb();'],
    ['in a template behind an expression', 'log(`${x} /* eslint-disable */`);\na();'],
    ['in a regular expression', `log(/\\/\\* eslint-disable *\\//);\na();`],
  ])('%s speaks of nothing', (_title, text) => {
    expect(silenced(text)).toEqual([]);
  });

  test('in JSX silences nothing', () => {
    expect(silenced('const a = <p>// eslint-disable-next-line\n{b()}</p>;', id, 'main.tsx')).toEqual([]);
  });

  test('a comment in JSX silences', () => {
    expect(silenced('const a = <p>{/* eslint-disable-next-line */}\n{b()}</p>;', id, 'main.tsx')).toEqual([2]);
  });

  test.each([
    ['a glob', `const files = 'dist/*';\n// eslint-disable-next-line\na();\nconst b = '*/';`, [3]],
    ['an address', `get('http://x'); // eslint-disable-line`, [1]],
    ['a quotation mark in a comment', `// don't\n// eslint-disable-next-line\na();`, [3]],
    ['a template with a comment inside an expression', 'log(`${x /* eslint-disable-line */}`);', [1]],
  ])('%s before a real one does not hide it', (_title, text, lines) => {
    expect(silenced(text)).toEqual(lines);
  });
});

describe('ESLint itself, on the same comments', () => {
  const eslint = new ESLint({
    overrideConfigFile: true,
    overrideConfig: [{ ...[plugin.configs.recommended].flat()[0], linterOptions: { reportUnusedDisableDirectives: 'off' } }],
  });

  test.each([
    'fetch(a);\n// eslint-disable-next-line readiness/require-timeout\nfetch(b);',
    '/* eslint-disable */\nfetch(a);\n/* eslint-enable readiness/require-timeout */\nfetch(b);',
    '/* eslint-disable readiness/require-timeout, no-console */\nfetch(a);\n/* eslint-enable no-console */\nfetch(b);',
    '// eslint-disable\nfetch(a);',
    'fetch(a); /* eslint-disable */\nfetch(b);',
    'fetch(a);\n/* eslint-disable */ fetch(b);\n/* eslint-enable */ fetch(c);',
    '// eslint-disable-next-line require-timeout\nfetch(a);',
    'const text = "// eslint-disable-next-line";\nfetch(a);',
  ])('finds nothing that the scanner silences: %j', async (body) => {
    const text = `export async function load(a, b, c) {\n${body}\n}`;
    const [result] = await eslint.lintText(text, { filePath: 'main.js' });
    const found = (result?.messages ?? []).filter((m) => m.ruleId === `readiness/${id}`).map((m) => m.line);
    const silent = silenced(text, id, 'main.js');
    expect(found.filter((line) => silent.includes(line))).toEqual([]);
    // The case is one: there is something to find or to silence.
    expect(found.length + silent.length).toBeGreaterThan(0);
  });
});
