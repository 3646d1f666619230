import { defineEntry } from '../types.js';

const triggers = 'timer|storageBlob|storageQueue|serviceBusQueue|serviceBusTopic|eventHub|eventGrid|cosmosDB|sql|mySql|generic|webPubSub|connectorTrigger';

/** Azure Functions, model 4: `app.http(name, { handler })`. Its HttpRequest is like the web's, without the signal. The warm-up trigger is no handler. */
export default defineEntry({
  id: 'azure-functions',
  name: 'Azure Functions',
  packages: ['@azure/functions'],
  versions: '>=4',
  rejections: [{ end: 'framework', source: 'https://learn.microsoft.com/en-us/azure/azure-functions/functions-reference-node' }],
  handlers: [
    { path: 'app.http|get|put|post|patch|deleteRequest|mcpTool|mcpResource|mcpPrompt', from: 1, route: 0, property: 'handler', reach: 'request' },
    { path: 'app.get|put|post|patch|deleteRequest', from: 1, route: 0, reach: 'request' },
    { path: `app.${triggers}`, from: 1, route: 0, property: 'handler', reach: 'worker' },
    { path: 'app.hook.preInvocation|postInvocation', from: 0, reach: 'request' },
  ],
});
