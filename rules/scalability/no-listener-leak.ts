import type { CallRef } from '../../src/analysis/abstract.js';
import { listenerSites, type ListenerSite } from '../../src/analysis/holding/listener-sites.js';
import { unlimitedListeners } from '../../src/analysis/holding/unlimited-listeners.js';
import { writtenName } from '../../src/analysis/names.js';
import type { Project } from '../../src/analysis/project.js';
import { nameOfCall, placeText, spanOf, wayTo } from '../../src/analysis/site.js';
import type { Evidence, Level } from '../../src/model/evidence.js';
import { defineRule } from '../../src/model/rule.js';

const id = 'no-listener-leak';

export default defineRule({
  meta: {
    id,
    area: 'scalability',
    item: 'resources',
    mode: 'Memory leaks',
    summary: 'A listener that is added for each request or call is taken away again.',
    why: 'A listener keeps alive everything that its function sees: the request, the response, the user. Added for each request to something that outlives the request, such as the process, a shared client or a signal for shutdown, it is never collected: memory grows until the process is killed, each event runs through all of them, and Node prints MaxListenersExceededWarning at the eleventh.',
    how: 'Looks at each call that adds a listener (`on`, `once`, `addListener`, `addEventListener`…), a subscription to something that does not end (`subject.subscribe`, `redis.subscribe`), or a listener by the way, as `socket.setTimeout(ms, callback)` does at each call. It asks how long the emitter lives, how often the code runs, and what takes the listener away. It passes when the emitter is made in the same call or goes with the request, when the start adds it once, when `off`, `removeListener`, `removeAllListeners` or a `signal` takes it away, or when it is added with `once` for an event that comes. It fails when it is added for each request, job, tick, event, turn of a loop or new run of a function that comes back to itself, to something that lives longer; and when `off` is given another function than `on` was: `bind()` and functions that are written in place are new ones each time. `once` is no way out for events that come at the end only, such as `SIGTERM`, `abort` or `close`. It fails as well where a listener goes to what a lookup found and a call before may have filled (`sessions.get(id)`): who finds it there adds one more. Where how often a function runs, or an object is made whose constructor adds the listener, is not seen, it is at most an info. What a test on something remembered guards is unknown. What a module adds as it is loaded is none of its sites: nothing can pile up, and nothing has to be taken away. Nor is a signal that is only handed to `fetch`: what `fetch` adds goes with the request.',
    coverage: { practice: 'listeners that do not pile up', sites: 'listeners' },
    level: 'warning',
    gate: ['on(', 'once(', 'Listener(', 'setTimeout(', 'subscribe('],
    examples: [
      { title: 'Each request leaves a listener on the process', reports: [4], code: "import express from 'express';\nconst app = express();\napp.get('/events', (req, res) => {\n  process.on('SIGTERM', () => res.end());\n  res.write('open');\n});\n" },
      { title: 'bind() makes a new function: nothing is taken away', reports: [3], code: "export class Run {\n  start() {\n    process.on('SIGTERM', this.stop.bind(this));\n  }\n  stop() {\n    process.off('SIGTERM', this.stop);\n  }\n}\n" },
      { title: 'It is taken away when the response is closed', reports: [], code: "import express from 'express';\nconst app = express();\napp.get('/events', (req, res) => {\n  const stop = () => res.end();\n  process.on('SIGTERM', stop);\n  res.on('close', () => process.off('SIGTERM', stop));\n  res.write('open');\n});\n" },
      { title: 'The start of the process adds it once', reports: [], code: "import { createServer } from 'node:http';\nconst server = createServer((req, res) => res.end());\nprocess.on('SIGTERM', () => server.close());\n" },
    ],
    blindSpots: [
      'Whether the code that takes a listener away runs in every case, such as after an error, is not asked.',
      'An object that is handed in, or held by a container for dependency injection, may live as long as the process: unknown.',
      'Of subscriptions only those to subjects of rxjs, to channels of redis and to stores are followed; those of other libraries are no sites.',
      'A connection that is kept alive outlives a request: listeners on `req.socket` are not judged.',
    ],
    fix: { none: 'When the work ends that a listener is for is not seen where it is added: to take it away too early loses events, which is worse.' },
  },
  *file({ file, project }) {
    // A module is loaded once: what it adds then stays with it.
    for (const site of listenerSites(project, file)) if (site.fn !== -1) yield ofSite(project, site);
    for (const { ref, emitter } of unlimitedListeners(project, file)) {
      yield { ...base(project, ref), outcome: 'fail', level: 'info', covered: true, message: `No limit on the listeners of ${emitter}: Node does not warn any more when they pile up, and a leak shows only as memory`, help: 'Set the number of listeners that is meant, and take away those that are done.' };
    }
  },
});

