import { defineEntry } from '../types.js';

/** The methods of the resources, from stripe 23.1 cjs/resources: all but those that only compute (webhooks, links). */
const methods = [
  'accept|acknowledge|activate|addLines|advance|applyCustomerBalance|approve|archive|attach|attachPayment|cancel|cancelAction|capture|close|confirm',
  'confirmMicrodeposits|create|createBalanceTransaction|createExternalAccount|createFundingInstructions|createLoginLink|createPerson|createPreview',
  'createRefund|createReversal|createSource|createTaxId|credit|deactivate|decline|del|deleteDiscount|deleteExternalAccount|deletePerson|deleteSource',
  'deleteTaxId|detach|disable|disconnect|enable|expire|finalizeInvoice|finalizeQuote|fundCashBalance|list|listBalanceTransactions|listCapabilities',
  'listExternalAccounts|listLineItems|listPaymentMethods|listPersons|listRefunds|listReversals|listSources|listTaxIds|listUpcomingLines|markUncollectible',
  'migrate|pause|pay|preview|processPaymentIntent|processSetupIntent|redact|refresh|refund|reject|release|removeLines|respond|resume|retrieve',
  'retrieveBalanceTransaction|retrieveCapability|retrieveCashBalance|retrieveCurrent|retrieveExternalAccount|retrieveLines|retrievePaymentMethod',
  'retrievePerson|retrieveRefund|retrieveReversal|retrieveSource|retrieveTaxId|retrieveUpcoming|reverse|search|sendInvoice|submit|update',
  'updateBalanceTransaction|updateCapability|updateExternalAccount|updateLineItem|updateLines|updatePerson|updateRefund|updateReversal|updateSource',
  'validate|verify|verifyMicrodeposits|verifySource|voidCreditNote|voidGrant|voidInvoice',
].join('|');

const call = { kind: 'outbound', does: 'request to Stripe', options: [1, 2, 3], knobs: ['timeout', 'httpClient'], phases: ['headers', 'body', 'total'] } as const;

/**
 * Stripe's client. A request waits 80 s for a byte and is tried three times since version 17 (twice since 13), each with the
 * same idempotency key; there is no signal. The time is the socket's, once it is connected: a connection that is not accepted
 * ends with the system's own patience, and a body that drips never. `Stripe.createFetchHttpClient()` bounds all of it.
 */
export default defineEntry({
  id: 'stripe',
  name: 'Stripe',
  packages: ['stripe'],
  versions: '>=8',
  types: {
    Client: {
      is: ['new ()', '()', 'new Stripe()', 'Stripe()'],
      annotations: ['Stripe'],
      options: 1,
      optionNames: [
        'apiVersion', 'typescript', 'maxNetworkRetries', 'timeout', 'host', 'port', 'protocol', 'telemetry', 'appInfo', 'stripeAccount', 'stripeContext',
        'httpAgent', 'httpClient', 'authenticator', 'emitEventBodies',
      ],
      noun: 'client',
    },
  },
  calls: [
    { ...call, path: `Client.*.${methods}` },
    { ...call, path: `Client.*.*.${methods}` },
    { ...call, path: `Client.*.*.*.${methods}` },
  ],
  knobs: {
    timeout: {
      at: ['call.timeout', 'client.timeout'],
      unit: 'ms',
      default: 80_000,
      off: [0],
      zero: { 'call.timeout': 'unset' },
      covers: ['headers', 'body'],
      versions: '>=23',
      source: 'stripe@23.1.0 cjs/stripe.core.js:181 (80 s), cjs/RequestSender.js:427-433, cjs/net/NodeHttpClient.js:47, :83-104',
      verified: '23.1.0',
    },
    // It ends the request, and nobody hears that of the body: the promise of a body that stalls never settles.
    'timeout@22': {
      at: ['call.timeout', 'client.timeout'],
      unit: 'ms',
      default: 80_000,
      off: [0],
      zero: { 'call.timeout': 'unset' },
      covers: ['headers'],
      versions: '<23',
      source: 'stripe@14.25.0 cjs/net/NodeHttpClient.js:46, :90-106 (only "end" is heard); stripe@22.3.0 alike; https://github.com/stripe/stripe-node/issues/2814',
      verified: '14.25.0',
    },
    // A client of one's own may bound every attempt. It is no signal, and counts as one that is not seen: what it does is not read.
    httpClient: {
      at: ['client.httpClient'],
      unit: 'signal',
      default: 'none',
      // What somebody hands in may do anything: a fetch of its own with a signal ends all of it.
      covers: ['headers', 'body', 'total'],
      source: 'stripe@23.1.0 cjs/stripe.core.js:118',
      verified: '23.1.0',
    },
  },
  ignored: [
    {
      calls: `Client.*.${methods}`,
      option: 'signal',
      why: 'does nothing: Stripe takes no signal',
      instead: 'timeout',
      source: 'stripe@23.1.0 cjs/utils.js:8-20 (the options that a call knows)',
    },
  ],
  retries: [{ path: 'Client', of: 'requests', attempts: { at: ['call.maxNetworkRetries', 'client.maxNetworkRetries'], default: 2, are: 'retries' }, selects: true, versions: '>=17', source: 'stripe@17.7.0 cjs/stripe.core.js:80; stripe@23.1.0 cjs/stripe.core.js:102', verified: '23.1.0' }],
});
