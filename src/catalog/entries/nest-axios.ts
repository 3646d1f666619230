import { defineEntry } from '../types.js';

/** Where rxjs's `timeout` may stand among the operators of a `pipe`. */
const operators = [0, 1, 2, 3, 4, 5].map((at) => `chain.pipe(${String(at)})`);

/** Where a module gives options, as they stand there and as a factory or a class returns them. */
const modules = [
  'ambient.HttpModule.register(0)',
  'ambient.HttpModule.registerAsync(0).useFactory()',
  'ambient.HttpModule.registerAsync(0).useClass().createHttpOptions()',
  'ambient.HttpModule.registerAsync(0).useExisting().createHttpOptions()',
];

/**
 * `HttpService` of @nestjs/axios: axios behind observables. Its options come from `HttpModule.register`, which the
 * class that injects the service cannot see: the project's modules are looked at, whichever it is. Plain `HttpModule`
 * stands for axios itself, without a timeout. rxjs's `timeout` in a `pipe` bounds a call as well, and unsubscribes,
 * which cancels the request. That operator is why rxjs is among the packages.
 */
export default defineEntry({
  id: 'nest-axios',
  name: 'HttpService',
  packages: ['@nestjs/axios', 'rxjs', 'rxjs/operators'],
  types: {
    Service: {
      is: [],
      annotations: ['HttpService'],
      noun: 'client',
    },
    // Made by hand, with an instance of axios: no module has a say in it.
    OwnService: {
      is: ['new HttpService()'],
      noun: 'client',
    },
    Axios: {
      is: ['Service.axiosRef'],
      noun: 'client',
    },
    // What rxjs's operators make: not clients, but something with an argument that holds the time.
    TimeoutOperator: {
      is: ['timeout()', 'timeoutWith()', 'operators.timeout|timeoutWith()'],
      options: 0,
    },
    TakeUntilOperator: {
      is: ['takeUntil()', 'operators.takeUntil()'],
    },
    Timer: {
      is: ['timer()'],
    },
  },
  calls: [
    ...([['Service', 'timeout'], ['OwnService', 'ownTimeout']] as const).flatMap(
      ([type, timeout]) =>
        [
          {
            path: `${type}.get|delete|head`,
            kind: 'outbound',
            does: 'HTTP request',
            options: 1,
            url: 0,
            knobs: [timeout, 'signal', 'rxjsTimeout'],
            phases: ['connect', 'headers', 'body', 'total'],
          },
          {
            path: `${type}.post|put|patch|query|postForm|putForm|patchForm`,
            kind: 'outbound',
            does: 'HTTP request',
            options: 2,
            body: 1,
            url: 0,
            knobs: [timeout, 'signal', 'rxjsTimeout'],
            phases: ['connect', 'headers', 'body', 'total'],
          },
          {
            path: `${type}.request`,
            kind: 'outbound',
            does: 'HTTP request',
            options: 0,
            knobs: [timeout, 'signal', 'rxjsTimeout'],
            phases: ['connect', 'headers', 'body', 'total'],
          },
        ] as const,
    ),
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
      body: 1,
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
        ...modules.map((module) => `${module}.timeout`),
        'ambient:axios.defaults.timeout',
      ],
      unit: 'ms',
      default: 'none',
      off: [0],
      covers: ['connect', 'headers', 'body'],
      ambient: true,
      source: '@nestjs/axios@12.0.1 dist/http.module.js:19-38, @nestjs/axios@4.0.1 dist/http.module.js alike (hands them to axios.create)',
      verified: '12.0.1',
    },
    ownTimeout: {
      at: ['call.timeout', 'set.axiosRef.defaults.timeout', 'client(0) > client.timeout', 'ambient:axios.defaults.timeout'],
      unit: 'ms',
      default: 'none',
      off: [0],
      covers: ['connect', 'headers', 'body'],
      ambient: true,
      source: '@nestjs/axios@4.0.1 dist/http.service.js:24 (the instance is its first argument)',
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
      at: operators.flatMap((operator) => [
        `${operator} > client(0)`,
        `${operator} > client.first`,
        `${operator} > client.each`,
        // `takeUntil(timer(5000))`
        `${operator} > client(0) > client(0)`,
      ]),
      unit: 'ms',
      default: 'none',
      covers: ['connect', 'headers', 'body', 'total'],
      source: 'https://rxjs.dev/api/operators/timeout; @nestjs/axios@12.0.1 dist/http.service.js:73-80 (unsubscribing cancels)',
      verified: '12.0.1',
    },
  },
  // The request config of axios@1.21.1 index.d.ts.
  optionNames: [
    'timeout', 'signal', 'headers', 'params', 'paramsSerializer', 'baseURL', 'responseType', 'responseEncoding', 'withCredentials', 'auth', 'cancelToken',
    'maxRedirects', 'maxContentLength', 'maxBodyLength', 'validateStatus', 'httpAgent', 'httpsAgent', 'proxy', 'decompress', 'adapter', 'transformRequest',
    'transformResponse', 'timeoutErrorMessage', 'onUploadProgress', 'onDownloadProgress',
  ],
  promises: [
    { path: 'Service|OwnService.get|delete|head|post|put|patch|query|postForm|putForm|patchForm|request', gives: 'none', source: 'https://docs.nestjs.com/techniques/http-module (an Observable: sent when it is subscribed to)' },
    { path: 'firstValueFrom|lastValueFrom', packages: ['rxjs'], source: 'https://rxjs.dev/api/index/function/firstValueFrom' },
  ],
});
