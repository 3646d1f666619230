/** The checklist's items, in its order. Ids are final: they are report keys. */
export const itemTitles = {
  retries: 'Retry logic with exponential backoff',
  timeouts: 'Timeouts on all external calls',
  'circuit-breakers': 'Circuit breakers for dependencies',
  degradation: 'Graceful degradation',
  'health-checks': 'Health check endpoints',
  'error-handling': 'Errors and rejections handled',
  resources: 'Resources released',
  'horizontal-scaling': 'Horizontal scaling capability',
  'connection-pooling': 'Database connection pooling',
  caching: 'Caching strategy',
  queues: 'Queue for async processing',
  'rate-limiting': 'Rate limiting',
  capacity: 'Work bounded under load',
  logging: 'Structured logging',
  metrics: 'Metrics collection',
  tracing: 'Distributed tracing',
  alerting: 'Alerting on critical errors',
  dashboards: 'Dashboard for key metrics',
  'input-validation': 'Input validation',
  'sql-injection': 'SQL injection prevention',
  xss: 'XSS protection',
  csrf: 'CSRF tokens',
  secrets: 'Secrets in environment variables',
  'zero-downtime': 'Zero-downtime deployments',
  rollback: 'Rollback strategy',
  migrations: 'Database migrations',
  'feature-flags': 'Feature flags',
  canary: 'Canary deployments',
} as const;

export type ItemId = keyof typeof itemTitles;

/** The checklist's areas, in its order. */
export const areas = ['reliability', 'scalability', 'observability', 'security', 'deployment'] as const;

export type Area = (typeof areas)[number];

/** What a service is made for: each tier asks for all that the ones before it ask for, and more. */
export const tiers = ['prototype', 'internal', 'production', 'critical'] as const;

export type Tier = (typeof tiers)[number];

/**
 * What was decided about an item.
 * - `pass`: sufficient evidence, and nothing open
 * - `partial`: some sites are covered, or the evidence is weak
 * - `fail`: a violation is shown, or an absence where it could have been seen
 * - `not-applicable`: its precondition is false
 * - `unknown`: it could not be seen
 * - `attested`: a person says so, in date
 * - `waived`: all that is open is a risk that was accepted
 * - `error`: a rule crashed, or a file could not be read
 */
export const verdicts = ['pass', 'partial', 'fail', 'not-applicable', 'unknown', 'attested', 'waived', 'error'] as const;

export type ItemVerdict = (typeof verdicts)[number];

/** An item of the checklist, decided. */
export interface ItemResult {
  readonly id: ItemId;
  readonly title: string;
  readonly area: Area;
  readonly weight: number;
  /** The first tier that asks for it. */
  readonly tier: Tier;
  readonly verdict: ItemVerdict;
  /** Why, in one sentence. */
  readonly reason: string;
  /** From 0 to 1; what it counts in the score. */
  readonly quality: number;
  /** Sites by what was found; the unclear ones count neither for nor against it. */
  readonly sites: { readonly covered: number; readonly open: number; readonly unclear: number };
  /** Points of the score: those that it has, and those that it would have with quality 1. Two decimals; over all items they sum exactly to the score before it is rounded down, and to 100. */
  readonly points: { readonly earned: number; readonly of: number };
}

/** Version of weights, tiers and formulas: scores of different versions cannot be compared. */
export const modelVersion = '2026.1';

/** From 0 to 100, rounded down. */
export interface Score {
  /** What is shown: an unknown item counts 0. */
  readonly verified: number;
  /** The same, had all unknown items passed. */
  readonly possible: number;
  /** How much of the checklist, by weight, was decided. */
  readonly assessed: number;
}

/** What a tier asks for and does not get. */
export interface TierResult {
  readonly tier: Tier;
  readonly reached: boolean;
  /** Items that are open. */
  readonly blocking: readonly ItemId[];
  /** Items of which nothing could be seen: an attestation, or a scan that sees them, settles them. */
  readonly unseen: readonly ItemId[];
}

/** Sites that a practice covers, over the rules that look at it. */
export interface CoverageLine {
  readonly practice: 'deadlines' | 'handled rejections' | 'released resources' | 'bounded caches' | 'validated handlers';
  readonly covered: number;
  readonly sites: number;
  /** Sites of which nothing could be said; they are not among `sites`. */
  readonly unclear: number;
}

/** The checklist of a project, decided and scored. */
export interface Checklist {
  readonly model: typeof modelVersion;
  /** Absent where there is nothing to score. */
  readonly score?: Score;
  /** Why there is no score. */
  readonly unscored?: string;
  readonly areas: readonly ({ readonly area: Area } & Score)[];
  /** The highest tier all of whose items are satisfied; absent where not even the first is. */
  readonly tier?: Tier;
  readonly tiers: readonly TierResult[];
  readonly items: readonly ItemResult[];
  readonly coverage: readonly CoverageLine[];
}
