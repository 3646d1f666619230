import { settingName } from '../../src/analysis/lifetimes/cache-settings.js';
import type { Collection } from '../../src/analysis/lifetimes/collection.js';
import { judgedCollections, placeOfGrowth, type Bound, type GrowthVerdict, type JudgedCollection, type OpenGrowth } from '../../src/analysis/lifetimes/growth.js';
import { libraryCachesIn, type LibraryCache } from '../../src/analysis/lifetimes/library-caches.js';
import { occasionOf } from '../../src/analysis/lifetimes/occasion.js';
import { endingText, failureSteps } from '../../src/analysis/obligations/ending-text.js';
import type { Project } from '../../src/analysis/project.js';
import { placeOf, spanOf, wayTo } from '../../src/analysis/site.js';
import { boundLibraryCache, boundMap } from '../../src/fix/bound-cache.js';
import { boundObject } from '../../src/fix/bound-object.js';
import type { Evidence } from '../../src/model/evidence.js';
import { defineRule } from '../../src/model/rule.js';

const id = 'no-unbounded-cache';

export default defineRule({
  meta: {
    id,
    area: 'reliability',
    item: 'caching',
    mode: 'Memory leaks: application crashes after running for days',
    summary: 'What lives as long as the process, and is added to while it serves, also gives entries up.',
    why: 'A Map, an object or an array of a module keeps what it is given until the process ends. With a key from a request, or a push for each of them, it grows with the traffic: memory rises for days, garbage collection takes longer and longer, and then the process is killed, with all requests that are under way. Who chooses the keys can make it happen in minutes.',
    how: 'Looks at each Map, Set, object and array of a module, of a static field, of a field of an object that lives on (made by a module, at start-up or by a container), and of a function that runs once at start-up, to which something is added. It follows the collection through names, fields, exports, parameters and helpers, across files, and asks who adds to it, how often, and under which keys. It passes when entries leave on some path (delete, clear, shift, splice, a new value, length), when a size check makes room or refuses, when it holds its entries weakly, when it is filled at start-up only, and when the keys stand in the code: literals, enums, unions of literals, booleans. That all entries go when the process ends counts for nothing; nor does an entry that goes only when somebody asks for the same key again, when its work has failed, when the thing that it is a copy of is changed, or when another request comes for it, which nobody has to send. Where the function that adds an entry takes it out again, every path has to, also those by an error. It fails when requests, jobs or events add entries under keys that have no end, and nothing takes them out; where the key comes from the request, that is an error. What is held by an object that nobody in sight makes, or by a function that nobody in sight calls, and is filled while work is done, under keys that callers bring, is an info at least. What goes to code that is not seen, or is added to by nobody who is seen, is unknown. Where a memoized function is given parts of what was looked up, it is an info: these may have few values.',
    coverage: { practice: 'collections that stay small', sites: 'collections that outlive a call' },
    level: 'warning',
    weakness: 770,
    gate: ['memo', 'lru', 'LRU', 'ache', 'DataLoader', 'Keyv', 'express-session', 'new Map', 'new Set', 'new WeakMap', 'new WeakSet', '[]', '{}', '.push(', 'Object.create(', 'Array('],
    examples: [
      { title: 'It grows with every id that anybody asks for', reports: [2], code: "import express from 'express';\nconst cache: Record<string, string> = {};\nconst app = express();\napp.get('/user/:id', (req, res) => {\n  cache[req.params.id] = new Date().toISOString();\n  res.send(cache[req.params.id]);\n});\n" },
      { title: 'One number for each request, for ever', reports: [2], code: "import express from 'express';\nconst metrics = { requests: 0, responseTime: [] as number[] };\nconst app = express();\napp.use((req, res, next) => {\n  const start = Date.now();\n  res.on('finish', () => metrics.responseTime.push(Date.now() - start));\n  next();\n});\n" },
      { title: 'A size check makes room', reports: [], code: "import express from 'express';\nconst cache = new Map<string, string>();\nconst app = express();\napp.get('/user/:id', (req, res) => {\n  if (cache.size >= 1000) {\n    const oldest = cache.keys().next().value;\n    if (oldest !== undefined) cache.delete(oldest);\n  }\n  cache.set(req.params.id, new Date().toISOString());\n  res.send(cache.get(req.params.id));\n});\n" },
      { title: 'There are two keys', reports: [], code: "import express from 'express';\nconst seen = new Map<string, number>();\nconst app = express();\napp.get('/user/:id', (req, res) => {\n  const kind = req.query.draft ? 'draft' : 'final';\n  seen.set(kind, Date.now());\n  res.send(kind);\n});\n" },
    ],
    blindSpots: [
      'That entries leave in other work, at the end of a connection, by a timer or by an event, is enough: whether as many leave as come is not counted. Nor is it where a request that takes them out, and the one that adds them, both wait for other work: what is kept may be a copy of records elsewhere.',
      'Collections inside of entries (`map.get(key).push(item)`) and linked structures are not looked at.',
      'Of libraries those of the catalog are sites, where a module or a field keeps what they make. Fields of the global object are none.',
      'A schema or a guard that lets only a few values pass is seen where it is a list in the code; with others the key counts as one of the request.',
      'Objects that a container other than those of the catalog keeps are known only where the project makes them.',
    ],
    fix: { offers: 'Makes an LRUCache with 1,000 entries of a Map in which entries are looked up that may be dropped, with its types, and of an object of a module that keeps entries by key; entries that wait to be asked for leave after ten minutes. Sets the maximum of caches of lru-cache, memoizee and others. Not for sets, lists and objects, nor where an entry holds something open.' },
  },
  *file({ file, project }) {
    for (const judged of judgedCollections(project, file)) yield evidenceOf(project, judged);
    for (const cache of libraryCachesIn(project, file)) yield ofLibrary(project, cache);
  },
});

