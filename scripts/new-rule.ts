import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import process, { argv, stderr, stdout } from 'node:process';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { closest, distance } from 'fastest-levenshtein';
import { itemTitles } from '../src/model/checklist.js';
import type { RuleMeta } from '../src/model/rule.js';
import { rulePaths } from './docs/rule-files.js';

const areas = ['reliability', 'scalability', 'observability', 'security', 'deployment'] as const satisfies readonly RuleMeta['area'][];
const usage = 'npm run new-rule -- <area>/<id> --item <checklist item>';
const files = [
  { template: 'rule.ts.txt', path: 'rules/{{area}}/{{id}}.ts' },
  { template: 'bad.ts.txt', path: 'fixtures/rules/{{id}}/bad-first.ts' },
  { template: 'good.ts.txt', path: 'fixtures/rules/{{id}}/good-first.ts' },
] as const;

/** The name or the item cannot be used; the message says what to do. */
export class NewRuleError extends Error {}

/**
 * Writes a rule's file and its first two fixtures below `root` and returns their paths. Throws a {@link NewRuleError} for a name that is
 * not `<area>/<id>`, is taken, or for an unknown item; nothing is written then.
 */
export function newRule(root: string, name: string, item: string): readonly string[] {
  const { area, id } = parseName(name);
  checkItem(item);
  const taken = rulePaths(root).find((path) => path.endsWith(`/${id}.ts`));
  if (taken !== undefined) throw new NewRuleError(`there is already a rule "${id}": ${taken}`);
  const fill = (text: string) => text.replaceAll('{{id}}', id).replaceAll('{{area}}', area).replaceAll('{{item}}', item);
  const planned = files.map(({ template, path }) => ({ path: fill(path), text: fill(readTemplate(template)) }));
  const present = planned.find(({ path }) => existsSync(join(root, path)));
  if (present) throw new NewRuleError(`${present.path} is already there; remove it or choose another id`);
  for (const { path, text } of planned) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return planned.map(({ path }) => path);
}

function parseName(name: string): { readonly area: string; readonly id: string } {
  const [area = '', id = '', ...more] = name.split('/');
  if (id === '' || more.length > 0) throw new NewRuleError(`"${name}" is no name of a rule: ${usage}`);
  if (!areas.some((known) => known === area))
    throw new NewRuleError(`there is no area "${area}"${near(area, areas)}; areas are ${areas.join(', ')}`);
  if (!/^[a-z]+(?:-[a-z0-9]+)+$/u.test(id)) {
    throw new NewRuleError(
      `"${id}" is no id: small letters and digits, at least two words with hyphens between them, such as no-foo or require-bar`,
    );
  }
  return { area, id };
}

function checkItem(item: string): void {
  const items = Object.keys(itemTitles);
  if (!items.includes(item))
    throw new NewRuleError(`there is no checklist item "${item}"${near(item, items)}; items are ${items.join(', ')}`);
}

function near(word: string, known: readonly string[]): string {
  const best = closest(word, known);
  return word !== '' && distance(word, best) <= 3 ? `; did you mean "${best}"?` : '';
}

function readTemplate(name: string): string {
  return readFileSync(new URL(`templates/${name}`, import.meta.url), 'utf8');
}

function main(): void {
  const { values, positionals } = parseArgs({ args: argv.slice(2), options: { item: { type: 'string' } }, allowPositionals: true });
  const [name, ...more] = positionals;
  if (name === undefined || values.item === undefined || more.length > 0) throw new NewRuleError(`usage: ${usage}`);
  const written = newRule(fileURLToPath(new URL('..', import.meta.url)), name, values.item);
  stdout.write(
    [
      ...written.map((path) => `wrote ${path}`),
      '',
      'Next:',
      '1. Write the fixtures: at least 6 bad and 8 good ones (CONTRIBUTING.md, "A fixture").',
      '2. Write the meta and the detection until npx vitest run test/rules.test.ts passes.',
      '3. npm run docs: it registers the rule and writes its page.',
      '4. npm test',
      '',
    ].join('\n'),
  );
}

if (argv[1] !== undefined && import.meta.url === pathToFileURL(argv[1]).href) {
  try {
    main();
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    stderr.write(`${error.message}\n`);
    process.exitCode = 2;
  }
}
