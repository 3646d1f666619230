import { plain, pool, query, service, worker, type ProjectsByItem } from './shapes.js';

export const scalabilityProjects: ProjectsByItem = {
  'horizontal-scaling': {
    pass: service('  res.json({});', "import session from 'express-session';\nimport { RedisStore } from 'connect-redis';\nimport Redis from 'ioredis';\nexport const sessions = session({ secret: process.env.SECRET, store: new RedisStore({ client: new Redis() }) });"),
    fail: service('  res.json({});', "import session from 'express-session';\nexport const sessions = session({ secret: process.env.SECRET });"),
    'not-applicable': 'export const add = (a: number, b: number) => a + b;\n',
    unknown: service('  res.json({});', "import session from 'express-session';\nimport { options } from 'some-package';\nexport const sessions = session(options);"),
  },
  'connection-pooling': {
    pass: service(query, pool('{ max: 10, connectionTimeoutMillis: 500 }')),
    fail: service(query, pool('{ max: 10 }')),
    'not-applicable': plain,
    unknown: service("  res.json(await load(req.app.locals.pool));", "import pg from 'pg';\nasync function load(pool: pg.Pool) {\n  return (await pool.query('select 1')).rows;\n}"),
  },
  caching: {
    pass: service('  const known = cache.get(req.params.id) ?? req.params.id.length;\n  cache.set(req.params.id, known);\n  res.json({ known });', "import { LRUCache } from 'lru-cache';\nconst cache = new LRUCache<string, number>({ max: 500 });"),
    fail: service('  const known = cache.get(req.params.id) ?? req.params.id.length;\n  cache.set(req.params.id, known);\n  res.json({ known });', 'const cache = new Map<string, number>();'),
    'not-applicable': plain,
    unknown: service('  const known = cache.get(req.params.id) ?? req.params.id.length;\n  cache.set(req.params.id, known);\n  res.json({ known });', "import { LRUCache } from 'lru-cache';\nimport { options } from 'some-package';\nconst cache = new LRUCache<string, number>(options);"),
  },
  queues: {
    pass: service("  await jobs.add('import', { id: req.params.id });\n  res.status(202).end();", "import { Queue } from 'bullmq';\nconst jobs = new Queue('jobs', { connection: { host: 'redis' }, defaultJobOptions: { attempts: 3, removeOnComplete: 100, removeOnFail: 500 } });\njobs.on('error', (error) => { console.error(error); });"),
    fail: service("  await jobs.add('import', { id: req.params.id });\n  res.status(202).end();", "import { Queue } from 'bullmq';\nconst jobs = new Queue('jobs', { connection: { host: 'redis' } });\njobs.on('error', (error) => { console.error(error); });"),
    'not-applicable': plain,
    unknown: service("  await jobs.add('import', { id: req.params.id });\n  res.status(202).end();", "import { Queue } from 'bullmq';\nimport { options } from 'some-package';\nconst jobs = new Queue('jobs', options);\njobs.on('error', (error) => { console.error(error); });"),
  },
  'rate-limiting': {
    pass: service(query, `import { rateLimit } from 'express-rate-limit';\n${pool('{}')}`).replace("app.get(", "app.use(rateLimit({ windowMs: 60_000, limit: 100 }));\napp.get("),
    fail: service("  res.json({ ok: await bcrypt.compare(String(req.query.password), '$2b$10$abc') });", "import bcrypt from 'bcrypt';"),
    'not-applicable': worker('  console.log(job.id);'),
    unknown: plain,
  },
  capacity: {
    pass: worker("  const limit = pLimit(5);\n  await Promise.all(job.data.ids.map((id: string) => limit(() => fetch(`http://users.internal/${id}`, { signal: AbortSignal.timeout(500) }).then((answer) => answer.text()))));", "import pLimit from 'p-limit';"),
    fail: service("  const ids = String(req.query.ids).split(',');\n  res.json(await Promise.all(ids.map((id) => fetch(`http://users.internal/${id}`).then((answer) => answer.json()))));"),
    'not-applicable': 'export const add = (a: number, b: number) => a + b;\n',
    unknown: worker('  console.log(job.id);'),
  },
};
