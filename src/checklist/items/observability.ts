import type { ChecklistItem } from '../item.js';

const service = { needs: 'serves', applies: 'to what serves requests or works on messages', withoutSites: { is: 'unknown', because: 'neither its use nor its absence was seen' } } as const;

/** The items on whether somebody notices. */
export const observabilityItems: readonly ChecklistItem[] = [
  {
    id: 'logging', area: 'observability', weight: 4, tier: 'internal', tierBecause: 'without logs that can be searched nobody finds out why',
    kind: 'coverage', rules: ['require-structured-logging'], ...service,
    seenBy: 'the calls of loggers that handlers reach',
    unseen: 'Where the logs go, how long they are kept, and whether anybody can search them.',
  },
  {
    id: 'metrics', area: 'observability', weight: 4, tier: 'production', tierBecause: 'without numbers nobody sees that it gets slower before it is down',
    kind: 'existence', rules: ['require-metrics', 'no-unbounded-metric-label'], ...service,
    seenBy: 'a metrics library that is started and reached, and its exporter or route',
    unseen: 'Whether the metrics are collected.',
  },
  {
    id: 'tracing', area: 'observability', weight: 2, tier: 'critical', tierBecause: 'logs and metrics find most faults; the last ones lie between services',
    kind: 'existence', rules: ['require-tracing'], ...service,
    seenBy: 'a tracing SDK that is started before what it has to patch',
    unseen: 'Agents that the platform injects, and whether traces are kept.',
  },
  {
    id: 'alerting', area: 'observability', weight: 4, tier: 'production', tierBecause: 'users must not be the first to notice',
    kind: 'existence', rules: ['require-alerting'], ...service,
    seenBy: 'alert rules in the repository, or an error tracker that is started',
    unseen: 'Who is called at night, and whether the alert reaches anyone: it takes a statement.',
  },
  {
    id: 'dashboards', area: 'observability', weight: 1, tier: 'critical', tierBecause: 'a dashboard shortens an outage and prevents none',
    kind: 'existence', rules: ['require-dashboard'], ...service,
    seenBy: 'dashboards that are kept in the repository',
    unseen: 'Dashboards that are kept elsewhere: most are, and it takes a statement.',
  },
];
