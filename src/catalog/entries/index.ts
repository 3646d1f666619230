import type { CatalogEntry } from '../types.js';

import axios from './axios.js';
import cockatiel from './cockatiel.js';
import crossFetch from './cross-fetch.js';
import express from './express.js';
import fastify from './fastify.js';
import fetch from './fetch.js';
import got from './got.js';
import httpServer from './http-server.js';
import http from './http.js';
import ioredis from './ioredis.js';
import koa from './koa.js';
import ky from './ky.js';
import nestAxios from './nest-axios.js';
import nest from './nest.js';
import nodeFetch from './node-fetch.js';
import opossum from './opossum.js';
import pTimeout from './p-timeout.js';
import pgPool from './pg-pool.js';
import pg from './pg.js';
import superagent from './superagent.js';
import timers from './timers.js';
import undici from './undici.js';

/** The built-in catalog. Several entries may describe one package: a client and a server of `node:http`. */
export const entries: readonly CatalogEntry[] = [
  axios,
  cockatiel,
  crossFetch,
  express,
  fastify,
  fetch,
  got,
  http,
  httpServer,
  ioredis,
  koa,
  ky,
  nest,
  nestAxios,
  nodeFetch,
  opossum,
  pTimeout,
  pg,
  pgPool,
  superagent,
  timers,
  undici,
];
