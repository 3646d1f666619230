import { defineEntry } from '../types.js';

/**
 * superagent. A builder: the request goes out when it is awaited, ended or piped. A number given to `timeout` is the
 * deadline for the whole response; `response` alone leaves the body open. There are no signals.
 */
export default defineEntry({
  id: 'superagent',
  name: 'superagent',
  packages: ['superagent'],
  versions: '>=3',
  types: {
    Agent: {
      is: [
        'agent()',
        'new agent()',
        'Agent.use|on|once|set|query|type|accept|auth|withCredentials|sortQuery|retry|ok|redirects|buffer|serialize|parse|ca|key()',
      ],
      annotations: ['SuperAgentStatic'],
      noun: 'client',
    },
    // `agent().timeout(…)` gives the time to every request of the agent.
    TimedAgent: {
      is: ['Agent.timeout()'],
      options: 0,
      noun: 'client',
    },
  },
  calls: [
    {
      path: '',
      kind: 'outbound',
      does: 'HTTP request',
      url: 0,
      knobs: ['deadline', 'response'],
      phases: ['connect', 'headers', 'body', 'total'],
    },
    {
      path: 'get|post|put|patch|delete|del|head|options|search|propfind|query',
      kind: 'outbound',
      does: 'HTTP request',
      url: 0,
      knobs: ['deadline', 'response'],
      phases: ['connect', 'headers', 'body', 'total'],
    },
    {
      path: 'Agent.get|post|put|patch|delete|del|head|options|search|propfind',
      kind: 'outbound',
      does: 'HTTP request',
      url: 0,
      knobs: ['deadline', 'response'],
      phases: ['connect', 'headers', 'body', 'total'],
    },
    {
      path: 'TimedAgent.get|post|put|patch|delete|del|head|options|search|propfind',
      kind: 'outbound',
      does: 'HTTP request',
      url: 0,
      knobs: ['agentDeadline', 'agentResponse'],
      phases: ['connect', 'headers', 'body', 'total'],
    },
  ],
  knobs: {
    deadline: {
      at: ['chain.timeout(0).deadline', 'chain.timeout(0)'],
      unit: 'ms',
      default: 'none',
      off: [0, false],
      covers: ['connect', 'headers', 'body', 'total'],
      source: 'superagent@10.4.2 lib/request-base.js:108-131, :750-754',
      verified: '10.4.2',
    },
    response: {
      at: ['chain.timeout(0).response'],
      unit: 'ms',
      default: 'none',
      off: [0, false],
      covers: ['connect', 'headers'],
      source: 'superagent@10.4.2 lib/request-base.js:121-123, :758-761',
      verified: '10.4.2',
    },
    agentDeadline: {
      at: ['chain.timeout(0).deadline', 'chain.timeout(0)', 'client.deadline', 'client(0)'],
      unit: 'ms',
      default: 'none',
      off: [0, false],
      covers: ['connect', 'headers', 'body', 'total'],
      source: 'superagent@10.4.2 lib/agent-base.js:3-23 (repeated on each request), lib/request-base.js:750-754',
      verified: '10.4.2',
    },
    agentResponse: {
      at: ['chain.timeout(0).response', 'client.response'],
      unit: 'ms',
      default: 'none',
      off: [0, false],
      covers: ['connect', 'headers'],
      source: 'superagent@10.4.2 lib/agent-base.js:3-23, lib/request-base.js:758-761',
    },
  },
  promises: [
    { path: '', gives: 'lazy', source: 'https://forwardemail.github.io/superagent/#promise-and-generator-support (then sends it; or end)' },
    { path: 'get|post|put|patch|delete|del|head|options|search|propfind|query', gives: 'lazy', source: 'https://forwardemail.github.io/superagent/#promise-and-generator-support (then sends it; or end)', verified: '10.4.2' },
    { path: 'Agent|TimedAgent.get|post|put|patch|delete|del|head|options|search|propfind', gives: 'lazy', source: 'https://forwardemail.github.io/superagent/#promise-and-generator-support (then sends it; or end)' },
    { path: 'get|post|put|patch|delete|del|head|options|search|propfind().send|set|query|type|accept|auth|attach|field|timeout|retry|redirects|ok|buffer|responseType|withCredentials|use|serialize|parse|ca|key|cert', gives: 'lazy', source: 'https://forwardemail.github.io/superagent/#promise-and-generator-support (then sends it; or end)', verified: '10.4.2' },
    { path: 'get|post|put|patch|delete|del|head|options|search|propfind().*().send|set|query|type|accept|auth|attach|field|timeout|retry|redirects|ok|buffer|responseType|withCredentials|use|serialize|parse|ca|key|cert', gives: 'lazy', source: 'https://forwardemail.github.io/superagent/#promise-and-generator-support (then sends it; or end)' },
    { path: 'get|post|put|patch|delete|del|head|options|search|propfind().*().*().send|set|query|type|accept|auth|attach|field|timeout|retry|redirects|ok|buffer|responseType|withCredentials|use|serialize|parse|ca|key|cert', gives: 'lazy', source: 'https://forwardemail.github.io/superagent/#promise-and-generator-support (then sends it; or end)' },
    { path: 'get|post|put|patch|delete|del|head|options|search|propfind().*().*().*().send|set|query|type|accept|auth|attach|field|timeout|retry|redirects|ok|buffer|responseType|withCredentials|use|serialize|parse|ca|key|cert', gives: 'lazy', source: 'https://forwardemail.github.io/superagent/#promise-and-generator-support (then sends it; or end)' },
    { path: 'Agent|TimedAgent.get|post|put|patch|delete|del|head|options|search|propfind().send|set|query|type|accept|auth|attach|field|timeout|retry|redirects|ok|buffer|responseType|withCredentials|use|serialize|parse|ca|key|cert', gives: 'lazy', source: 'https://forwardemail.github.io/superagent/#promise-and-generator-support (then sends it; or end)' },
    { path: 'Agent|TimedAgent.get|post|put|patch|delete|del|head|options|search|propfind().*().send|set|query|type|accept|auth|attach|field|timeout|retry|redirects|ok|buffer|responseType|withCredentials|use|serialize|parse|ca|key|cert', gives: 'lazy', source: 'https://forwardemail.github.io/superagent/#promise-and-generator-support (then sends it; or end)' },
    { path: 'Agent|TimedAgent.get|post|put|patch|delete|del|head|options|search|propfind().*().*().send|set|query|type|accept|auth|attach|field|timeout|retry|redirects|ok|buffer|responseType|withCredentials|use|serialize|parse|ca|key|cert', gives: 'lazy', source: 'https://forwardemail.github.io/superagent/#promise-and-generator-support (then sends it; or end)' },
    { path: 'get|post|put|patch|delete|del|head|options|search|propfind().end|pipe', gives: 'none', source: 'https://forwardemail.github.io/superagent/#promise-and-generator-support (then sends it; or end)' },
    { path: 'get|post|put|patch|delete|del|head|options|search|propfind().*().end|pipe', gives: 'none', source: 'https://forwardemail.github.io/superagent/#promise-and-generator-support (then sends it; or end)' },
    { path: 'get|post|put|patch|delete|del|head|options|search|propfind().*().*().end|pipe', gives: 'none', source: 'https://forwardemail.github.io/superagent/#promise-and-generator-support (then sends it; or end)' },
    { path: 'get|post|put|patch|delete|del|head|options|search|propfind().*().*().*().end|pipe', gives: 'none', source: 'https://forwardemail.github.io/superagent/#promise-and-generator-support (then sends it; or end)' },
  ],
});
