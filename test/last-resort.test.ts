import { expect, test } from 'vitest';
import { lastResortOf, type LastResort } from '../src/analysis/failures/last-resort.js';
import { projectOf, type ProjectOptions } from './support/project-of.js';

function rejection(texts: Readonly<Record<string, string>>, options: ProjectOptions = {}): string {
  return words(lastResortOf(projectOf(texts, options).project, 'src/app.ts'));
}

function words(last: LastResort): string {
  return last.is === 'ends' ? 'ends' : last.by;
}

const listener = (event: string, body: string): Readonly<Record<string, string>> => ({ 'src/app.ts': `process.on('${event}', (error) => { ${body} });` });

test.each([
  ['nothing listens', { 'src/app.ts': 'export {};' }, 'ends'],
  ['a listener that prints', listener('unhandledRejection', 'console.error(error);'), 'the listener in src/app.ts:1'],
  ['a listener that ends the process', listener('unhandledRejection', 'console.error(error); process.exit(1);'), 'ends'],
  ['one for exceptions hears rejections as well', listener('uncaughtException', 'console.error(error);'), 'the listener in src/app.ts:1'],
  ['one for rejections hides it from that for exceptions', { 'src/app.ts': "process.on('uncaughtException', (e) => { console.error(e); process.exit(1); });\nprocess.on('unhandledRejection', (e) => { console.error(e); });" }, 'the listener in src/app.ts:2'],
  ['Sentry adds one', { 'src/app.ts': "import * as Sentry from '@sentry/node'; Sentry.init({ dsn: 'https://a@b.c/1' });" }, 'Sentry (src/app.ts:1)'],
  ['Sentry without its defaults', { 'src/app.ts': "import * as Sentry from '@sentry/node'; Sentry.init({ defaultIntegrations: false });" }, 'ends'],
  ['another init', { 'src/app.ts': "import { init } from './tracing.js'; init();" }, 'ends'],
])('%s', (_title, texts, expected) => {
  expect(rejection(texts)).toBe(expected);
});

test('a listener of a script is the script\'s', () => {
  expect(rejection({ 'src/app.ts': 'export {};', 'scripts/seed.ts': "process.on('unhandledRejection', console.error);" }, { scripts: ['scripts/seed.ts'] })).toBe('ends');
});

test('a server of Next.js prints rejections from 13.5 on, of the package that depends on it', () => {
  const texts = { 'src/app.ts': 'export {};', 'worker/main.ts': 'export {};' };
  const manifests: ProjectOptions['manifests'] = [{ dir: '', dependencies: { next: '^15.0.0' } }, { dir: 'worker', dependencies: {} }];
  const { project } = projectOf(texts, { manifests, versions: { next: '15.5.21' } });
  expect(words(lastResortOf(project, 'src/app.ts'))).toBe('the listener that Next.js adds');
  expect(words(lastResortOf(project, 'src/app.ts', 'uncaughtException'))).toBe('the listener that Next.js adds');
  expect(words(lastResortOf(project, 'worker/main.ts'))).toBe('ends');
  expect(rejection(texts, { manifests, versions: { next: '12.3.4' } })).toBe('ends');
});
