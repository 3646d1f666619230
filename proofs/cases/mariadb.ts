import mariadb, { type PoolConfig } from 'mariadb';

import type { Case } from '../case.js';
import { speakMysql } from '../protocols/mysql.js';
import { stays } from '../stays.js';
import { subject } from '../subject.js';

const { held, shown } = subject('mariadb', 'mariadb');

const address = (port: number): PoolConfig => ({ host: '127.0.0.1', port, user: 'user', password: 'secret', database: 'db', connectionLimit: 1 });

export const cases: readonly Case[] = [
  held('Pool.getConnection/release', async (s, release) => {
    const pool = mariadb.createPool(address((await s.speaking(speakMysql)).port));
    const connection = await pool.getConnection();
    if (release) await connection.release();
    return pool.getConnection();
  }),
  shown('createConnection/release', async (s) => {
    const own = await s.speaking(speakMysql);
    return stays(own, async () => {
      const connection = await mariadb.createConnection(address(own.port));
      return () => connection.end();
    });
  }),
];