function evidenceOf(project: Project, { collection, verdict }: JudgedCollection): Evidence {
  const [start, end] = collection.range;
  const base = { rule: id, span: { file: collection.file, start, end }, confidence: 'medium', fixes: [], data: { collection: collection.name, kind: collection.kind } } as const;
  if (verdict.is === 'grows') return { ...base, ...failure(project, collection, verdict), fixes: verdict.past ? [] : collection.kind === 'object' ? boundObject(project, collection, verdict.in) : boundMap(project, collection, verdict.in) };
  const { reach, trace } = occasionOf(project, verdict.growth);
  if (verdict.is === 'unknown') return { ...base, reach, trace, outcome: 'unknown', message: `${collection.name}: ${verdict.why}` };
  return { ...base, reach, trace, outcome: 'pass', message: `${collection.name} ${boundText(project, verdict.by)}` };
}

const when = { lazy: 'when the same key is asked for again', failure: 'when its work fails', told: 'when what it is a copy of is changed', again: 'when its key comes again', asked: 'when another request or message comes for it' } as const;

function ofLibrary(project: Project, judged: LibraryCache): Evidence {
  const { ref, entry, model, name, verdict } = judged;
  const base = { rule: id, span: spanOf(project, ref), confidence: 'medium', fixes: [], data: { collection: name, kind: entry.id } } as const;
  if (verdict.is !== 'grows') return { ...base, ...wayTo(project, ref), outcome: verdict.is === 'bounded' ? 'pass' : 'unknown', message: verdict.is === 'bounded' ? `${name} is bounded by ${verdict.by}` : `${name}: ${verdict.why}` };
  const { worst, lazy } = verdict;
  const { reach, trace } = worst?.occasion ?? wayTo(project, ref);
  const settings = model.bounds.filter((b) => !b.lazy).map(settingName);
  const kept = model.is === 'results' ? `${name} remembers every result` : `${name} keeps every entry`;
  const open = [...(settings.length > 0 ? [`nothing bounds it, such as ${settings.join(' or ')}`] : [`${entry.name} sets it no limit`]), ...(lazy === undefined ? [] : [`${lazy} drops an entry only when it is asked for again`])];
  // What was looked up may have few values: a country, a kind.
  const isOfRows = model.is === 'results' && worst?.key === 'open';
  return {
    ...base, outcome: 'fail', reach, level: reach === 'request' && worst?.key === 'request' ? 'error' : isOfRows ? 'info' : 'warning',
    trace: worst ? [...trace, { span: placeOfGrowth(worst.growth), message: `${worst.growth.name} adds an entry here` }] : trace,
    message: `${kept}${worst ? ` that ${placeOf(project, placeOfGrowth(worst.growth))} adds` : ''}, and ${open.join(', and ')}: it grows until the process runs out of memory`,
    help: model.advice,
    fixes: boundLibraryCache(project, judged),
  };
}

