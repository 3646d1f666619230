import type { ChecklistItem } from '../item.js';

/** The items on what a service does under load, and with a second instance of itself. */
export const scalabilityItems: readonly ChecklistItem[] = [
  {
    id: 'horizontal-scaling', area: 'scalability', weight: 4, tier: 'production', tierBecause: 'one instance is a single point of failure, and a deployment runs two',
    kind: 'coverage', rules: ['no-instance-state'],
    needs: 'serves', applies: 'to what serves requests or works on messages',
    withoutSites: { is: 'unknown', because: 'no session, counter, upload, schedule or collection was recognised that another instance would lack; files that code writes by itself, and databases that are a file, are not looked at' },
    seenBy: 'the code: sessions, counters, uploads, schedules, and collections that requests write',
    unseen: 'How many instances run, and sticky sessions of a load balancer.',
  },
  {
    id: 'connection-pooling', area: 'scalability', weight: 4, tier: 'production', tierBecause: 'a pool without an end to waiting fails first when there are many users',
    kind: 'coverage', rules: ['require-pool-limits', 'no-per-request-client'],
    needs: 'usesDatabase', applies: 'where a database is asked',
    withoutSites: { is: 'unknown', because: 'where the connections to the database are made was not seen' },
    seenBy: 'where pools and clients are made, and the connection strings of the project',
    unseen: 'How many connections the database allows, over all instances, and a pooler in between.',
  },
  {
    id: 'caching', area: 'scalability', weight: 2, tier: 'production', tierBecause: 'a cache without a bound ends the process after days of real use',
    kind: 'coverage', rules: ['no-unbounded-cache', 'no-stampede', 'no-memoized-rejection'],
    needs: 'hasCode', applies: 'to all code that keeps something across calls',
    withoutSites: { is: 'not-applicable', because: 'nothing is kept across calls' },
    seenBy: 'the code: what outlives a call, who adds to it and who takes away',
    unseen: 'Whether something should be cached, and caches in front of the service.',
  },
  {
    id: 'queues', area: 'scalability', weight: 2, tier: 'production', tierBecause: 'slow work in a request is lost with it, and holds up the others',
    kind: 'coverage', rules: ['no-unbounded-queue', 'require-stream-backpressure', 'prefer-queue'],
    needs: 'serves', applies: 'to what serves requests or works on messages',
    withoutSites: { is: 'not-applicable', because: 'there is no queue, no stream and no slow work in a request' },
    seenBy: 'the code: queues, streams, and slow work that a request waits for',
    unseen: 'Limits of the broker, and how long its queues are.',
  },
  {
    id: 'rate-limiting', area: 'scalability', weight: 4, tier: 'production', tierBecause: 'whoever is on the internet is called by those who mean harm',
    kind: 'coverage', rules: ['require-rate-limit'],
    needs: 'servesRequests', applies: 'to what serves requests',
    withoutSites: { is: 'unknown', because: 'no route was seen that costs more than its answer' },
    seenBy: 'the routes of the server, and what stands in front of each',
    unseen: 'Limits of a gateway, a load balancer or a CDN.',
  },
  {
    id: 'capacity', area: 'scalability', weight: 4, tier: 'production', tierBecause: 'without bounds the first burst of requests takes the service down',
    kind: 'coverage',
    rules: ['no-unbounded-concurrency', 'no-sync-in-handler', 'no-unbounded-query', 'no-unbounded-body', 'require-bulkhead', 'require-load-shedding'],
    needs: 'serves', applies: 'to what serves requests or works on messages',
    withoutSites: { is: 'unknown', because: 'no work was seen that could grow with what requests ask for' },
    seenBy: 'the code that handlers reach',
    unseen: 'How much load there is, and what one instance bears: that takes a load test.',
  },
];
