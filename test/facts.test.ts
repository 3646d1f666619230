import { describe, expect, test } from 'vitest';
import { extractFacts } from '../src/analysis/facts/extract.js';
import type { CallFact, FileFacts, Step } from '../src/model/facts.js';
import { allFixtures } from './support/all-fixtures.js';

/** The calls of `f`, each with what is said of the place where it stands. */
function flagsOf(code: string, file = 'main.ts'): readonly string[] {
  return callsOfF(extractFacts(file, code)).map((call) => {
    const flags = (['awaited', 'returned', 'dropped', 'tested', 'spread', 'loop', 'conditional', 'construct'] as const).filter((flag) => call[flag]);
    return [...flags, ...(call.inTry ? [call.inTry] : [])].join(' ');
  });
}

function callsOfF(facts: FileFacts): readonly CallFact[] {
  return facts.calls.filter(({ callee }) => callee.is === 'global' && callee.name === 'f');
}

describe('what becomes of the result of a call', () => {
  test.each([
    ['await f()', 'awaited'],
    ['export const a = await (f() as any)', 'awaited'],
    ['const a = await f()!', 'awaited'],
    ['f()', 'dropped'],
    ['void f()', 'dropped'],
    ['(f(), x);', 'dropped'],
    ['(x, f());', 'dropped'],
    ['const y = (x, f());', ''],
    ['if (x || f()) g();', 'tested conditional'],
    ['if (f() || x) g();', 'tested'],
    ['const y = !f();', 'tested'],
    ['const y = f() && x;', 'tested'],
    ['const y = f() || x;', ''],
    ['const y = x && f();', 'conditional'],
    ['f() || g();', 'tested'],
    ['for (; f(); ) g();', 'tested loop'],
    ['const y = f() ? 1 : 2;', 'tested'],
    ['const y = -f();', ''],
    ['const y = { ...f() };', 'spread'],
    ['const y = { ...(x ? {} : f()) };', 'spread conditional'],
    ['const y = [...f()];', ''],
    ['if (f() === x) g();', ''],
    ['const a = f()', ''],
    ['g(f())', ''],
    ['f().then(g)', ''],
    ['function g() { return f(); }', 'returned'],
    ['function g() { return (f()); }', 'returned'],
    ['async function g() { return await f(); }', 'awaited'],
    ['const g = () => f()', 'returned'],
    ['const g = async () => await f()', 'awaited'],
    ['const g = (a = f()) => a', ''],
    ['new f()', 'dropped construct'],
  ])('%s', (code, flags) => {
    expect(flagsOf(code)).toEqual([flags]);
  });
});

test('what a generator hands out', () => {
  const [generator] = extractFacts('main.ts', 'function* g(list) { yield 1; for (const one of list) yield* one; yield; }').functions;
  expect(generator?.yields?.map(({ of, each }) => [of.is, each])).toEqual([['literal', undefined], ['ref', true]]);
});

