import { plain, pool, service, worker, type ProjectsByItem } from './shapes.js';

export const reliabilityProjects: ProjectsByItem = {
  retries: {
    pass: service("  res.json(await got('http://users.internal/a').json());", "import got from 'got';"),
    fail: service("  res.json((await axios.get('http://users.internal/a', { timeout: 500 })).data);", "import axios from 'axios';"),
    'not-applicable': plain,
    unknown: service("  await axios.post('http://users.internal/a', req.params, { timeout: 500 });\n  res.json({});", "import axios from 'axios';"),
  },
  timeouts: {
    pass: worker("  await fetch('http://users.internal/a', { signal: AbortSignal.timeout(500) }).then((answer) => answer.text());"),
    fail: service("  res.json(await (await fetch('http://users.internal/a')).json());\n"),
    'not-applicable': 'export const add = (a: number, b: number) => a + b;\n',
    unknown: 'export async function load(url: string, options: RequestInit) {\n  const answer = await fetch(url, options);\n  return answer.text();\n}\n',
  },
  'circuit-breakers': {
    pass: service('  res.json(await breaker.fire());', "import CircuitBreaker from 'opossum';\nconst breaker = new CircuitBreaker(async () => (await fetch('http://users.internal/a')).json(), { timeout: 500 });"),
    fail: service("  res.json(await (await fetch('http://users.internal/a')).json());"),
    'not-applicable': plain,
    unknown: service('  res.json(await (await fetch(await addressOf(req.params.id))).json());', "import { addressOf } from 'some-package';"),
  },
  degradation: {
    pass: service("  res.json(await Promise.allSettled([fetch('http://users.internal/a'), fetch('http://stock.internal/b')]));"),
    fail: service("  res.json(await Promise.all([fetch('http://users.internal/a'), fetch('http://stock.internal/b')]));"),
    'not-applicable': plain,
    unknown: service("  res.json(await (await fetch('http://users.internal/a')).json());"),
  },
  'health-checks': {
    pass: service('  res.json({});', '').replace('app.listen(3000);', "app.get('/livez', (req, res) => res.send('ok'));\napp.listen(3000);"),
    fail: plain,
    'not-applicable': 'export const add = (a: number, b: number) => a + b;\n',
    unknown: "import express from 'express';\nimport { routes } from 'some-package';\nconst app = express();\napp.use(routes);\napp.listen(3000);\n",
  },
  'error-handling': {
    pass: plain,
    fail: service('  save(req.params.id);\n  save(req.path);\n  save(req.url);\n  res.json({});', "import { appendFile } from 'node:fs/promises';\nasync function save(id: string) {\n  await appendFile('seen.txt', id);\n}"),
    'not-applicable': {},
    unknown: 'export const add = (a: number, b: number) => a + b;\n',
  },
  resources: {
    pass: service(`  const client = await pool.connect();\n    try {\n      res.json((await client.query('select 1')).rows);\n    } finally {\n      client.release();\n    }`, pool('{ connectionTimeoutMillis: 500 }')),
    fail: service(`  const client = await pool.connect();\n  const other = await pool.connect();\n  res.json([await client.query('select 1'), await other.query('select 2')]);`, pool('{ connectionTimeoutMillis: 500 }')),
    'not-applicable': plain,
    unknown: "import { act, state } from 'some-package';\nexport async function poll() {\n  while (state.on) {\n    await act();\n  }\n}\n",
  },
};
