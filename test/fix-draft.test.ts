import { describe, expect, test } from 'vitest';
import { parseOnDemand } from '../src/analysis/parse-on-demand.js';
import { applyEdits } from '../src/fix/apply-edits.js';
import { Draft, draftOf } from '../src/fix/draft.js';
import type { WantedImport } from '../src/fix/imports.js';
import { joinEdits } from '../src/fix/join-edits.js';
import { loggerIn } from '../src/fix/logger.js';
import { projectOf } from './support/project-of.js';

function draft(text: string, file = 'main.ts'): Draft {
  const source = parseOnDemand(() => text)(file);
  if (!source) throw new Error(`a syntax error in ${text}`);
  return new Draft(file, source);
}

/** The file after a name was imported, and what it is called there. */
function importing(text: string, wanted: WantedImport, file?: string): readonly [string, string] {
  const made = draft(text, file);
  const local = made.import(wanted);
  return [local, applyEdits(text, made.edits)];
}

const pLimit: WantedImport = { from: 'p-limit', name: 'default', as: 'pLimit' };
const timer: WantedImport = { from: 'node:timers', name: 'setTimeout' };

describe('imports', () => {
  test.each([
    ['behind the last import', "import a from 'a';\nwork();\n", pLimit, "import a from 'a';\nimport pLimit from 'p-limit';\nwork();\n"],
    ['with the quotes and without the semicolons of the file', 'import a from "a"\nwork("x")\n', pLimit, 'import a from "a"\nimport pLimit from "p-limit"\nwork("x")\n'],
    ['beside what the file has of the module', "import { b } from 'lib';\nb();\n", { from: 'lib', name: 'a' }, "import { b, a } from 'lib';\nb();\n"],
    ['at the top of a file without imports', 'work();\n', pLimit, "import pLimit from 'p-limit';\n\nwork();\n"],
    ['behind the comment of the file', '/* licence */\n\nwork();\n', pLimit, "/* licence */\n\nimport pLimit from 'p-limit';\n\nwork();\n"],
    ['as the effect alone', "import a from 'a';\n", { from: 'b', name: '' }, "import a from 'a';\nimport 'b';\n"],
    ['as a type beside values', "import { b } from 'lib';\n", { from: 'lib', name: 'A', typeOnly: true }, "import { b, type A } from 'lib';\n"],
    ['not into an import of types', "import type { B } from 'lib';\n", { from: 'lib', name: 'a' }, "import type { B } from 'lib';\nimport { a } from 'lib';\n"],
    ['with the line ends of the file', "import a from 'a';\r\nwork();\r\n", pLimit, "import a from 'a';\r\nimport pLimit from 'p-limit';\r\nwork();\r\n"],
  ] as const)('%s', (_name, text, wanted, expected) => {
    expect(importing(text, wanted)[1]).toBe(expected);
  });

  test.each([
    ['by require', "'use strict';\nconst a = require('a');\na();\n", pLimit, "'use strict';\nconst a = require('a');\nconst pLimit = require('p-limit');\na();\n"],
    ['behind a directive', "'use strict';\na();\n", pLimit, "'use strict';\n\nconst pLimit = require('p-limit');\na();\n"],
    ['behind a shebang', '#!/usr/bin/env node\na();\n', pLimit, "#!/usr/bin/env node\nconst pLimit = require('p-limit');\na();\n"],
    ['beside what is taken of the module', "const { b } = require('lib');\nb();\n", { from: 'lib', name: 'a' }, "const { b, a } = require('lib');\nb();\n"],
  ] as const)('%s, in CommonJS', (_name, text, wanted, expected) => {
    expect(importing(text, wanted, 'main.js')[1]).toBe(expected);
  });

  test.each([
    ['a name', "import { pipeline } from 'node:stream/promises';\n", { from: 'node:stream/promises', name: 'pipeline' }, 'pipeline'],
    ['another name for it', "import { a as b } from 'lib';\n", { from: 'lib', name: 'a' }, 'b'],
    ['the namespace', "import * as lib from 'lib';\n", { from: 'lib', name: 'a' }, 'lib.a'],
    ['the module without its prefix', "import { setTimeout } from 'timers';\n", timer, 'setTimeout'],
  ] as const)('uses what is there: %s', (_name, text, wanted, local) => {
    expect(importing(text, wanted)).toEqual([local, text]);
  });

  test('modules of Node are written as the file writes them', () => {
    expect(importing("import fs from 'fs';\n", timer)[1]).toContain("from 'timers'");
    expect(importing("import fs from 'node:fs';\n", timer)[1]).toContain("from 'node:timers'");
    expect(importing("import a from 'a';\n", timer)[1]).toContain("from 'node:timers'");
  });

  test('a name that is taken gets a number', () => {
    expect(importing("import a from 'a';\nconst pLimit = 3;\n", pLimit)).toEqual(['pLimit2', "import a from 'a';\nimport pLimit2 from 'p-limit';\nconst pLimit = 3;\n"]);
  });

  test('is written once, however often it is asked for', () => {
    const made = draft("import a from 'a';\n");
    made.import(pLimit);
    made.import(pLimit);
    expect(made.edits).toHaveLength(1);
  });

  test('several names of a module that is new are one import', () => {
    const made = draft('import a from "a";\n');
    made.import({ from: 'lib', name: 'b' });
    made.import({ from: 'lib', name: 'c' });
    expect(applyEdits('import a from "a";\n', made.edits)).toBe('import a from "a";\nimport { b, c } from "lib";\n');
  });
});