describe('where a call stands', () => {
  test.each([
    ['for (;;) f();', 'dropped loop conditional'],
    ['for (const a of b) { await f(); }', 'awaited loop conditional'],
    ['for (const a in b) f();', 'dropped loop conditional'],
    ['while (x) f();', 'dropped loop conditional'],
    ['do f(); while (x);', 'dropped loop conditional'],
    ['while (f()) ;', 'tested loop'],
    ['for (let i = f(); ; ) ;', ''],
    ['for (const a of f()) ;', ''],
    ['for (;; f()) ;', 'loop'],
    ['if (x) f();', 'dropped conditional'],
    ['if (x) ; else f();', 'dropped conditional'],
    ['if (f()) ;', 'tested'],
    ['x ? f() : 1;', 'dropped conditional'],
    ['x && f();', 'dropped conditional'],
    ['x ?? f();', 'dropped conditional'],
    ['f() && x;', 'tested'],
    ['switch (x) { case 1: f(); }', 'dropped conditional'],
    ['try { f(); } finally {}', 'dropped try'],
    ['try {} catch { f(); }', 'dropped conditional catch'],
    ['try {} finally { f(); }', 'dropped finally'],
    ['try { try { f(); } finally {} } catch {}', 'dropped try'],
    ['try { try {} finally { f(); } } catch {}', 'dropped finally'],
    ['try { if (x) f(); } catch {}', 'dropped conditional try'],
    ['a: { f(); }', 'dropped'],
  ])('%s', (code, flags) => {
    expect(flagsOf(code)).toEqual([flags]);
  });

  test.each([
    ['a function', 'for (;;) { try { const g = () => { f(); }; } catch {} }'],
    ['a method', 'for (;;) { class A { m() { f(); } } }'],
    ['a field', 'if (x) { class A { m = () => { f(); }; } }'],
  ])('%s begins anew', (_title, code) => {
    expect(flagsOf(code)).toEqual(['dropped']);
  });
});

/** The steps of the module in words: `call a`, `await`, `if(call b | )`. */
function stepsOf(code: string): string {
  const facts = extractFacts('main.ts', code);
  const nameOf = (call: number): string => { const callee = facts.calls[call]?.callee; return callee?.is === 'global' ? callee.name : '?'; };
  const all = (steps: readonly Step[]): string => steps.map(one).join(' ');
  const one = (step: Step): string => {
    if (typeof step === 'number') return `call ${nameOf(step)}`;
    switch (step.is) {
      case 'branch': return `if(${step.ways.map(all).join(' | ')})`;
      case 'switch': return `switch(${step.cases.map(all).join(' | ')}${step.hasDefault ? ' default' : ''})`;
      case 'loop': return `${step.endless ? 'endless ' : ''}${step.awaits ? 'awaiting ' : ''}loop(${all(step.body)})`;
      case 'label': return `${step.name}(${all(step.body)})`;
      case 'try': return `try(${all(step.body)})${step.caught ? ` catch${step.caught.commented ? '*' : ''}(${all(step.caught.steps)})` : ''}${step.last ? ` finally(${all(step.last)})` : ''}`;
      case 'jump': return step.by + (step.label === undefined ? '' : ` ${step.label}`);
      default: return step.is;
    }
  };
  return all(facts.steps);
}

describe('the steps of a body', () => {
  test.each([
    ['a(b(), c());', 'call b call c call a'],
    ['await a();', 'call a await'],
    ['if (a()) b(); else throw c();', 'call a if(call b | call c throw)'],
    ['if (x) {}', ''],
    ['const y = x && a();', 'if(call a | )'],
    ['const y = x ? a() : b();', 'if(call a | call b)'],
    ['for (const x of a()) { if (b()) continue; break; }', 'call a loop(call b if(continue | ) break)'],
    ['for (let i = a(); b(); c()) d();', 'call a loop(call b call d call c)'],
    ['do a(); while (b());', 'loop(call a call b)'],
    ['while (true) await a();', 'endless loop(call a await)'],
    ['for (;;) {}', 'endless loop()'],
    ['for await (const x of a()) b();', 'call a awaiting loop(call b)'],
    ['l: for (const x of y) { break l; }', 'l(loop(break l))'],
    ['switch (x) { case a(): b(); break; default: c(); }', 'switch(call a call b break | call c default)'],
    ['try { a(); } catch { b(); } finally { c(); }', 'try(call a) catch(call b) finally(call c)'],
    ['try { a(); } catch { /* it was there before */ }', 'try(call a) catch*()'],
    ['try { a(); } catch { // best effort\n b(); }', 'try(call a) catch*(call b)'],
    ['try { a(); } catch { b(); /* why */ c(); }', 'try(call a) catch(call b call c)'],
    ['const p = x.y; p; void p; p.q;', 'drop drop drop'],
    ['x = p; x ??= p; (x = p);', ''],
    ['const f = () => { a(); };', ''],
    ['class A { static b = a(); }', 'call a'],
  ])('%s', (code, steps) => {
    expect(stepsOf(code)).toBe(steps);
  });

  test('a function has its own, and a constructor those of the fields', () => {
    const { functions, steps } = extractFacts('main.ts', 'class A { b = f(); } const g = async () => await f(); function h() {}');
    expect(steps).toEqual([]);
    expect(functions.map((f) => [f.name, f.steps?.map((s) => (typeof s === 'number' ? 'call' : s.is))])).toEqual([['constructor', ['call']], ['g', ['call', 'await', 'return']], ['h', undefined]]);
  });
});

