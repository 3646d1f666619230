import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDependency, wantedDependency } from '../src/fix/add-dependency.js';
import { applyEdits, movedOffset, type Replacement } from '../src/fix/apply-edits.js';
import { joinEdits } from '../src/fix/join-edits.js';
import type { TextEdit } from '../src/model/span.js';

/** A text of unlike characters, and edits of it that do not touch each other. */
const textWithEdits = fc.tuple(fc.integer({ min: 1, max: 60 }), fc.uniqueArray(fc.nat(60), { maxLength: 12 }), fc.array(fc.stringMatching(/^[A-Z]{0,3}$/), { minLength: 6, maxLength: 6 })).map(([length, places, texts]) => {
  const text = Array.from({ length }, (_, at) => String.fromCharCode(0x4e00 + at)).join('');
  const sorted = places.filter((at) => at <= length).sort((a, b) => a - b);
  const edits = Array.from({ length: Math.floor(sorted.length / 2) }, (_, at): Replacement => ({ start: sorted[at * 2] ?? 0, end: sorted[at * 2 + 1] ?? 0, text: texts[at] ?? '' }));
  return { text, edits };
});

describe('edits', () => {
  test('give the same in any order', () => {
    fc.assert(fc.property(textWithEdits, fc.func(fc.integer()), ({ text, edits }, key) => {
      const shuffled = edits.toSorted((a, b) => key(a) - key(b));
      expect(applyEdits(text, shuffled)).toBe(edits.toReversed().reduce((done, { start, end, text: written }) => done.slice(0, start) + written + done.slice(end), text));
    }));
  });

  test('move the places that they leave as they are', () => {
    fc.assert(fc.property(textWithEdits, fc.nat(59), ({ text, edits }, at) => {
      const offset = at % text.length;
      fc.pre(!edits.some(({ start, end }) => start <= offset && offset <= end));
      const [first, last] = movedOffset(text, edits, offset);
      expect(last).toBe(first);
      expect(applyEdits(text, edits)[first]).toBe(text[offset]);
    }));
  });

  test('move a place behind what is inserted there, and into what is written in its place', () => {
    expect(movedOffset('a b', [{ start: 2, end: 2, text: 'await ' }], 2)).toEqual([8, 8]);
    expect(movedOffset('a b', [{ start: 2, end: 2, text: 'await ' }, { start: 2, end: 3, text: 'c()' }], 2)).toEqual([8, 11]);
    expect(movedOffset('\r\n\r\nb', [{ start: 0, end: 0, text: 'x\n' }], 4)).toEqual([7, 7]);
  });

  test('keep the byte order mark, which their offsets do not count, and the line breaks of the text', () => {
    expect(applyEdits('\uFEFFa\r\nb\r\n', [{ start: 3, end: 3, text: 'x\ny\r\n' }])).toBe('\uFEFFa\r\nx\r\ny\r\nb\r\n');
    expect(applyEdits('a\nb', [{ start: 2, end: 2, text: 'x\r\n' }])).toBe('a\nx\nb');
    expect(applyEdits('', [{ start: 0, end: 0, text: 'new\n' }])).toBe('new\n');
  });

  test.each([[{ start: 2, end: 9, text: '' }], [{ start: 3, end: 2, text: '' }]])('that do not fit are refused: %j', (edit) => {
    expect(() => applyEdits('abc', [edit])).toThrow(RangeError);
  });
});

const file = 'a.js';
const edit = (start: number, end: number, text: string): TextEdit => ({ file, start, end, text });

describe('changes that are made together', () => {
  function joined(text: string, ...changes: readonly (readonly TextEdit[])[]): { readonly result: string; readonly waiting: number } {
    const { edits, waiting } = joinEdits(changes.map((one) => ({ edits: one })), () => text);
    return { result: applyEdits(text, edits.get(file) ?? []), waiting: waiting.length };
  }

  test('leave one that overlaps for later, and take what comes behind it', () => {
    expect(joined('abcdef', [edit(1, 3, 'X')], [edit(2, 4, 'Y')], [edit(4, 5, 'Z')])).toEqual({ result: 'aXdZf', waiting: 1 });
    expect(joined('abcdef', [edit(1, 4, 'X')], [edit(2, 2, 'Y')])).toEqual({ result: 'aXef', waiting: 1 });
  });

  test('take none of the edits of one that waits', () => {
    expect(joined('abcdef', [edit(1, 3, 'X')], [edit(0, 0, 'Y'), edit(2, 4, 'Y')])).toEqual({ result: 'aXdef', waiting: 1 });
  });

  test('do once what they do alike', () => {
    const add = edit(0, 0, "import pLimit from 'p-limit';\n");
    expect(joined('ab', [add, edit(1, 1, 'X')], [add, edit(2, 2, 'Y')])).toEqual({ result: "import pLimit from 'p-limit';\naXbY", waiting: 0 });
  });

  test('add imports side by side', () => {
    const [one, other] = ["import a from 'a';\n", "const b = require('b');\n"];
    expect(joined('x', [edit(0, 0, one)], [edit(0, 0, other)])).toEqual({ result: `${one}${other}x`, waiting: 0 });
    expect(joined("import { a } from 'm';", [edit(10, 10, ', b')], [edit(10, 10, ', c')])).toEqual({ result: "import { a, b, c } from 'm';", waiting: 0 });
    expect(joined("const { a } = require('m');", [edit(9, 9, ', b')], [edit(9, 9, ', c')])).toEqual({ result: "const { a, b, c } = require('m');", waiting: 0 });
  });

  test('let one of two imports of a module wait, so that it joins the other, and one of any other two insertions', () => {
    expect(joined('x', [edit(0, 0, "import { a } from 'm';\n")], [edit(0, 0, "import { b } from 'm';\n")]).waiting).toBe(1);
    expect(joined('f({ a })', [edit(5, 5, ', b')], [edit(5, 5, ', c')]).waiting).toBe(1);
    expect(joined('f()', [edit(3, 3, '.on(1)')], [edit(3, 3, '.on(2)')]).waiting).toBe(1);
  });
});

