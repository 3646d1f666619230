import { defineEntry } from '../types.js';

const apis = [
  'admin|analytics|analyticsdata|analyticsreporting|androidpublisher|appengine|bigquery|blogger|calendar|chat|classroom|cloudbuild|cloudfunctions',
  'cloudidentity|cloudresourcemanager|cloudscheduler|compute|content|customsearch|dataflow|dns|docs|drive|driveactivity|firebase|fcm|fitness|forms|gmail',
  'iam|iamcredentials|identitytoolkit|indexing|kgsearch|language|logging|monitoring|mybusinessaccountmanagement|mybusinessbusinessinformation|oauth2',
  'pagespeedonline|people|places|playintegrity|pubsub|run|safebrowsing|script|searchconsole|secretmanager|serviceusage|sheets|siteVerification|slides',
  'speech|sqladmin|storage|tagmanager|tasks|texttospeech|translate|verifiedaccess|vision|walletobjects|webmasters|webrisk|workflowexecutions|youtube',
  'youtubeAnalytics',
].join('|');

const methods = [
  'list|get|create|insert|update|patch|delete|copy|search|batchUpdate|batchGet|append|clear|send|watch|stop|query|export|import|move|modify|trash|untrash',
  'batchDelete|batchModify|quickAdd|start|run|generateIds|annotate|translate',
].join('|');

const call = { kind: 'outbound', does: 'request', options: 1, knobs: ['timeout', 'signal'], phases: ['connect', 'headers', 'body', 'total'] } as const;

/**
 * googleapis. The methods stand below resources of any name (`drive.files.list`), and none of them ends by itself: gaxios
 * has no timeout of its own. `timeout` in the method's options, in those of the API, or in `google.options()` ends everything,
 * the body included. In the parameters, the first argument, it would be sent to Google.
 */
export default defineEntry({
  id: 'googleapis',
  name: 'googleapis',
  packages: ['googleapis', '@googleapis/*'],
  types: {
    Api: {
      is: [`google.${apis}()`, `${apis}()`],
      options: 0,
      noun: 'client',
    },
  },
  calls: [
    { path: `Api.*.${methods}`, ...call },
    { path: `Api.*.*.${methods}`, ...call },
    { path: `Api.*.*.*.${methods}`, ...call },
  ],
  knobs: {
    timeout: {
      at: ['call.timeout', 'client.timeout', 'ambient.google.options(0).timeout'],
      unit: 'ms',
      default: 'none',
      off: [0],
      covers: ['connect', 'headers', 'body', 'total'],
      ambient: true,
      source: 'gaxios@7.1.3 build/cjs/src/gaxios.js:432-438 (AbortSignal.timeout)',
      verified: 'googleapis 178.0.0',
    },
    signal: {
      at: ['call.signal'],
      unit: 'signal',
      default: 'none',
      covers: ['connect', 'headers', 'body', 'total'],
      source: 'gaxios@7.1.3 build/cjs/src/gaxios.js:432-438',
      verified: 'googleapis 178.0.0',
    },
  },
});