describe('what paths are told apart by', () => {
  const stepsIn = (body: string): readonly Step[] => extractFacts('main.ts', `function h(a, b) { ${body} }`).functions[0]?.steps ?? [];
  const find = (steps: readonly Step[], is: 'branch' | 'switch' | 'loop'): Step | undefined => steps.find((s) => typeof s !== 'number' && s.is === is);

  test.each([
    ['if (a && b) f();', { test: { is: 'either', and: { is: 'ref' } } }],
    ['if (typeof a === "string") f();', { test: { is: 'binary', left: { is: 'unary', op: 'typeof' } } }],
    ['a || f();', { on: 'falsy' }],
    ['a ?? f();', { on: 'nullish' }],
    ['a && f();', { at: 19 }],
    ['if (a) f();', { at: 23 }],
  ])('%s', (body, branch) => {
    expect(find(stepsIn(body), 'branch')).toMatchObject(branch);
  });

  test('a switch knows what it looks at, and a loop what it goes through', () => {
    expect(find(stepsIn('switch (a) { case 1: f(); }'), 'switch')).toMatchObject({ of: { is: 'ref' }, at: 19 });
    expect(find(stepsIn('for (const x of a) f(x);'), 'loop')).toMatchObject({ over: { is: 'ref' } });
    expect(find(stepsIn('for (const x in a) f(x);'), 'loop')).not.toHaveProperty('over');
  });

  test.each([
    ['let x = 1; x = 2; x = f();', ['literal', 'literal', 'call']],
    ['let x; x ||= 2;', ['undefined', 'unknown']],
    ['let x = f(); x++; --x; x += 1;', ['unknown', 'unknown', 'unknown']],
    ['let x, y; [x, { y }] = f();', ['undefined', 'undefined', 'unknown', 'unknown']],
    ['const x = 1; a.b = 2; for (let i = 0; i < 3; i++) {}', ['literal', 'unknown']],
  ])('names get values: %s', (body, values) => {
    const all = (steps: readonly Step[]): readonly Step[] => steps.flatMap((s) => (typeof s !== 'number' && s.is === 'loop' ? [s, ...s.body] : [s]));
    expect(all(stepsIn(body)).flatMap((s) => (typeof s !== 'number' && s.is === 'set' ? [s.value.is] : []))).toEqual(values);
  });
});

describe('what an annotation says of promises', () => {
  test.each([
    ['function f(): Promise<void> {}', 'promise'],
    ['function f(): void | Promise<void> {}', 'maybe'],
    ['function f(): Promise<A> | Promise<B> {}', 'promise'],
    ['function f(): string {}', 'other'],
    ['function f(): Result {}', undefined],
    ['function f(): any {}', undefined],
    ['function f() {}', undefined],
  ])('%s gives %s', (code, gives) => {
    expect(extractFacts('main.ts', code).functions[0]?.gives).toBe(gives);
  });

  test('of names, parameters and members as well', () => {
    const { bindings, classes } = extractFacts('main.ts', 'declare const p: Promise<void>; function g(work: () => Promise<void>) {} interface Store { save(): Promise<void>; load: () => string; ready: Promise<void> }');
    expect(bindings.filter((b) => b.promise ?? b.gives).map((b) => [b.name, b.promise, b.gives])).toEqual([['p', true, undefined], ['work', undefined, 'promise']]);
    expect(classes[0]?.members.map((m) => [m.name, m.promise, m.gives])).toEqual([['save', undefined, 'promise'], ['load', undefined, 'other'], ['ready', true, undefined]]);
  });
});

