import type { ChecklistItem } from '../item.js';

const service = { needs: 'serves', applies: 'to what serves requests or works on messages' } as const;
const unseenAll = { is: 'unknown', because: 'nothing in the repository says how it is deployed' } as const;

/** The items on what happens when a new version goes out. */
export const deploymentItems: readonly ChecklistItem[] = [
  {
    id: 'zero-downtime', area: 'deployment', weight: 4, tier: 'production', tierBecause: 'each deployment would otherwise cut off the requests in progress',
    kind: 'existence', rules: ['require-graceful-shutdown', 'require-signal-delivery', 'require-rolling-update'], ...service, withoutSites: unseenAll,
    seenBy: 'the entry point, the Dockerfile and the manifests',
    unseen: 'How the platform replaces instances where no manifest says so.',
  },
  {
    id: 'rollback', area: 'deployment', weight: 2, tier: 'production', tierBecause: 'a bad version must be gone in minutes',
    kind: 'existence', rules: ['require-rollback'], ...service, withoutSites: unseenAll,
    seenBy: 'manifests and workflows that deploy',
    unseen: 'Whether anybody has tried: it takes a statement.',
  },
  {
    id: 'migrations', area: 'deployment', weight: 2, tier: 'internal', tierBecause: 'a schema that is changed by hand differs between places from the second change on',
    kind: 'existence', rules: ['require-migrations'], needs: 'usesRelational', applies: 'where a database with tables is asked', withoutSites: unseenAll,
    seenBy: 'folders of migrations, and what runs them',
    unseen: 'Whether a backup can be restored.',
  },
  {
    id: 'feature-flags', area: 'deployment', weight: 1, tier: 'critical', tierBecause: 'to switch a feature off without a deployment pays where minutes count',
    kind: 'existence', rules: ['require-feature-flags'], ...service, withoutSites: { is: 'unknown', because: 'no library of flags is asked, and flags of one\'s own making are not recognised' },
    seenBy: 'a library of flags that handlers reach',
    unseen: 'Flags of a platform in front of the service.',
  },
  {
    id: 'canary', area: 'deployment', weight: 1, tier: 'critical', tierBecause: 'to try a version on a few pays where a bad one on all is too expensive',
    kind: 'existence', rules: ['require-canary'], ...service, withoutSites: unseenAll,
    seenBy: 'manifests of a progressive delivery, and workflows that deploy',
    unseen: 'What the platform does by itself.',
  },
];
