import { expect, test } from 'vitest';
import { listenerCalls } from '../src/analysis/holding/listener-call.js';
import { projectOf } from './support/project-of.js';

test.each([
  ['a function', "emitter.on('data', (chunk) => chunk)", 1],
  ['a name', "emitter.on('data', handle)", 1],
  ['columns of a join', "emitter.on('a.id', 'b.id')", 0],
  ['an operator', "emitter.on('a.id', '=', 'b.id')", 0],
  ['a template', 'emitter.on(`a.id`, `${table}.id`)', 0],
])('on() with %s adds %s listeners', (_, call, count) => {
  const { project } = projectOf({ 'src/main.ts': `export function run(emitter: any, handle: () => void, table: string) { ${call}; }` });
  expect(listenerCalls(project, 'src/main.ts')).toHaveLength(count);
});