describe('the function around a call', () => {
  const around = (code: string): readonly string[] => {
    const facts = extractFacts('main.ts', code);
    const [call] = callsOfF(facts);
    const names: string[] = [];
    for (let fn = call?.fn ?? -1; fn !== -1; fn = facts.functions[fn]?.parent ?? -1) names.push(facts.functions[fn]?.name ?? '');
    return names;
  };

  test.each([
    ['f();', []],
    ['function a() { f(); }', ['a']],
    ['const a = () => f();', ['a']],
    ['function a() { function b() { f(); } }', ['b', 'a']],
    ['class A { m() { f(); } }', ['m']],
    ['class A { constructor() { f(); } }', ['constructor']],
    ['class A { m = f(); }', ['constructor']],
    ['class A { static m = f(); }', []],
    ['class A { static { f(); } }', []],
    ['class A { get m() { return f(); } }', ['m']],
    ['const a = { m() { f(); } };', ['m']],
    ['const a = { m: () => f() };', ['m']],
    ['function a(b = f()) {}', ['a']],
    ['function a() { { if (x) { f(); } } }', ['a']],
  ])('%s', (code, names) => {
    expect(around(code)).toEqual(names);
  });

  test('a function that is written in place knows the call and the argument it is', () => {
    const facts = extractFacts('main.ts', `g(1, function named() {}, async () => {}); const h = () => {};`);
    expect(facts.functions.map(({ passedTo }) => passedTo)).toEqual([{ call: 0, index: 1 }, { call: 0, index: 2 }, undefined]);
  });

  test('each function is told apart by kind', () => {
    const code = `function a() {} const b = () => {}; class C { constructor() {} m() {} get g() { return 1; } set g(v) {} } async function* d() {}`;
    expect(extractFacts('main.ts', code).functions.map(({ kind }) => kind)).toEqual(['function', 'arrow', 'constructor', 'method', 'getter', 'setter', 'function']);
    expect(extractFacts('main.ts', code).functions.at(-1)).toMatchObject({ async: true, generator: true });
  });
});

describe('every call is seen, wherever it stands', () => {
  test.each([
    'const { a = f() } = b;',
    'const { [f()]: a } = b;',
    'const a = { [f()]: 1 };',
    'const a = { ...f() };',
    'const a = [...f()];',
    'const a = `${f()}`;',
    'tag`${f()}`;',
    'throw f();',
    'a[f()];',
    'a = f();',
    '({ a } = f());',
    'a += f();',
    'delete f().a;',
    'typeof f();',
    'x = !f();',
    'x = y as typeof y && f();',
    'class A extends f() {}',
    '@f() class A {}',
    'class A { @f() m() {} }',
    'class A { constructor(@f() a) {} }',
    'class A { [f()]() {} }',
    'enum E { A = f() }',
    'export default f();',
    'export = f();',
    'label: f();',
    'function* g() { yield f(); }',
    'a?.b(f());',
    'new A(f());',
    'f?.();',
    'import("./" + f());',
    'namespace N { f(); }',
    'switch (f()) {}',
    'if (x) { a(); } else if (f()) {}',
  ])('%s', (code) => {
    expect(callsOfF(extractFacts('main.ts', code))).toHaveLength(1);
  });

  test('in JSX', () => {
    expect(callsOfF(extractFacts('main.tsx', 'const a = <p title={f()} {...f()}>{f()}<b /></p>;'))).toHaveLength(3);
    expect(extractFacts('main.tsx', 'const a = <p />;').jsx).toBe(true);
  });

  test('once each', () => {
    const facts = extractFacts('main.ts', 'const { a = f(1) } = { ...f(2), b: [f(3)] }; x.y.z(f(4)).w(f(5));');
    const given = callsOfF(facts).map(({ args: [first] }) => (first?.is === 'literal' ? first.value : undefined));
    expect(given.toSorted()).toEqual([1, 2, 3, 4, 5]);
  });
});