function base(project: Project, ref: CallRef): Pick<Evidence, 'rule' | 'span' | 'reach' | 'trace' | 'confidence' | 'fixes' | 'data'> {
  return { rule: id, span: spanOf(project, ref), ...wayTo(project, ref), confidence: 'high', fixes: [], data: { call: nameOfCall(project, ref) } };
}

function ofSite(project: Project, site: ListenerSite): Evidence {
  const { ref, fate } = site;
  const own = base(project, ref);
  switch (fate.is) {
    case 'fine': return { ...own, outcome: 'pass', message: `The listener does not stay: ${fate.why}${fate.at ? `, at ${placeText(project, fate.at)}` : ''}` };
    case 'unknown': return { ...own, outcome: 'unknown', message: fate.why };
    case 'missed': return {
      ...own, outcome: 'fail', level: levelFor(own.reach), trace: [...own.trace, { span: spanOf(project, fate.at), message: 'takes nothing away here' }],
      message: `${nameOfCall(project, fate.at)} at ${placeText(project, fate.at)} does not take ${site.noun} away: ${fate.why}, so the listener stays and keeps what it sees alive`,
      help: 'Keep the function in a name or a field, and give that one to both calls.',
    };
    case 'piles-up': return {
      ...own, outcome: 'fail', level: levelFor(own.reach), trace: fate.trace, help: fate.unused ? 'Keep the function that is returned, and call it when the work ends, in a finally.' : takeAway(project, ref),
      message: `Each ${fate.by} adds ${site.noun} to ${emitterOf(project, ref)}, which outlives it, and ${fate.unused ? `what would take it away, at ${placeText(project, fate.unused)}, is thrown away` : whoTakes(site)}: the listeners pile up, with all that they keep alive`,
    };
    case 'each-call': return {
      ...own, outcome: 'fail', level: 'info', confidence: 'low', help: takeAway(project, ref),
      message: `Each call adds ${site.noun} to ${emitterOf(project, ref)}, which lives as long as the process, and ${whoTakes(site)}: they pile up when this runs more than once`,
    };
    case 'each-object': return {
      ...own, outcome: 'fail', level: 'info', confidence: 'low', trace: [...own.trace, { span: spanOf(project, fate.made), message: 'makes one more object here' }],
      message: `Each object that ${placeText(project, fate.made)} makes adds ${site.noun} to ${emitterOf(project, ref)}, which outlives it, and ${fate.uncalled ? `nobody calls what takes it away, at ${placeText(project, fate.uncalled)}` : whoTakes(site)}: the listeners keep all of these objects alive`,
      help: fate.uncalled ? 'Call what takes the listener away when the work of the object is done, in a finally.' : takeAway(project, ref),
    };
    case 'on-given-signal': return {
      ...own, outcome: 'fail', level: 'info', confidence: 'low',
      message: `Nothing takes the "abort" listener away from ${emitterOf(project, ref)} when the work ends: on a signal that callers keep, such as one for shutdown, each call leaves one more`,
      help: 'Take it away in a finally, or combine the signals by AbortSignal.any([…]), which keeps nothing alive.',
    };
  }
}

function whoTakes({ once }: ListenerSite): string {
  return once === 'no' ? 'nothing takes it away' : 'once takes it away only when the event comes';
}

function emitterOf(project: Project, { file, call }: CallRef): string {
  const facts = project.evaluator.facts(file);
  const callee = facts?.calls[call]?.callee;
  return (facts && callee?.is === 'member' ? writtenName(facts, callee.of) : '') || 'the emitter';
}

function takeAway(project: Project, ref: CallRef): string {
  const name = nameOfCall(project, ref);
  if (name.endsWith('setTimeout')) return `Listen for "timeout" once, where ${emitterOf(project, ref)} is made, and call setTimeout with the time alone.`;
  if (name.endsWith('subscribe')) return 'Keep what subscribe gives, and unsubscribe when the work ends, in a finally.';
  const method = name.endsWith('addEventListener') ? 'removeEventListener' : 'off';
  return `Keep the function in a name and take it away when the work ends, in a finally: ${emitterOf(project, ref)}.${method}(…).`;
}

/** A script ends, and takes its listeners with it. */
function levelFor(reach: Evidence['reach']): Level {
  return reach === 'script' ? 'info' : 'warning';
}
