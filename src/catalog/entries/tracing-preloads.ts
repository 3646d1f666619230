import { patchedPackages } from '../patched-packages.js';
import { defineEntry } from '../types.js';

/** Agents that start as they are imported, or handed to `--import` and `--require`. */
export default defineEntry({
  id: 'tracing-preloads',
  name: 'a tracing agent',
  packages: ['newrelic', 'dd-trace/init', 'dd-trace/initialize.mjs', 'dd-trace/register.js', '@opentelemetry/auto-instrumentations-node/register', 'elastic-apm-node/start', 'elastic-apm-node/start.js', 'elastic-apm-node/start-next', '@splunk/otel/instrument', '@instana/collector', '@instana/collector/src/immediate', '@elastic/opentelemetry-node'],
  telemetry: [
    { path: '', imported: true, gives: ['tracing', 'metrics'], does: 'serves', patches: patchedPackages, source: 'https://docs.newrelic.com/docs/apm/agents/nodejs-agent/installation-configuration/install-nodejs-agent/; https://opentelemetry.io/docs/zero-code/js/; https://docs.datadoghq.com/tracing/trace_collection/automatic_instrumentation/dd_libraries/nodejs/' },
  ],
});