describe('the place that is underlined', () => {
  const underlined = (code: string): string => {
    const [start, end] = extractFacts('main.ts', code).calls[0]?.calleeRange ?? [0, 0];
    return code.slice(start, end);
  };

  test.each([
    ['fetch(url)', 'fetch'],
    ['axios.get(url, {})', 'axios.get'],
    ['this.http.get(url)', 'this.http.get'],
    ['new Pool({ max: 5 })', 'new Pool'],
    ['new Pool', 'new Pool'],
    ['axios\n  .get(url)', 'get'],
  ])('%j: %s', (code, expected) => {
    expect(underlined(code)).toBe(expected);
  });

  test('of a call on the result of another one, only its name', () => {
    expect(underlined('create().get(url)')).toBe('get');
  });
});

describe('a file', () => {
  test('knows its imports of all kinds, each once', () => {
    const code = `import a from 'a'; import 'b'; export * from 'c'; const d = require('d'); await import('e'); import f = require('f'); export { g } from 'g'; import { h } from 'a';`;
    expect(extractFacts('main.ts', code).imports.toSorted()).toEqual(['a', 'b', 'c', 'd', 'e', 'f', 'g']);
  });

  test('knows its directives', () => {
    expect(extractFacts('main.ts', `'use client'; "use strict"; const a = 'use server';`).directives).toEqual(['use client', 'use strict']);
  });

  test('with a syntax error says where, and keeps what could be read', () => {
    const facts = extractFacts('main.ts', `f();\nconst = 5;`);
    expect(facts.syntaxError).toMatchObject({ at: 11 });
    expect(callsOfF(facts)).toHaveLength(1);
  });

  test('without one says nothing of it', () => {
    expect(extractFacts('main.ts', `f();`).syntaxError).toBeUndefined();
  });

  test.each(['main.js', 'main.mjs', 'main.cjs', 'main.jsx', 'main.tsx'])('%s may hold JSX', (file) => {
    expect(extractFacts(file, 'const a = <p>{f()}</p>;').syntaxError).toBeUndefined();
  });

  test('may be empty', () => {
    expect(extractFacts('main.ts', '')).toMatchObject({ calls: [], exports: [], imports: [] });
  });
});

describe('facts are plain JSON', () => {
  test.each(allFixtures.flatMap(({ name, files }) => files.map((file) => [`${name} ${file.file}`, file.file, file.text] as const)))('%s', (_name, path, text) => {
    const facts = extractFacts(path, text);
    expect(JSON.parse(JSON.stringify(facts))).toEqual(facts);
  });

  test.each(['1e999', '-1e999', '0.1', '1_000', '0xff', '10n', '"\\ud800"', '`\\u{1f600}`', '/a/g', 'null', 'undefined', 'NaN', '-5', '-x', '[, 1]', '{ __proto__: a }', '{ get a() { return 1; } }', 'class { #a; static #b() {} }'])(
    'also with %s',
    (expression) => {
      const facts = extractFacts('main.ts', `const a = (${expression});`);
      expect(JSON.parse(JSON.stringify(facts))).toEqual(facts);
    },
  );

  test('and the same for the same text, whatever was read before', () => {
    const [first] = allFixtures;
    const code = `import { a } from './a.js'; export const b = () => a({ timeout: 5 });`;
    const before = extractFacts('main.ts', code);
    for (const file of first?.files ?? []) extractFacts(file.file, file.text);
    expect(extractFacts('elsewhere/other.ts', code)).toEqual(before);
  });
});
