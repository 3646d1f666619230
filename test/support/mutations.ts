import fc from 'fast-check';
import { parse, ts } from '../../src/ts.js';

/** A change of a text. Its numbers are taken modulo the number of places that there are, so that each mutation fits each text. */
export interface Mutation {
  readonly kind: (typeof kinds)[number];
  readonly at: number;
  readonly by: number;
}

const kinds = ['cut off', 'drop token', 'repeat token', 'swap tokens', 'drop node', 'repeat node', 'swap nodes', 'exotic expression', 'exotic statement', 'rename', 'insert', 'line ends'] as const;
/** Those that mostly leave a text that can be parsed, so that rules come to judge it. */
const valid: readonly Mutation['kind'][] = ['drop node', 'repeat node', 'swap nodes', 'exotic expression', 'exotic statement', 'rename', 'line ends'];

const mutationOf = (kind: fc.Arbitrary<Mutation['kind']>): fc.Arbitrary<Mutation> => fc.record({ kind, at: fc.nat(), by: fc.nat() });

/** A few changes, of which most leave the syntax whole. */
export const mutations: fc.Arbitrary<readonly Mutation[]> = fc.oneof(
  { weight: 4, arbitrary: fc.array(mutationOf(fc.constantFrom(...valid)), { minLength: 1, maxLength: 6 }) },
  { weight: 1, arbitrary: fc.array(mutationOf(fc.constantFrom(...kinds)), { minLength: 1, maxLength: 3 }) },
);

/** Names that objects have without being given them, and words that are names only here and there. */
export const trickyNames = ['__proto__', 'constructor', 'hasOwnProperty', 'toString', 'valueOf', 'prototype', '__defineGetter__', 'isPrototypeOf', 'then', 'default', 'length', 'name', 'arguments', 'eval', 'async', 'of', 'get', 'type', '\\u0061b', '𠮷', '$'] as const;

const expressions = [
  'import.meta.url', 'new.target', 'a?.[b]?.()?.c', 'tag`x${y}${`${z}`}`', '(class { static #p = 1; accessor q = 2; static { this.#p; } })', 'async function* () { yield* x; }', '({ __proto__: null, "constructor": 1, get [x]() { return 1; }, async *y() {} })',
  'x!', '(x satisfies any)', 'import("x")', '(a, b)', 'void 0', '[...x, , ...y]', 'delete a.b', 'new (foo())()', '1_000n', '/a(?<b>c)/v', 'this', 'await x', 'typeof x', '([a.b, { c = d, ...e }] = f)', '(function __proto__(__proto__) { return __proto__(__proto__); })', 'arguments', 'eval("x")',
  'require("__proto__")', 'require(x)', 'process.env.__proto__', 'process.env["constructor"]', 'Object.create(null)', 'Reflect.construct(A, [])', '(() => {})()', 'globalThis.fetch("http://x", { ...y })', 'fetch', 'a ??= b', 'a || (b && c)', '"\\u2028"', '"\\ud800"', '-0', 'NaN', '1e999', '(x as unknown as Promise<void>)', 'Promise.race([a, b])', 'x.y.z.then(a, b).catch(c)',
  'a.b.c.__proto__.toString()', '`${a}`', 'yield', 'new Map([["__proto__", 1]])', 'axios["constructor"](u)', 'x = x', '({ ...x, timeout: undefined })', '[] as const',
] as const;

const statements = [
  'using r = open();', 'await using s = open();', 'for await (const x of y) { x(); }', 'label: for (;;) { continue label; }', '@dec class A { @dec accessor b = 1; @dec() c(@param() d) {} }', 'enum E { A = 1, __proto__ = 2 }', 'namespace N.M { export const x = 1; }', 'declare module "x" { export const y: number; }',
  'export * as constructor from "toString";', 'export { default as __proto__ } from "./__proto__";', 'import * as hasOwnProperty from "constructor";', 'import toString, { valueOf as __proto__ } from "axios";', 'import fs = require("fs");', 'import "__proto__";', 'export * from "./main";', 'abstract class B<T> extends (class {})<T> { constructor(private readonly a = 1) { super(); } }',
  'switch (x) { default: break; case 1: y(); }', 'try { a(); } finally { b(); }', 'try { a(); } catch { } ', 'if (x) ; else ;', 'do x(); while (y);', 'export default class extends __proto__ {}', 'type T<A> = A extends infer B ? B : never;', 'function f(this: any, ...[a, { b }]: any) {}', 'var { [x]: y = z, ...w } = v;', 'import json from "./a.json" with { type: "json" };',
  'while (true) { await fetch(u); }', 'for (const k in o) { o[k] = k; }', 'class C extends C {}', 'const a = () => a();', 'function g() { return g(); }', 'let p = p;', 'process.on("SIGTERM", () => process.exit());', 'app.get("/", async (req, res) => { res.send(await q()); });', 'module.exports = { ...require("./main") };', 'exports.__proto__ = exports;', 'throw x;', 'return;', '"use client";', 'debugger;', '{ { } }', 'function* h() { yield; }', 'setInterval(() => {}, 1);', 'var constructor = constructor || {};',
] as const;

