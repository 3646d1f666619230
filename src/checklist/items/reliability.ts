import type { ChecklistItem } from '../item.js';

/** The items on what a service does when something else fails. */
export const reliabilityItems: readonly ChecklistItem[] = [
  {
    id: 'retries', area: 'reliability', weight: 4, tier: 'production', tierBecause: 'a broken connection must not become a failed request of a customer',
    kind: 'coverage', rules: ['require-retry', 'no-unsafe-retry'],
    needs: 'asksServices', applies: 'where another service is asked over HTTP or by an SDK',
    withoutSites: { is: 'unknown', because: 'no request was seen to fail without what it reads from another service, and nothing is tried again' },
    seenBy: 'the calls of other services, linked with the handlers that wait for them',
    unseen: 'Retries in a proxy or a service mesh, and whether the called service bears them.',
  },
  {
    id: 'timeouts', area: 'reliability', weight: 8, tier: 'internal', tierBecause: 'one dependency that hangs takes the whole service with it, whoever uses it',
    kind: 'coverage', rules: ['require-timeout', 'no-ineffective-timeout', 'forward-signal', 'no-unbounded-await', 'require-server-timeouts'], beside: ['require-server-timeouts'],
    needs: 'waits', applies: 'where a call leaves the process or a server is opened',
    withoutSites: { is: 'unknown', because: 'none of the calls could be judged' },
    seenBy: 'the calls, the clients they are made on and the installed versions',
    unseen: 'Deadlines of a proxy or a mesh, and whether a deadline is short enough for who waits.',
  },
  {
    id: 'circuit-breakers', area: 'reliability', weight: 2, tier: 'critical', tierBecause: 'with deadlines and bounded work a service survives without; what must not go down should not wait each time',
    kind: 'coverage', rules: ['require-circuit-breaker', 'no-unsafe-circuit-breaker'],
    needs: 'requestsAskServices', applies: 'where requests wait for another service',
    withoutSites: { is: 'unknown', because: 'none of the services that requests wait for could be judged' },
    seenBy: 'the calls of other services, linked with the handlers that wait for them',
    unseen: 'Breakers in a proxy or a mesh (outlier detection).',
  },
  {
    id: 'degradation', area: 'reliability', weight: 2, tier: 'critical', tierBecause: 'to answer with less is worth its cost where failing is not an option',
    kind: 'coverage', rules: ['no-all-or-nothing-fanout'],
    needs: 'requestsAskServices', applies: 'where requests wait for another service',
    withoutSites: { is: 'unknown', because: 'no answer is put together from several services, and what one of them is replaced by is not looked at' },
    seenBy: 'handlers that ask several services for one answer',
    unseen: 'Which parts of an answer users can do without.',
  },
  {
    id: 'health-checks', area: 'reliability', weight: 4, tier: 'internal', tierBecause: 'what restarts it and what sends it requests must be able to ask',
    kind: 'existence', rules: ['require-health-check'],
    needs: 'serves', applies: 'to what serves requests or works on messages',
    withoutSites: { is: 'unknown', because: 'no server or worker was seen to judge' },
    seenBy: 'the routes of the server, and the probes of the manifests',
    unseen: 'Whether anything asks, and what it does with the answer.',
  },
  {
    id: 'error-handling', area: 'reliability', weight: 8, tier: 'internal', tierBecause: 'a rejection that nobody hears ends the process, and every request in it',
    kind: 'coverage',
    rules: ['no-floating-promise', 'no-async-void-callback', 'no-late-await', 'no-unhandled-handler-rejection', 'require-error-listener', 'no-swallowed-crash', 'no-silent-catch', 'no-unsettled-promise', 'no-unanswered-request'],
    needs: 'hasCode', applies: 'to all code',
    withoutSites: { is: 'unknown', because: 'nothing asynchronous was found: no promise, emitter or handler to judge' },
    seenBy: 'the code, and the installed versions of the frameworks',
    unseen: 'Whether an answer to a failure is the right one.',
  },
  {
    id: 'resources', area: 'reliability', weight: 4, tier: 'internal', tierBecause: 'what leaks ends the process after days, wherever it runs',
    kind: 'coverage',
    rules: ['require-release', 'no-nested-acquire', 'no-lock-order-inversion', 'require-body-consumed', 'no-endless-loop', 'no-listener-leak', 'no-timer-leak'],
    needs: 'hasCode', applies: 'to all code that takes connections, locks, bodies, listeners or timers',
    withoutSites: { is: 'not-applicable', because: 'nothing is taken that has to be given back' },
    seenBy: 'the code: where something is taken, and every path from there',
    unseen: 'Leaks inside of libraries.',
  },
];
