import { describe, expect, test } from 'vitest';
import { functionKey } from '../src/analysis/abstract.js';
import { placeOf, projectOf, projectOfCode, type TestProject } from './support/project-of.js';

/** The lines from which the function named `target` is called, in the order of the call graph. */
function callers(test: TestProject | string, name = 'target'): readonly string[] {
  const made = typeof test === 'string' ? projectOfCode(test) : test;
  const found = [...made.files].flatMap(([file, facts]) => facts.functions.flatMap((fn, index) => (fn.name === name ? [{ file, fn: index }] : [])));
  return found.flatMap((ref) => made.project.graph.callersOf(ref)).map((ref) => `${placeOf(made, ref).file}:${String(placeOf(made, ref).line)}`);
}

describe('callers of a function', () => {
  test.each([
    ['a declaration', 'function target() {}\ntarget();', ['main.ts:2']],
    ['before the declaration', 'target();\nfunction target() {}', ['main.ts:1']],
    ['an arrow', 'const target = () => {};\ntarget();', ['main.ts:2']],
    ['through another name', 'const target = () => {};\nconst other = target;\nother();', ['main.ts:3']],
    ['several', 'function target() {}\ntarget();\nfunction a() { target(); }', ['main.ts:2', 'main.ts:3']],
    ['itself', 'function target() { target(); }', ['main.ts:1']],
    ['by a condition', 'const target = () => {};\nconst f = x ? target : other;\nf();', ['main.ts:3']],
    ['with a fallback', 'const target = () => {};\nconst f = given ?? target;\nf();', ['main.ts:3']],
    ['a method of an object', 'const api = { target() {} };\napi.target();', ['main.ts:2']],
    ['a function in an object', 'const api = { target: () => {} };\napi.target();', ['main.ts:2']],
    ['taken out of an object', 'const api = { target: () => {} };\nconst { target: t } = api;\nt();', ['main.ts:3']],
    ['a method', 'class A { target() {} }\nnew A().target();', ['main.ts:2']],
    ['a method through this', 'class A { target() {}\n other() { this.target(); } }', ['main.ts:2']],
    ['a static method', 'class A { static target() {} }\nA.target();', ['main.ts:2']],
    ['a static method through this', 'class A { static target() {}\n static other() { this.target(); } }', ['main.ts:2']],
    ['an arrow as field', 'class A { target = () => {}; }\nnew A().target();', ['main.ts:2']],
    ['through an object in a variable', 'class A { target() {} }\nconst a = new A();\na.target();', ['main.ts:3']],
    ['through a parameter of the type', 'class A { target() {} }\nfunction f(a: A) { a.target(); }', ['main.ts:2']],
    ['through a field of the type', 'class A { target() {} }\nclass B { constructor(private a: A) {}\n m() { this.a.target(); } }', ['main.ts:3']],
    ['through an interface', 'interface I { target(): void }\nclass A implements I { target() {} }\nfunction f(i: I) { i.target(); }', ['main.ts:3']],
    ['of the base class', 'class Base { target() {} }\nclass A extends Base {}\nnew A().target();', ['main.ts:3']],
    ['from the base class, where it is abstract', 'abstract class Base { abstract target(): void;\n run() { this.target(); } }\nclass A extends Base { target() {} }', ['main.ts:2']],
    ['super.method()', 'class Base { target() {} }\nclass A extends Base { m() {\n super.target(); } }', ['main.ts:3']],
    ['called in place', '(function target() {})();', ['main.ts:1']],
    ['what a factory gives', 'const make = () => function target() {};\nmake()();', ['main.ts:2']],
    ['bound', 'function target() {}\nconst f = target.bind(null);\nf();', ['main.ts:3']],
    ['by call', 'function target() {}\ntarget.call(null);', ['main.ts:2']],
    ['by apply', 'function target() {}\ntarget.apply(null, []);', ['main.ts:2']],
    ['handed in and called there', 'function run(work) {\n work(); }\nfunction target() {}\nrun(target);', ['main.ts:2']],
    ['optional', 'const target = () => {};\ntarget?.();', ['main.ts:2']],
    ['of an array by index', 'const target = () => {};\nconst all = [target];\nall[0]();', ['main.ts:3']],
  ])('%s', (_title, code, lines) => {
    expect(callers(code)).toEqual(lines);
  });

  test('a private method, by its own name', () => {
    expect(callers('class A { #target() {}\n other() { this.#target(); } }', '#target')).toEqual(['main.ts:2']);
  });

  test('a namesake is not called', () => {
    expect(callers(projectOf({ 'a.ts': 'function target() {}', 'b.ts': 'import { target } from "pkg"; target();' }))).toEqual([]);
  });

  test('in other files, in their order', () => {
    const texts = {
      'a.ts': `import { target } from './lib/index.js';\ntarget();`,
      'b.ts': `import * as lib from './lib/index.js';\nlib.target();`,
      'c.js': `const { target } = require('./lib');\ntarget();`,
      'lib/index.ts': `export * from './impl.js';`,
      'lib/impl.ts': `export function target() {}`,
    };
    expect(callers(projectOf(texts))).toEqual(['a.ts:2', 'b.ts:2', 'c.js:2']);
  });
});

describe('callers of a constructor', () => {
  test.each([
    ['new', 'class A { constructor() {} }\nnew A();', ['main.ts:2']],
    ['super', 'class A { constructor() {} }\nclass B extends A { constructor() {\n super(); } }', ['main.ts:3']],
    ['new of a class without a constructor of its own', 'class A { constructor() {} }\nclass B extends A {}\nnew B();', ['main.ts:3']],
    ['over two classes without', 'class A { constructor() {} }\nclass B extends A {}\nclass C extends B {}\nnew C();', ['main.ts:4']],
  ])('%s', (_title, code, lines) => {
    expect(callers(code, 'constructor')).toEqual(expect.arrayContaining(lines));
  });
});

describe('what runs when a function runs', () => {
  /** Names of all functions below the one named `start`. */
  const below = (code: string): readonly string[] => {
    const { project, files } = projectOfCode(code);
    const functions = files.get('main.ts')?.functions ?? [];
    const seen = new Map<string, string>();
    const queue = [{ file: 'main.ts', fn: functions.findIndex(({ name }) => name === 'start') }];
    for (let next = queue.shift(); next; next = queue.shift()) {
      for (const { to } of project.graph.calleesOf(next)) {
        if (seen.has(functionKey(to))) continue;
        seen.set(functionKey(to), functions[to.fn]?.name ?? '');
        queue.push(to);
      }
    }
    return [...seen.values()].sort();
  };

  test.each([
    ['calls of calls', 'function start() { a(); } function a() { b(); } function b() {} function c() {}', ['a', 'b']],
    ['callbacks that are written in place', 'function start() { items.map(function each() { a(); }); } function a() {}', ['a', 'each']],
    ['functions that are handed on by name', 'function start() { items.map(a); } function a() {}', ['a']],
    ['functions inside', 'function start() { const inner = () => a(); return inner; } function a() {}', ['a', 'inner']],
    ['a circle', 'function start() { a(); } function a() { start(); }', ['a', 'start']],
    ['the constructor', 'function start() { new A(); } class A { constructor() { a(); } } function a() {}', ['a', 'constructor']],
    ['the initial values of fields', 'function start() { new A(); } class A { x = a(); } function a() {}', ['a', 'constructor']],
  ])('%s', (_title, code, names) => {
    expect(below(code)).toEqual(names);
  });
});