const characters = ['\u0000', '\ufeff', '\u2028', '\r', '\ud800', '\udc00', '`', '${', '/*', '//', '<', '<a>', '\\', '"', "'", '(', '}', '#!', '@', '…', '\u001b[31m', '\u202e', '\u00a0', '/', '<!--', '-->', '\uffff'] as const;

/** Makes the changes one after the other. */
export function mutate(path: string, text: string, changes: readonly Mutation[]): string {
  return changes.reduce((current, change) => mutated(path, current, change), text);
}

function mutated(path: string, text: string, { kind, at, by }: Mutation): string {
  switch (kind) {
    case 'cut off': return text.slice(0, at % (text.length + 1));
    case 'line ends': return text.replace(/\r?\n/g, ['\r\n', '\u2028', '\r', '\n\n'][by % 4] ?? '');
    case 'insert': return spliced(text, [at % (text.length + 1), at % (text.length + 1)], pick(characters, by));
    case 'rename': return renamed(text, at, pick(trickyNames, by));
    case 'drop token': case 'repeat token': case 'swap tokens': return withTokens(kind, text, at, by);
    default: return withNodes(kind, path, text, at, by);
  }
}

function renamed(text: string, at: number, name: string): string {
  const names = [...new Set(text.match(/(?<![\w$])[a-z_$][\w$]*/gi) ?? [])];
  const chosen = names[at % Math.max(names.length, 1)];
  return chosen === undefined ? text : text.replace(new RegExp(`(?<![\\w$])${chosen.replaceAll('$', '\\$')}(?![\\w$])`, 'g'), () => name);
}

function withTokens(kind: 'drop token' | 'repeat token' | 'swap tokens', text: string, at: number, by: number): string {
  const tokens = text.match(/[\w$]+|\s+|[^\w\s]/g) ?? [];
  if (tokens.length === 0) return text;
  const [one, other] = [at % tokens.length, by % tokens.length];
  const [first = '', second = ''] = [tokens[one], tokens[other]];
  return tokens.map((token, index) => (kind === 'drop token' ? (index === one ? '' : token) : kind === 'repeat token' ? (index === one ? token + token : token) : index === one ? second : index === other ? first : token)).join('');
}

type Place = readonly [start: number, end: number];

function withNodes(kind: Mutation['kind'], path: string, text: string, at: number, by: number): string {
  const { expressions: values, statements: steps } = nodesOf(path, text);
  const places = kind === 'exotic expression' || (kind === 'swap nodes' && by % 2 === 0) ? values : steps;
  const place = places[at % Math.max(places.length, 1)];
  const other = places[by % Math.max(places.length, 1)];
  if (!place || !other) return text;
  const own = text.slice(...place);
  if (kind === 'drop node') return spliced(text, place, '');
  if (kind === 'repeat node') return spliced(text, place, `${own}\n${own}`);
  if (kind === 'exotic expression') return spliced(text, place, pick(expressions, by));
  if (kind === 'exotic statement') return spliced(text, place, `${pick(statements, by)}\n${own}`);
  return spliced(text, place, text.slice(...other));
}

function nodesOf(path: string, text: string): { readonly expressions: readonly Place[]; readonly statements: readonly Place[] } {
  const found = { expressions: [] as Place[], statements: [] as Place[] };
  const source = parse(path, text);
  const open: ts.Node[] = [source];
  for (let node = open.pop(); node; node = open.pop()) {
    if (ts.isExpression(node)) found.expressions.push([node.getStart(source), node.end]);
    else if (ts.isStatement(node)) found.statements.push([node.getStart(source), node.end]);
    ts.forEachChild(node, (child) => void open.push(child));
  }
  return found;
}

function spliced(text: string, [start, end]: Place, by: string): string {
  return text.slice(0, start) + by + text.slice(end);
}

function pick(list: readonly string[], at: number): string {
  return list[at % list.length] ?? '';
}
