import { describe, expect, test } from 'vitest';
import { statelessHandlers } from '../src/analysis/instance-state/stateless-service.js';
import { observedServices } from '../src/analysis/observability/observed-services.js';
import { Artifacts } from '../src/artifacts/artifacts.js';
import { projectOf } from './support/project-of.js';

const versions = { express: '5.1.0', fastify: '5.2.0', pg: '8.13.1', '@prisma/client': '5.22.0', '@nestjs/common': '11.0.0', '@nestjs/core': '11.0.0' };

/** How many handlers keep nothing; undefined where that cannot be said. */
function handlersOf(code: string, files: Readonly<Record<string, string>> = {}): number | undefined {
  const { project } = projectOf({ 'src/main.ts': code }, { versions });
  const artifacts = new Artifacts({ files: Object.entries({ 'package.json': '{}', ...files }).map(([path, text]) => ({ path, text })), folders: new Map(), holdsPages: false, partOfRepository: false, problems: [] });
  const [service] = observedServices(project, artifacts);
  return service && statelessHandlers(project, artifacts, service);
}

const express = (before: string, body: string): string => `import express from 'express';\n${before}const app = express();\napp.get('/orders/:id', async (req, res) => {\n${body}\n});\napp.listen(3000);\n`;
const prisma = express("import { PrismaClient } from '@prisma/client';\nconst prisma = new PrismaClient();\n", '  res.json(await prisma.order.findUnique({ where: { id: req.params.id } }));');
const nest = (field: string, body: string): string => `import { Controller, Get, Injectable } from '@nestjs/common';\nimport { NestFactory } from '@nestjs/core';\n@Injectable()\nexport class Orders {\n  ${field}\n  last(id: string) {\n${body}\n  }\n}\n@Controller('orders')\nexport class OrdersController {\n  constructor(private readonly orders: Orders) {}\n  @Get(':id')\n  find(id: string) {\n    return this.orders.last(id);\n  }\n}\nasync function start() {\n  const app = await NestFactory.create({});\n  await app.listen(3000);\n}\nvoid start();\n`;

describe('a service whose handlers keep nothing', () => {
  test('answers from a database elsewhere, or from what stands in the code', () => {
    expect(handlersOf(express("import pg from 'pg';\nconst pool = new pg.Pool();\n", "  res.json((await pool.query('select 1')).rows);"))).toBe(1);
    expect(handlersOf(express("const names = new Map([['a', 'Ada']]);\n", '  res.json(names.get(req.params.id));'))).toBe(1);
    expect(handlersOf(prisma, { 'prisma/schema.prisma': 'datasource db {\n  provider = "postgresql"\n}\n' })).toBe(1);
    expect(handlersOf(nest('', '    return id;'))).toBe(1);
    expect(handlersOf("import Fastify from 'fastify';\nconst app = Fastify();\napp.get('/a', async () => ({ ok: true }));\nawait app.listen({ port: 3000 });\n")).toBe(1);
  });

  test('is none where a handler fills a collection, or sets a name of the module or a field of a service', () => {
    expect(handlersOf(express('const seen = new Map<string, number>();\n', '  seen.set(req.params.id, Date.now());\n  res.end();'))).toBeUndefined();
    expect(handlersOf(express("let last = '';\n", '  last = req.params.id;\n  res.json({ last });'))).toBeUndefined();
    expect(handlersOf(nest("private latest = '';", '    const before = this.latest;\n    this.latest = id;\n    return before;'))).toBeUndefined();
  });

  test('is none with files, a database that is one, connections that stay, or caches', () => {
    expect(handlersOf(express("import { writeFile } from 'node:fs/promises';\n", "  await writeFile(`/data/${req.params.id}`, 'x');\n  res.end();"))).toBeUndefined();
    expect(handlersOf(express("import Database from 'better-sqlite3';\nconst db = new Database('a.db');\n", "  res.json(db.prepare('select 1').all());"))).toBeUndefined();
    expect(handlersOf(prisma, { 'prisma/schema.prisma': 'datasource db {\n  provider = "sqlite"\n}\n' })).toBeUndefined();
    expect(handlersOf(express("import { WebSocketServer } from 'ws';\nexport const sockets = new WebSocketServer({ port: 1 });\n", '  res.end();'))).toBeUndefined();
    expect(handlersOf(express("import { LRUCache } from 'lru-cache';\nexport const cache = new LRUCache({ max: 5 });\n", '  res.end();'))).toBeUndefined();
    expect(handlersOf(express("import session from 'express-session';\nexport const sessions = session({ secret: String(process.env.SECRET) });\n", '  res.end();'))).toBeUndefined();
  });
});