describe('statements', () => {
  test('are indented as their neighbours', () => {
    const text = 'function f() {\n\tif (a) {\n\t\twork();\n\t}\n}\n';
    const made = draft(text);
    expect(made.before(text.indexOf('work'), 'try {\n  prepare();\n} catch {}')).toBe(true);
    expect(made.behind(text.indexOf('work'), 'rest();')).toBe(true);
    expect(applyEdits(text, made.edits)).toBe('function f() {\n\tif (a) {\n\t\ttry {\n\t\t\tprepare();\n\t\t} catch {}\n\t\twork();\n\t\trest();\n\t}\n}\n');
  });

  test('are indented as the lines around, where tabs and spaces are mixed', () => {
    const text = 'function a() {\n  b();\n}\nfunction c() {\n  d();\n}\nfunction e() {\n\tf();\n}\n';
    const made = draft(text);
    made.behind(text.indexOf('f()'), 'if (g) {\n  h();\n}');
    made.behind(text.indexOf('b()'), 'if (g) {\n  h();\n}');
    expect(applyEdits(text, made.edits)).toBe('function a() {\n  b();\n  if (g) {\n    h();\n  }\n}\nfunction c() {\n  d();\n}\nfunction e() {\n\tf();\n\tif (g) {\n\t\th();\n\t}\n}\n');
  });

  test('stand behind the comment of the one before, and behind an empty line where they ask for one', () => {
    const text = 'function f() {\n\twork(); // at once\n\tmore();\n}\n';
    const made = draft(text);
    expect(made.behind(text.indexOf('work'), '\nrest();')).toBe(true);
    expect(applyEdits(text, made.edits)).toBe('function f() {\n\twork(); // at once\n\n\trest();\n\tmore();\n}\n');
  });

  test('have no place before the body of an if without braces', () => {
    const text = 'if (a) work();\n';
    expect(draft(text).before(text.indexOf('work'), 'prepare();')).toBe(false);
  });
});

describe('loggers', () => {
  const shared = { 'src/log.ts': 'export const logger = make();\n', 'src/a.ts': "import { logger } from './log';\nlogger.info('a');\n", 'src/b.ts': "import { logger } from './log';\nlogger.info('b');\n" };
  const loggerOf = (texts: Readonly<Record<string, string>>, file: string): readonly [string, string] => {
    const { project } = projectOf(texts);
    const made = draftOf(project, file);
    if (!made) throw new Error(`no text of ${file}`);
    return [loggerIn(project, made, -1), applyEdits(texts[file] ?? '', made.edits)];
  };

  test('the one that the project imports elsewhere is imported', () => {
    expect(loggerOf({ ...shared, 'src/api/c.ts': "import x from 'x';\n" }, 'src/api/c.ts')).toEqual(['logger', "import x from 'x';\nimport { logger } from '../log';\n"]);
  });

  test('the file’s own comes first', () => {
    expect(loggerOf({ ...shared, 'src/c.ts': 'const log = make();\n' }, 'src/c.ts')[0]).toBe('log');
  });

  test('the module of the logger, and what it imports, do not import it', () => {
    expect(loggerOf({ ...shared, 'src/log.ts': "import './base';\nexport const logger = make();\n", 'src/base.ts': 'run();\n' }, 'src/base.ts')[0]).toBe('console');
  });

  test('without one it is the console', () => {
    expect(loggerOf({ 'main.ts': 'run();\n' }, 'main.ts')[0]).toBe('console');
  });
});

describe('changes that are made together', () => {
  const joined = (text: string, ...found: readonly string[]): readonly number[] => {
    const changes = found.map((word) => ({ edits: [{ file: 'a.ts', start: text.indexOf(word), end: text.indexOf(word) + word.length, text: 'await wait(1)' }] }));
    const { taken, waiting } = joinEdits(changes, () => text);
    return [taken.length, waiting.length];
  };

  test('one waits where both together take out the last uses of an import', () => {
    expect(joined("import { sleep, wait } from './time.js';\nsleep(1);\nsleep(2);\n", 'sleep(1)', 'sleep(2)')).toEqual([1, 1]);
    expect(joined("import { sleep, wait } from './time.js';\nsleep(1);\nsleep(2);\nsleep(3);\n", 'sleep(1)', 'sleep(2)', 'sleep(3)')).toEqual([2, 1]);
    expect(joined("const { sleep, wait } = require('./time.js');\nsleep(1);\nsleep(2);\n", 'sleep(1)', 'sleep(2)')).toEqual([1, 1]);
  });

  test('none waits where another use stays, or the name is no import', () => {
    expect(joined("import { sleep, wait } from './time.js';\nsleep(1);\nsleep(2);\nsleep(3);\n", 'sleep(1)', 'sleep(2)')).toEqual([2, 0]);
    expect(joined("import { wait } from './time.js';\nsleep(1);\nsleep(2);\n", 'sleep(1)', 'sleep(2)')).toEqual([2, 0]);
  });
});
