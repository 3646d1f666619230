import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';
import { createWorkspace } from './support/cli-run.js';
import { gitRepository } from './support/git-repository.js';
import { runInProcess } from './support/in-process-cli.js';

const page = readFileSync(fileURLToPath(new URL('../docs/comparing.md', import.meta.url)), 'utf8');
const workspace = createWorkspace();
afterAll(() => {
  workspace.remove();
});

/** The commands under a mark of the page, without `readiness`; a comment between them stands alone. */
function commands(name: string): readonly (readonly string[])[] {
  const [, code = ''] = new RegExp(`<!-- example: ${name} -->\n\`\`\`sh\n([^]*?)\`\`\``).exec(page) ?? [];
  return code.trim().split('\n').map((line) => line.split(' '));
}

test('the commands of the page tell what a change did', async () => {
  const bounded = "export const a = () => fetch('http://users.internal/a', { signal: AbortSignal.timeout(900) });\n";
  const shop = gitRepository(`${workspace.root}/shop`, { 'package.json': '{ "name": "shop", "type": "module" }', 'src/a.js': bounded });
  const run = ([, verb = '', ...rest]: readonly string[]): ReturnType<typeof runInProcess> => runInProcess([verb, ...(verb === 'scan' ? [shop.folder, '--no-cache', '--rule', 'require-timeout'] : []), ...rest], shop.folder);
  const [before = [], , after = [], diff = []] = commands('diff');
  expect((await run(before)).code).toBe(0);
  shop.write('src/a.js', bounded.replace(/, \{.*\}/, ''));
  expect((await run(after)).code).toBe(1);
  expect(await run(diff)).toMatchObject({ code: 1, stdout: expect.stringMatching(/1 new error/) as unknown });
  expect(await run(commands('base')[0] ?? [])).toMatchObject({ code: 1, stdout: expect.stringMatching(/1 new error[^]*compared\s+with\s+main at/) as unknown });
});
