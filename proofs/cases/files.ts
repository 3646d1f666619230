import fse from 'fs-extra';
import fastGlob from 'fast-glob';
import { deleteAsync, deleteSync } from 'del';
import { globSync, glob } from 'glob';
import { globby } from 'globby';
import { rimraf, rimrafSync } from 'rimraf';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import tmp from 'tmp';
import { dir, file, withDir } from 'tmp-promise';

import { blocks } from '../blocks.js';
import type { Case } from '../case.js';
import { folder, leaves } from '../files.js';
import { gives } from '../gives.js';
import { subject } from '../subject.js';

const extra = subject('fs-extra', 'fs-extra');
const temporary = subject('tmp', 'tmp');
const promised = subject('tmp-promise', 'tmp-promise');
const of = (library: string) => subject('glob', library);

const here = import.meta.filename;
const fresh = (): (() => string) => {
  const own = folder();
  let count = 0;
  return () => join(own, String(count++));
};

/** Nobody may have a pattern, or a path, of such a kind. */
const wrong = 1 as unknown as string;

export const cases: readonly Case[] = [
  extra.shown('readFileSync/blocks', () => blocks(() => fse.readFileSync(here))),
  extra.shown('writeFileSync/blocks', () => {
    const path = fresh();
    return blocks(() => fse.writeFileSync(path(), 'text'));
  }),
  extra.shown('copyFileSync/blocks', () => {
    const path = fresh();
    return blocks(() => fse.copyFileSync(here, path()));
  }),
  extra.shown('rmSync/blocks', () => blocks(() => fse.rmSync(join(tmpdir(), 'readiness-none'), { force: true }))),
  extra.shown('renameSync/blocks', () => {
    const path = fresh();
    return blocks(() => fse.mkdirSync(path()));
  }),
  extra.shown('readdirSync/blocks', () => blocks(() => fse.readdirSync(tmpdir()))),
  extra.shown('openSync/blocks', () => blocks(() => fse.closeSync(fse.openSync(here, 'r')))),
  extra.shown('existsSync/blocks', () => blocks(() => fse.existsSync(here))),
  of('glob').shown('globSync/blocks', () => blocks(() => globSync('*', { cwd: dirname(here) }))),
  of('fast-glob').shown('globSync/blocks', () => blocks(() => fastGlob.sync('*', { cwd: dirname(here) }))),
  of('rimraf').shown('rimrafSync/blocks', () => blocks(() => rimrafSync(join(tmpdir(), 'readiness-none')))),
  of('del').shown('rimrafSync/blocks', () => blocks(() => deleteSync(join(tmpdir(), 'readiness-none'), { force: true }))),
  of('glob').shown('glob/gives', () => gives.promise(() => glob(wrong))),
  of('rimraf').shown('rimraf~2/gives', () => gives.promise(() => rimraf(wrong))),
  of('globby').shown('globby/gives', () => gives.promise(() => globby(wrong))),
  of('fast-glob').shown('fast-glob/gives', () => gives.promise(() => fastGlob('/proc/1/*/*', { suppressErrors: false, fs: { lstat: refusing, stat: refusing, readdir: refusing } as never }))),
  of('del').shown('deleteAsync/gives', () => gives.promise(() => deleteAsync(wrong))),
  of('tmp-promise').shown('file/gives', () => gives.promise(() => file({ tmpdir: '/none' }))),
  temporary.shown('dirSync/release', () => {
    const made = tmp.dirSync();
    return leaves(made.name, () => made.removeCallback());
  }),
  temporary.shown('fileSync/release', () => {
    const made = tmp.fileSync();
    return leaves(made.name, () => made.removeCallback());
  }),
  temporary.shown('dir/release', async () => {
    const [path, remove] = await new Promise<readonly [string, () => void]>((resolve, reject) => tmp.dir((error: Error | null, name: string, done: () => void) => (error ? reject(error) : resolve([name, done]))));
    return leaves(path, () => new Promise((resolve) => (remove as (done: unknown) => void)(resolve)));
  }),
  temporary.shown('file/release', async () => {
    const [path, remove] = await new Promise<readonly [string, () => void]>((resolve, reject) => tmp.file((error: Error | null, name: string, _: number, done: () => void) => (error ? reject(error) : resolve([name, done]))));
    return leaves(path, () => new Promise((resolve) => (remove as (done: unknown) => void)(resolve)));
  }),
  promised.shown('dir/release', async () => {
    const made = await dir();
    return leaves(made.path, () => made.cleanup());
  }),
  promised.shown('file/release', async () => {
    const made = await file();
    return leaves(made.path, () => made.cleanup());
  }),
  promised.shown('withDir/release', async () => {
    let seen = '';
    await withDir(({ path }) => {
      if (!existsSync(path)) throw new Error('it is not there');
      seen = path;
      return Promise.resolve();
    });
    if (existsSync(seen)) throw new Error('it is still there afterwards');
    return 'gone when the function has ended';
  }),
];

function refusing(_path: string, ...rest: readonly unknown[]): void {
  const done = rest.at(-1) as (error: Error) => void;
  setImmediate(() => done(Object.assign(new Error('refused'), { code: 'EACCES' })));
}
