import { generateKeyPairSync } from 'node:crypto';
import { promises as dnsPromises } from 'node:dns';
import { Resolver } from 'node:dns/promises';
import fs from 'node:fs';
import { mkdtemp, watch } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { webcrypto } from 'node:crypto';

import type { Case } from '../case.js';
import { blocks } from '../blocks.js';
import { folder, leaves, staysOpen } from '../files.js';
import { gives } from '../gives.js';
import { subject } from '../subject.js';

const files = subject('node-fs', 'node');
const promised = subject('node-fs-promises', 'node');
const cryptos = subject('node-crypto', 'node');
const names = subject('node-dns', 'node');

/** A path of its own for each call. */
const fresh = (): (() => string) => {
  const own = folder();
  let count = 0;
  return () => join(own, String(count++));
};
const full = (): string => {
  const path = join(folder(), 'full');
  fs.writeFileSync(path, 'text');
  return path;
};

const closed = async (): Promise<fs.promises.FileHandle> => {
  const handle = await fs.promises.open(full());
  await handle.close();
  return handle;
};

export const cases: readonly Case[] = [
  files.shown('readFileSync/blocks', () => blocks(() => fs.readFileSync(import.meta.filename))),
  files.shown('writeFileSync/blocks', () => {
    const path = fresh();
    return blocks(() => fs.writeFileSync(path(), 'text'));
  }),
  files.shown('copyFileSync/blocks', () => {
    const path = fresh();
    return blocks(() => fs.copyFileSync(import.meta.filename, path()));
  }),
  files.shown('rmSync/blocks', () => {
    const path = fresh();
    return blocks(() => fs.rmSync(path(), { force: true }));
  }),
  files.shown('renameSync/blocks', () => {
    const [from, to] = [full(), join(folder(), 'to')];
    return blocks(() => (fs.renameSync(from, to), fs.renameSync(to, from)));
  }),
  files.shown('readdirSync/blocks', () => blocks(() => fs.readdirSync(tmpdir()))),
  files.shown('openSync/blocks', () => blocks(() => fs.closeSync(fs.openSync(import.meta.filename, 'r')))),
  files.shown('existsSync/blocks', () => blocks(() => fs.existsSync(import.meta.filename))),
  files.shown('openSync/release', () => {
    const descriptor = fs.openSync(full(), 'r');
    return staysOpen(descriptor, () => fs.closeSync(descriptor));
  }),
  files.shown('open/release', async () => {
    const descriptor = await new Promise<number>((resolve, reject) => fs.open(full(), (error, opened) => (error ? reject(error) : resolve(opened))));
    return staysOpen(descriptor, () => new Promise((resolve) => fs.close(descriptor, resolve)));
  }),
  files.shown('promises.mkdtemp/release', async () => {
    const path = await fs.promises.mkdtemp(join(tmpdir(), 'readiness-proofs-'));
    return leaves(path, () => fs.promises.rm(path, { recursive: true }));
  }),
  files.shown('mkdtempSync/release', () => {
    const path = fs.mkdtempSync(join(tmpdir(), 'readiness-proofs-'));
    return leaves(path, () => fs.rmSync(path, { recursive: true }));
  }),
  files.shown('promises.watch/gives', () => gives.none(() => fs.promises.watch(folder()))),
  files.shown('promises.open().appendFile/gives', async () => {
    const handle = await closed();
    return gives.promise(() => handle.appendFile('text'));
  }),
  promised.shown('mkdtemp/release', async () => {
    const path = await mkdtemp(join(tmpdir(), 'readiness-proofs-'));
    return leaves(path, () => fs.rmSync(path, { recursive: true }));
  }),
  promised.shown('watch/gives', () => gives.none(() => watch(folder()))),
  cryptos.shown('generateKeyPairSync/blocks', () => blocks(() => generateKeyPairSync('rsa', { modulusLength: 1024 }))),
  cryptos.shown('webcrypto.subtle.decrypt/gives', () => gives.promise(() => webcrypto.subtle.decrypt('AES-GCM', {} as never, new Uint8Array()))),
  names.shown('new-Resolver().lookup/gives', () => gives.promise(() => new Resolver({ timeout: 1, tries: 1 }).resolve4('name.invalid'))),
  names.shown('promises.new-Resolver().lookup/gives', () => gives.promise(() => new dnsPromises.Resolver({ timeout: 1, tries: 1 }).resolve4('name.invalid'))),
];
