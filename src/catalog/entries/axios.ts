import { defineEntry } from '../types.js';

/**
 * axios. The package's export is itself an instance, so its methods and those of `axios.create()` are one type; an
 * instance has `create` as well, and what it makes keeps the instance's defaults.
 *
 * `timeout` (Node adapter) runs from the start to the headers, then counts idle time: a body that drips is not bounded.
 * `axios.defaults` is copied when an instance is created: what is assigned later reaches the root only. The order of
 * modules decides that, so the catalog lets an assignment count for instances too.
 */
export default defineEntry({
  id: 'axios',
  name: 'axios',
  packages: ['axios'],
  types: {
    Client: {
      is: ['', 'create()', 'Client.create()', 'new Axios()'],
      annotations: ['AxiosInstance', 'AxiosStatic', 'Axios'],
      options: 0,
      noun: 'client',
    },
  },
  calls: [
    {
      path: 'Client.get|delete|head|options',
      kind: 'outbound',
      does: 'HTTP request',
      options: 1,
      url: 0,
      knobs: ['timeout', 'signal', 'cancelToken'],
      phases: ['connect', 'headers', 'body', 'total'],
    },
    {
      path: 'Client.post|put|patch|query|postForm|putForm|patchForm',
      kind: 'outbound',
      does: 'HTTP request',
      options: 2,
      body: 1,
      url: 0,
      knobs: ['timeout', 'signal', 'cancelToken'],
      phases: ['connect', 'headers', 'body', 'total'],
    },
    {
      path: 'Client',
      kind: 'outbound',
      does: 'HTTP request',
      options: [1, 0],
      url: 0,
      knobs: ['timeout', 'signal', 'cancelToken'],
      phases: ['connect', 'headers', 'body', 'total'],
    },
    {
      path: 'Client.request',
      kind: 'outbound',
      does: 'HTTP request',
      options: [1, 0],
      url: 0,
      knobs: ['timeout', 'signal', 'cancelToken'],
      phases: ['connect', 'headers', 'body', 'total'],
    },
  ],
  knobs: {
    timeout: {
      at: ['call.timeout', 'set.defaults.timeout', 'client.timeout', 'hook.interceptors.request.use(0).timeout', 'ambient.defaults.timeout'],
      unit: 'ms',
      default: 'none',
      off: [0],
      covers: ['connect', 'headers', 'body'],
      ambient: true,
      source: 'axios@1.21.1 lib/defaults/index.js:149 (0), lib/adapters/http.js:1504-1538; 0.27.2 alike',
      verified: '1.21.1, 0.27.2',
    },
    signal: {
      at: ['call.signal', 'client.signal', 'hook.interceptors.request.use(0).signal'],
      unit: 'signal',
      default: 'none',
      covers: ['connect', 'headers', 'body', 'total'],
      versions: '>=0.22',
      source: 'axios@0.22.0 lib/adapters/http.js:337-349; axios@1.21.1 lib/adapters/http.js',
      verified: '1.21.1',
    },
    cancelToken: {
      at: ['call.cancelToken', 'client.cancelToken'],
      unit: 'signal',
      default: 'none',
      covers: ['connect', 'headers', 'body', 'total'],
      source: 'axios@1.21.1 lib/cancel/CancelToken.js; deprecated since 0.22',
    },
  },
  // The request config of axios@1.21.1 index.d.ts.
  optionNames: [
    'timeout', 'signal', 'headers', 'params', 'paramsSerializer', 'baseURL', 'responseType', 'responseEncoding', 'withCredentials', 'auth', 'cancelToken',
    'maxRedirects', 'maxContentLength', 'maxBodyLength', 'validateStatus', 'httpAgent', 'httpsAgent', 'proxy', 'decompress', 'adapter', 'transformRequest',
    'transformResponse', 'timeoutErrorMessage', 'onUploadProgress', 'onDownloadProgress',
  ],
  ignored: [
    {
      calls: 'Client.get|delete|head|options|post|put|patch|request',
      option: 'signal',
      why: 'does nothing: axios reads signals from 0.22 on',
      instead: 'timeout, or axios 0.22 or later',
      versions: '<0.22',
      source: 'axios@0.21.4 lib/adapters/http.js (no signal is read)',
    },
  ],
  emitters: [
    {
      path: 'Client.get|post|put|patch|request().data',
      event: 'error|aborted|close',
      without: 'hang',
      when: 'the server breaks off in the middle',
      noun: 'stream',
      stream: true,
      remote: true,
      used: 'pipe',
      source: 'axios@1.21.1 lib/adapters/http.js (a stream is given as it is)',
      verified: '1.21.1',
    },
    {
      path: 'Client().data',
      event: 'error|aborted|close',
      without: 'hang',
      when: 'the server breaks off in the middle',
      noun: 'stream',
      stream: true,
      remote: true,
      used: 'pipe',
      source: 'axios@1.21.1 lib/adapters/http.js (a stream is given as it is)',
    },
  ],
  hearers: [{ path: 'Client.post|put|patch|request', hears: true, source: 'axios@1.21.1 lib/adapters/http.js (data.on("error")), measured' }],
  bodies: [
    { path: 'Client.get|delete|options', options: 1 },
    { path: 'Client.post|put|patch', options: 2 },
    { path: 'Client', options: 0 },
    { path: 'Client', options: 1 },
    { path: 'Client.request', options: 0 },
  ].map((call) => ({
    ...call,
    part: 'data',
    where: { option: 'responseType', is: 'stream' },
    noun: 'stream',
    without: 'Its connection stays taken: that of a small answer until the server closes it, that of a larger one for good, and an agent with a limit stops',
    endedBy: ['timeout'],
    // Without follow-redirects the time stops with the headers.
    endedUnless: ['call.maxRedirects', 'client.maxRedirects'],
    end: 'response.data.destroy()',
    source: 'axios@1.21.1 lib/adapters/http.js (settles with the stream as it is)',
    verified: '1.21.1: of 30 calls 30 connections stay open, also after a collection; with maxSockets 5 the sixth call waits; timeout closes an unread one, 0.27.2 alike, but not with maxRedirects 0',
  })),
});
