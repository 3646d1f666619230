import type { ChecklistItem } from '../item.js';

/** The items on what an attacker can make the service do. They are shallower than a security scanner's: what they pass may still hold a fault. */
export const securityItems: readonly ChecklistItem[] = [
  {
    id: 'input-validation', area: 'security', weight: 8, tier: 'internal', tierBecause: 'every other fault is reached by input that nobody checked',
    kind: 'coverage', rules: ['require-input-validation'],
    needs: 'servesRequests', applies: 'to what serves requests',
    withoutSites: { is: 'unknown', because: 'no handler was seen to use a body or a query; path parameters, and messages of sockets, are not looked at' },
    seenBy: 'handlers, what they use of the request, and the schema it went through',
    unseen: 'Whether a schema is strict enough.',
  },
  {
    id: 'sql-injection', area: 'security', weight: 8, tier: 'prototype', tierBecause: 'data that is lost or stolen is lost in a prototype too',
    kind: 'coverage', rules: ['no-sql-injection'], blockers: ['no-sql-injection'],
    needs: 'usesRelational', applies: 'where a database with tables is asked',
    withoutSites: { is: 'unknown', because: 'no statement was seen' },
    seenBy: 'the texts of statements, and where their parts come from',
    unseen: 'Statements that are put together inside of the database.',
  },
  {
    id: 'xss', area: 'security', weight: 4, tier: 'internal', tierBecause: 'a page that runs what others wrote acts for whoever looks at it',
    kind: 'coverage', rules: ['no-xss'],
    needs: 'answersHtml', applies: 'where browsers may get a page',
    withoutSites: { is: 'unknown', because: 'no page was seen whose parts could be judged' },
    seenBy: 'what answers are made of, templates and headers',
    unseen: 'What a front end of another repository does with the data.',
  },
  {
    id: 'csrf', area: 'security', weight: 4, tier: 'internal', tierBecause: 'a session in a cookie lets every other page act for the user',
    kind: 'coverage', rules: ['require-csrf-protection'],
    needs: 'usesCookies', applies: 'where a cookie carries a session',
    withoutSites: { is: 'unknown', because: 'no route was seen that a session guards and that changes something' },
    seenBy: 'the routes, the session and its cookie',
    unseen: 'Checks of a gateway.',
  },
  {
    id: 'secrets', area: 'security', weight: 8, tier: 'prototype', tierBecause: 'a secret in a repository is out, whatever the code is for',
    kind: 'coverage', rules: ['no-hardcoded-secret'], blockers: ['no-hardcoded-secret'],
    needs: 'hasCode', applies: 'to all code',
    withoutSites: { is: 'unknown', because: 'neither a secret nor where one is read was seen' },
    seenBy: 'the code, and the files of environments under version control',
    unseen: 'Secrets in older commits, and how those of production are kept and changed.',
  },
];
