import pgPromise from 'pg-promise';

import type { Case } from '../case.js';
import { speakPostgres } from '../protocols/postgres.js';
import { selfWait } from '../self-wait.js';
import { subject } from '../subject.js';

const { shown } = subject('pg-promise', 'pg-promise');
const main = pgPromise({ noWarnings: true });

export const cases: readonly Case[] = [
  shown('Db/slot', (s) => selfWait(async (max) => {
    const { port } = await s.speaking(speakPostgres);
    const db = main({ host: '127.0.0.1', port, user: 'user', password: 'secret', database: 'db', max });
    return db.task(async (task) => {
      await task.any('select 1');
      return db.any('select 1');
    });
  })),
  shown('as.name/escapes', () => doubled(`${pgPromise.as.name('a"b')} ${pgPromise.as.text("a'b")}`)),
  shown('Main.as.name/escapes', () => doubled(`${main.as.name('a"b')} ${main.as.text("a'b")}`)),
  shown('Main.helpers.insert/escapes', () => {
    const text = main.helpers.insert({ a: "a'b" }, ['a'], 'a"b');
    return doubled(`${text.includes('"a""b"') ? '"a""b"' : text} ${text.includes("'a''b'") ? "'a''b'" : ''}`);
  }),
];

function doubled(seen: string): Promise<string> {
  if (seen !== `"a""b" 'a''b'`) throw new Error(`a quote within stays as it is: ${seen}`);
  return Promise.resolve(`quotes within are doubled: ${seen}`);
}
