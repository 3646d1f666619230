import { defineEntry } from '../types.js';

/**
 * `HttpService` of @nestjs/axios: axios behind observables. Its options come from `HttpModule.register`, which the
 * class that injects the service cannot see; rxjs's `timeout` in a `pipe` bounds a call as well, and unsubscribes,
 * which cancels the request. That operator is why rxjs is among the packages.
 */
export default defineEntry({
  id: 'nest-axios',
  name: 'HttpService',
  packages: ['@nestjs/axios', 'rxjs', 'rxjs/operators'],
  types: {
    Service: {
      is: ['new HttpService()'],
      annotations: ['HttpService'],
      noun: 'client',
    },
    Axios: {
      is: ['Service.axiosRef'],
      noun: 'client',
    },
    // What rxjs's operator makes: not a client, but something with an argument that holds the time.
    TimeoutOperator: {
      is: ['timeout()', 'timeoutWith()'],
      options: 0,
    },
  },
  calls: [
    {
      path: 'Service.get|delete|head',
      kind: 'outbound',
      does: 'HTTP request',
      options: 1,
      url: 0,
      knobs: ['timeout', 'signal', 'rxjsTimeout'],
      phases: ['connect', 'headers', 'body', 'total'],
    },
    {
      path: 'Service.post|put|patch|query|postForm|putForm|patchForm',
      kind: 'outbound',
      does: 'HTTP request',
      options: 2,
      url: 0,
      knobs: ['timeout', 'signal', 'rxjsTimeout'],
      phases: ['connect', 'headers', 'body', 'total'],
    },
    {
      path: 'Service.request',
      kind: 'outbound',
      does: 'HTTP request',
      options: 0,
      knobs: ['timeout', 'signal', 'rxjsTimeout'],
      phases: ['connect', 'headers', 'body', 'total'],
    },
    {
      path: 'Axios.get|delete|head|options',
      kind: 'outbound',
      does: 'HTTP request',
      options: 1,
      url: 0,
      knobs: ['timeout', 'signal'],
      phases: ['connect', 'headers', 'body', 'total'],
    },
    {
      path: 'Axios.post|put|patch|query|postForm|putForm|patchForm',
      kind: 'outbound',
      does: 'HTTP request',
      options: 2,
      url: 0,
      knobs: ['timeout', 'signal'],
      phases: ['connect', 'headers', 'body', 'total'],
    },
    {
      path: 'Axios',
      kind: 'outbound',
      does: 'HTTP request',
      options: [1, 0],
      url: 0,
      knobs: ['timeout', 'signal'],
      phases: ['connect', 'headers', 'body', 'total'],
    },
    {
      path: 'Axios.request',
      kind: 'outbound',
      does: 'HTTP request',
      options: [1, 0],
      url: 0,
      knobs: ['timeout', 'signal'],
      phases: ['connect', 'headers', 'body', 'total'],
    },
  ],
  knobs: {
    timeout: {
      at: [
        'call.timeout',
        'set.defaults.timeout',
        'set.axiosRef.defaults.timeout',
        'ambient.HttpModule.register(0).timeout',
        // A factory's result is not read: it makes the answer unknown, not "no timeout".
        'ambient.HttpModule.registerAsync(0).useFactory',
        'ambient.HttpModule.registerAsync(0).useClass',
        'ambient.HttpModule.registerAsync(0).useExisting',
      ],
      unit: 'ms',
      default: 'none',
      off: [0],
      covers: ['connect', 'headers', 'body'],
      ambient: true,
      source: '@nestjs/axios@12.0.1 dist/http.module.js:19-38 (hands them to axios.create); axios@1.21.1 lib/defaults/index.js:149',
      verified: '12.0.1',
    },
    signal: {
      at: ['call.signal'],
      unit: 'signal',
      default: 'none',
      covers: ['connect', 'headers', 'body', 'total'],
      source: '@nestjs/axios@12.0.1 dist/http.service.js:57-82; axios@1.21.1 lib/adapters/http.js',
      verified: 'axios 1.21.1',
    },
    rxjsTimeout: {
      at: [
        'chain.pipe(0) > client(0)',
        'chain.pipe(1) > client(0)',
        'chain.pipe(2) > client(0)',
        'chain.pipe(3) > client(0)',
        'chain.pipe(0) > client.first',
        'chain.pipe(1) > client.first',
        'chain.pipe(2) > client.first',
        'chain.pipe(0) > client.each',
        'chain.pipe(1) > client.each',
        'chain.pipe(2) > client.each',
      ],
      unit: 'ms',
      default: 'none',
      covers: ['connect', 'headers', 'body', 'total'],
      source: 'https://rxjs.dev/api/operators/timeout; @nestjs/axios@12.0.1 dist/http.service.js:73-80 (unsubscribing cancels)',
      verified: '12.0.1',
    },
  },
});
