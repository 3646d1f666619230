import { patchedPackages } from '../patched-packages.js';
import { defineEntry } from '../types.js';

const patches = patchedPackages;

/** What follows requests once it is started: it changes other packages as they are loaded. */
export default defineEntry({
  id: 'tracing-agents',
  name: 'a tracing agent',
  packages: ['dd-trace', 'elastic-apm-node', '@google-cloud/trace-agent', '@splunk/otel', '@honeycombio/opentelemetry-node', '@vercel/otel', '@azure/monitor-opentelemetry', 'applicationinsights', '@opentelemetry/sdk-trace-node', '@opentelemetry/sdk-trace-base', 'aws-xray-sdk', 'aws-xray-sdk-core', '@appsignal/nodejs'],
  types: {
    Provider: { is: ['new NodeTracerProvider()', 'new BasicTracerProvider()'] },
  },
  telemetry: [
    { path: 'init', gives: ['tracing', 'metrics'], does: 'serves', patches, source: 'https://docs.datadoghq.com/tracing/trace_collection/automatic_instrumentation/dd_libraries/nodejs/ (the first import)' },
    { path: 'tracer.init', gives: ['tracing', 'metrics'], does: 'serves', patches, source: 'https://docs.datadoghq.com/tracing/trace_collection/automatic_instrumentation/dd_libraries/nodejs/ (the first import)' },
    { path: 'start', gives: ['tracing', 'metrics'], does: 'serves', patches, source: 'https://www.elastic.co/docs/reference/apm/agents/nodejs/starting-agent; https://cloud.google.com/nodejs/docs/reference/trace-agent/latest; https://github.com/signalfx/splunk-otel-js' },
    { path: 'new HoneycombSDK().start', gives: ['tracing'], does: 'serves', patches, source: 'https://docs.honeycomb.io/send-data/javascript-nodejs/opentelemetry-sdk/' },
    { path: 'registerOTel', gives: ['tracing'], does: 'serves', source: 'https://vercel.com/docs/tracing/instrumentation' },
    { path: 'useAzureMonitor', gives: ['tracing', 'metrics'], does: 'serves', patches, source: 'https://learn.microsoft.com/azure/azure-monitor/app/opentelemetry-enable?tabs=nodejs' },
    { path: 'setup().start', gives: ['tracing', 'metrics'], does: 'serves', patches, source: 'https://github.com/microsoft/ApplicationInsights-node.js#getting-started' },
    { path: 'setup', gives: ['metrics'], does: 'counts', source: 'https://github.com/microsoft/ApplicationInsights-node.js#getting-started' },
    { path: 'Provider.register', gives: ['tracing'], does: 'serves', source: 'https://opentelemetry.io/docs/languages/js/instrumentation/#initialize-tracing' },
    { path: 'captureHTTPsGlobal|captureAWSClient|captureAWSv3Client', gives: ['tracing'], does: 'serves', source: 'https://docs.aws.amazon.com/xray/latest/devguide/xray-sdk-nodejs.html' },
    { path: 'express.openSegment', gives: ['tracing'], does: 'serves', source: 'https://docs.aws.amazon.com/xray/latest/devguide/xray-sdk-nodejs.html' },
    { path: 'new Appsignal()', gives: ['tracing', 'metrics'], does: 'serves', patches, source: 'https://docs.appsignal.com/nodejs/3.x/installation.html' },
  ],
});
