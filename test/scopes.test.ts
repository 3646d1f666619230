import { describe, expect, test } from 'vitest';
import { probe, probed, projectOfCode } from './support/project-of.js';

/** Every value is a number of its own, so that the answer tells which declaration a name was taken for. */
type Cases = readonly (readonly [title: string, code: string, expected: string | readonly string[]])[];

function cases(table: Cases): void {
  test.each(table)('%s', (_title, code, expected) => {
    expect(probe(code)).toEqual(typeof expected === 'string' ? [expected] : expected);
  });
}

describe('a name means the nearest declaration around it', () => {
  cases([
    ['block', `const a = 1; { const a = 2; probe(a); }`, '2'],
    ['behind the block', `const a = 1; { const a = 2; } probe(a);`, '1'],
    ['function', `const a = 1; function f() { const a = 2; probe(a); }`, '2'],
    ['parameter', `const a = 1; function f(a) { probe(a); }`, 'parameter.0'],
    ['local in the body of a function with a parameter of the name', `function f(a) { { let a = 2; probe(a); } }`, '2'],
    ['a parameter in the default of another', `const a = 1; function f(a = 2, b = a) { probe(b); } `, 'parameter.1 else parameter.0 else 2'],
    ['arrow', `const a = 1; const f = (a = 2) => probe(a);`, 'parameter.0 else 2'],
    ['for', `const i = 1; for (let i = 2; i < 3; ) probe(i);`, '2'],
    ['behind the for', `const i = 1; for (let i = 2; i < 3; ) ; probe(i);`, '1'],
    ['var behind its for', `for (var i = 2; ; ) ; probe(i);`, '2'],
    ['for … of', `const a = 1; for (const a of list) probe(a);`, 'unknown'],
    ['for … in', `const a = 1; for (const a in list) probe(a);`, 'unknown'],
    ['catch', `const e = 1; try { f(); } catch (e) { probe(e); }`, 'unknown'],
    ['behind the catch', `const e = 1; try { f(); } catch (e) { e; } probe(e);`, '1'],
    ['a case', `const a = 1; switch (x) { case 1: const a = 2; break; default: probe(a); }`, '2'],
    ['var in a block belongs to the function', `function f() { if (x) { var a = 2; } probe(a); }`, '2'],
    ['let in a block does not', `const a = 1; function f() { if (x) { let a = 2; } probe(a); }`, '1'],
    ['a function in a block', `const f = 1; { function f() {} probe(f); }`, 'function f of main.ts'],
    ['a class in a block', `const A = 1; { class A {} probe(A); }`, 'class A of main.ts'],
    ['a function expression of its name', `const f = 1; const g = function f() { probe(f); };`, 'function f of main.ts'],
    ['a name of a function expression stays inside', `const f = 1; const g = function f() {}; probe(f);`, '1'],
    ['a class expression of its name', `const A = 1; const B = class A { m() { probe(A); } };`, 'class A of main.ts'],
    ['an import is hidden', `import a from 'axios'; function f() { const a = 2; probe(a); }`, '2'],
    ['a pattern', `const a = 1; { const { x: a = 2 } = {}; probe(a); }`, '2'],
    ['a rest in a pattern', `const a = 1; { const { x, ...a } = { y: 2 }; probe(a, 'y'); }`, '2'],
    ['the key of a pattern is no name', `const x = 1; { const { x: a } = { x: 2 }; probe(x); }`, '1'],
    ['a member is no name', `const get = 1; probe({ get: 2 }.get);`, '2'],
    ['a static block', `const a = 1; class A { static { const a = 2; probe(a); } }`, '2'],
    ['a namespace', `const a = 1; namespace N { const a = 2; probe(a); }`, '2'],
    ['a label is no name', `const a = 1; a: for (;;) { probe(a); break a; }`, '1'],
  ]);
});

describe('declarations', () => {
  cases([
    ['used before it stands', `probe(a()); function a() { return 2; }`, '2'],
    ['var twice', `var a = 1; var a = 2; probe(a);`, ['1', '2']],
    ['assigned later', `let a = 1; a = 2; probe(a);`, ['1', '2']],
    ['assigned in another function', `let a; function set() { a = 2; } probe(a);`, '2'],
    ['assigned by a pattern is not followed', `let a = 1; ({ a } = f()); probe(a);`, ['1', 'unknown']],
    ['assigned by an operator is not followed', `let a = 1; a += 2; probe(a);`, ['1', 'unknown']],
    ['an enum', `enum E { A = 2 } probe(E.A);`, '2'],
    ['a class that merges with an interface', `interface A { b: string } class A { c = 2 } probe(new A().c);`, '2'],
    ['a class before the interface', `class A { c = 2 } interface A { b: string } probe(new A().c);`, '2'],
    ['undefined', `probe(undefined);`, 'undefined'],
    ['a name that nobody declares', `probe(process);`, 'globalThis: process'],
  ]);

  test('two functions with locals of one name do not mix', () => {
    const test = projectOfCode(`function f() { const a = 1; probe(a); } function g() { const a = 2; probe(a); }`);
    expect(probed(test)).toEqual([['1'], ['2']]);
  });
});
