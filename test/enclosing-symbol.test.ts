import { expect, test } from 'vitest';
import { extractFacts } from '../src/analysis/facts/extract.js';
import { enclosingSymbol } from '../src/model/enclosing-symbol.js';

test.each([
  ['a function', 'function load() { HERE(); }', 'load'],
  ['an arrow with a name', 'const load = async () => { HERE(); };', 'load'],
  ['a method', 'class Orders { load() { HERE(); } }', 'Orders.load'],
  ['a method beside a constructor', 'class Orders { constructor() {} load() { HERE(); } }', 'Orders.load'],
  ['a constructor', 'class Orders { constructor() { HERE(); } }', 'Orders.constructor'],
  ['a function in a method', 'class Orders { load() { const retry = () => HERE(); } }', 'Orders.load/retry'],
  ['a field', 'class Orders { id = HERE(); }', 'Orders'],
  ['a function in a field', 'class Orders { load = () => HERE(); }', 'Orders.load'],
  ['a class in a function', 'function make() { class Inner { run() { HERE(); } } }', 'make/Inner.run'],
  ['a class without a name', 'export default class { load() { HERE(); } }', 'load'],
  ['a callback without a name', 'function load() { list.map(() => HERE()); }', 'load'],
  ['the top of a module', 'HERE();', ''],
])('%s', (_, code, symbol) => {
  expect(enclosingSymbol(extractFacts('a.ts', code), code.indexOf('HERE'))).toBe(symbol);
});