function boundText(project: Project, bound: Bound): string {
  switch (bound.is) {
    case 'weak': return 'holds its keys weakly';
    case 'startup': return 'is filled at start-up only';
    case 'keys': return 'has only keys that stand in the code';
    case 'refuses': return 'is bounded by a check of its size';
    case 'evicts': return `is bounded by a check of its size, ${bound.order === 'other' ? `and ${bound.at.name} at ${placeOf(project, placeOfGrowth(bound.at))} makes room` : `${bound.order}, at ${placeOf(project, placeOfGrowth(bound.at))}`}`;
    case 'leaves': return `gives entries up by ${bound.at.name} at ${placeOf(project, placeOfGrowth(bound.at))}`;
  }
}

function failure(project: Project, collection: Collection, { worst, count, in: weak, past, ownerUnseen }: Extract<GrowthVerdict, { is: 'grows' }>): Omit<Evidence, 'rule' | 'span' | 'confidence' | 'fixes' | 'data'> {
  const { growth, occasion: { reach, trace } } = worst;
  const isRequests = reach === 'request' && worst.key === 'request';
  const others = count > 1 ? ` and ${String(count - 1)} more ${count === 2 ? 'place' : 'places'}` : '';
  const leaving = past ? `${past.at.name} (${placeOf(project, placeOfGrowth(past.at))}) is not come to ${endingText(project, past.release)}` : weak ? `an entry leaves only ${when[weak.as]} (${placeOf(project, placeOfGrowth(weak.at))})` : 'nothing takes entries out';
  if (ownerUnseen) return {
    outcome: 'fail', level: 'info', reach, trace: [...trace, { span: placeOfGrowth(growth), message: `${growth.name} adds an entry here` }],
    message: `${collection.name} is added to while work is done, at ${placeOf(project, placeOfGrowth(growth))}${others}, under keys that callers bring, and nothing takes entries out: where ${collection.field ? 'its object' : 'what holds it'} lives as long as the process, it grows until that runs out of memory`,
    help: 'Delete the entry when its work is done, or bound it: lru-cache with max and ttl.',
  };
  return {
    outcome: 'fail', level: isRequests && !past && weak?.as !== 'asked' ? 'error' : 'warning', reach, trace: [...trace, ...(past ? failureSteps(project, past.release) : []), { span: placeOfGrowth(growth), message: `${growth.name} adds an entry here` }],
    message: `${collection.name} outlives the ${reach === 'request' ? 'request' : 'work'} that adds to it at ${placeOf(project, placeOfGrowth(growth))}${others}, ${keyText(worst)}, and ${leaving}: it grows until the process runs out of memory`,
    help: past ? `Put everything that follows in a try, and call ${past.at.name} in its finally.` : collection.kind === 'array' ? 'Keep the last entries only (shift() when the length passes a limit), or keep a sum, a count or a histogram instead.' : collection.kind === 'Set' ? 'Delete what is no longer needed, or use lru-cache with max and ttl.' : 'Use lru-cache with max and ttl, or delete entries when their work is done.',
  };
}

function keyText({ key, occasion: { reach } }: OpenGrowth): string {
  if (key === 'request') return 'under a key that the request chooses';
  return key === 'new' ? `one entry each time` : reach === 'request' ? 'under keys that have no end' : 'under keys that the work brings';
}
