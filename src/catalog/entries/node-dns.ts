import { defineEntry } from '../types.js';

/** Lookups of names, with promises. */
export default defineEntry({
  id: 'node-dns',
  name: 'Node\'s dns promises',
  packages: ['dns/promises', 'node:dns/promises', 'dns', 'node:dns'],
  promises: [
    { path: 'lookup|lookupService|resolve|resolve4|resolve6|resolveAny|resolveCaa|resolveCname|resolveMx|resolveNaptr|resolveNs|resolvePtr|resolveSoa|resolveSrv|resolveTxt|reverse', packages: ['dns/promises', 'node:dns/promises'], source: 'https://nodejs.org/api/dns.html#dns-promises-api', verified: 'Node 20.20.2' },
    { path: 'new Resolver().lookup|lookupService|resolve|resolve4|resolve6|resolveAny|resolveCaa|resolveCname|resolveMx|resolveNaptr|resolveNs|resolvePtr|resolveSoa|resolveSrv|resolveTxt|reverse', packages: ['dns/promises', 'node:dns/promises'], source: 'https://nodejs.org/api/dns.html#dns-promises-api' },
    { path: 'promises.lookup|lookupService|resolve|resolve4|resolve6|resolveAny|resolveCaa|resolveCname|resolveMx|resolveNaptr|resolveNs|resolvePtr|resolveSoa|resolveSrv|resolveTxt|reverse', source: 'https://nodejs.org/api/dns.html#dns-promises-api', verified: 'Node 20.20.2' },
    { path: 'promises.new Resolver().lookup|lookupService|resolve|resolve4|resolve6|resolveAny|resolveCaa|resolveCname|resolveMx|resolveNaptr|resolveNs|resolvePtr|resolveSoa|resolveSrv|resolveTxt|reverse', source: 'https://nodejs.org/api/dns.html#dns-promises-api' },
  ],
});