describe('a package that is needed', () => {
  const added = (text: string, install: string): string => applyEdits(text, addDependency(text, wantedDependency(install)) ?? []);

  test('is read with its scope and range', () => {
    expect(wantedDependency('@fastify/rate-limit@^10.1.0')).toEqual({ name: '@fastify/rate-limit', range: '^10.1.0' });
    expect(wantedDependency('p-limit')).toEqual({ name: 'p-limit', range: '*' });
  });

  test.each([
    ['stands where its name belongs', '{\n    "dependencies": {\n        "axios": "1",\n        "pg": "8"\n    }\n}\n', '{\n    "dependencies": {\n        "axios": "1",\n        "p-limit": "^6.2.0",\n        "pg": "8"\n    }\n}\n'],
    ['stands last where names are in no order', '{\n\t"dependencies": {\n\t\t"pg": "8",\n\t\t"axios": "1"\n\t}\n}', '{\n\t"dependencies": {\n\t\t"pg": "8",\n\t\t"axios": "1",\n\t\t"p-limit": "^6.2.0"\n\t}\n}'],
    ['gets the line breaks of the file', '{\r\n  "dependencies": {\r\n    "pg": "8"\r\n  }\r\n}\r\n', '{\r\n  "dependencies": {\r\n    "p-limit": "^6.2.0",\r\n    "pg": "8"\r\n  }\r\n}\r\n'],
    ['stays on the line of the others', '{ "dependencies": { "axios": "1" } }', '{ "dependencies": { "axios": "1", "p-limit": "^6.2.0" } }'],
    ['is the first one', '{\n  "name": "shop",\n  "devDependencies": {}\n}\n', '{\n  "name": "shop",\n  "dependencies": {\n    "p-limit": "^6.2.0"\n  },\n  "devDependencies": {}\n}\n'],
    ['fills an empty list', '{\n  "dependencies": {}\n}\n', '{\n  "dependencies": {\n    "p-limit": "^6.2.0"\n  }\n}\n'],
    ['is there already', '{ "peerDependencies": { "p-limit": "3" } }', '{ "peerDependencies": { "p-limit": "3" } }'],
    ['comes over from what is for development, with its range', '{\n  "dependencies": {},\n  "devDependencies": {\n    "p-limit": "3.1.0",\n    "vitest": "4"\n  }\n}\n', '{\n  "dependencies": {\n    "p-limit": "3.1.0"\n  },\n  "devDependencies": {\n    "vitest": "4"\n  }\n}\n'],
  ])('%s', (_, before, after) => {
    expect(added(before, 'p-limit@^6.2.0')).toBe(after);
    expect(added(after, 'p-limit@^6.2.0')).toBe(after);
  });

  test('is added to nothing that holds no object', () => {
    expect(addDependency('[]', { name: 'a', range: '1' })).toBeUndefined();
  });

  test('is all that changes, however the file looks', () => {
    const lists = fc.dictionary(fc.stringMatching(/^[a-z]{1,4}$/), fc.constantFrom('1', '^2.0.0'), { maxKeys: 4 });
    const manifest = fc.record({ name: fc.constant('shop'), dependencies: lists, devDependencies: lists, scripts: lists }, { requiredKeys: [] });
    fc.assert(fc.property(manifest, fc.constantFrom<string | number | undefined>(undefined, 2, '\t'), (json, space) => {
      const text = JSON.stringify(json, undefined, space);
      expect(JSON.parse(added(text, 'new-one@^1.0.0'))).toEqual({ ...json, dependencies: { ...json.dependencies, 'new-one': '^1.0.0' } });
    }));
  });
});
