import { defineEntry } from '../types.js';

const phases = ['connect', 'headers', 'body', 'total'] as const;
const call = { kind: 'outbound', does: 'request', knobs: ['abortSignal'], phases } as const;

/**
 * Azure Storage: blobs, and queues and shares alike. Nothing ends a call but its own `abortSignal`. `retryOptions.tryTimeoutInMs`
 * looks like a deadline and is none: it becomes a parameter of the address, and a server that is silent keeps no deadline (measured).
 * Where the options stand differs by method, behind two to four optional arguments.
 */
export default defineEntry({
  id: 'azure-storage',
  name: 'Azure Storage',
  packages: ['@azure/storage-blob', '@azure/storage-queue'],
  types: {
    Service: {
      is: ['new BlobServiceClient|QueueServiceClient()', 'BlobServiceClient.fromConnectionString()', 'QueueServiceClient.fromConnectionString()'],
      annotations: ['BlobServiceClient', 'QueueServiceClient'],
      noun: 'client',
    },
    Container: {
      is: ['new ContainerClient()', 'Service.getContainerClient()'],
      annotations: ['ContainerClient'],
      noun: 'client',
    },
    Blob: {
      is: [
        'new BlobClient|BlockBlobClient|AppendBlobClient|PageBlobClient()',
        'Container.getBlobClient|getBlockBlobClient|getAppendBlobClient|getPageBlobClient()',
        'Blob.getBlockBlobClient|getAppendBlobClient|getPageBlobClient|withSnapshot|withVersion()',
      ],
      annotations: ['BlobClient', 'BlockBlobClient', 'AppendBlobClient', 'PageBlobClient'],
      noun: 'client',
    },
    Queue: {
      is: ['new QueueClient()', 'Service.getQueueClient()'],
      annotations: ['QueueClient'],
      noun: 'client',
    },
  },
  calls: [
    { path: 'Service.createContainer|deleteContainer|setProperties|createQueue|deleteQueue', ...call, options: 1 },
    { path: 'Service.getProperties|getStatistics|getAccountInfo|listContainers|listQueues', ...call, options: 0 },
    { path: 'Service.getUserDelegationKey', ...call, options: 2 },
    { path: 'Container.create|createIfNotExists|exists|getProperties|delete|deleteIfExists|getAccessPolicy|getAccountInfo|listBlobsFlat', ...call, options: 0 },
    { path: 'Container.setMetadata|deleteBlob|listBlobsByHierarchy', ...call, options: 1 },
    { path: 'Container.setAccessPolicy', ...call, options: 2 },
    { path: 'Container.uploadBlockBlob', ...call, options: 3 },
    { path: 'Blob.download', ...call, options: 2, settles: 'headers' },
    { path: 'Blob.exists|getProperties|delete|deleteIfExists|undelete|getTags|createSnapshot|getAccountInfo', ...call, options: 0 },
    { path: 'Blob.setHTTPHeaders|setMetadata|setTags|setAccessTier|abortCopyFromURL|syncCopyFromURL|beginCopyFromURL', ...call, options: 1 },
    { path: 'Blob.commitBlockList|uploadData|uploadFile|getBlockList|query|syncUploadFromURL', ...call, options: 1 },
    { path: 'Blob.create|createIfNotExists|resize', ...call, options: [1, 0] },
    { path: 'Blob.upload|appendBlock', ...call, options: 2 },
    { path: 'Blob.stageBlock|downloadToFile|uploadStream|uploadPages', ...call, options: 3 },
    { path: 'Blob.downloadToBuffer', ...call, options: [3, 2] },
    { path: 'Queue.create|createIfNotExists|delete|deleteIfExists|exists|getProperties|clearMessages|receiveMessages|peekMessages', ...call, options: 0 },
    { path: 'Queue.sendMessage', ...call, options: 1 },
    { path: 'Queue.deleteMessage', ...call, options: 2 },
    { path: 'Queue.updateMessage', ...call, options: 4 },
  ],
  knobs: {
    abortSignal: {
      at: ['call.abortSignal'],
      unit: 'signal',
      default: 'none',
      covers: phases,
      source: '@azure/storage-blob@12.32.0 dist/commonjs/Clients.js; @azure/storage-common StorageRetryPolicyV2.js:133-140 (tryTimeoutInMs is sent)',
      verified: '@azure/storage-blob 12.32.0',
    },
  },
  ignored: [
    ...(['Service.*', 'Container.*', 'Blob.*', 'Queue.*'] as const).flatMap((calls) =>
      (['timeout', 'timeoutInSeconds', 'signal', 'tryTimeoutInMs'] as const).map((option) => ({
        calls,
        option,
        why: 'does not end the call: a server that is silent keeps no deadline',
        instead: 'abortSignal: AbortSignal.timeout(10_000)',
        source: '@azure/storage-blob@12.32.0 dist/commonjs/Clients.d.ts (the options that are read)',
      })),
    ),
  ],
  promises: [
    { path: 'Service.listContainers|listQueues', gives: 'none', source: 'https://learn.microsoft.com/en-us/javascript/api/@azure/storage-blob/blobserviceclient (a PagedAsyncIterableIterator)' },
    { path: 'Container.listBlobsFlat|listBlobsByHierarchy', gives: 'none', source: 'https://learn.microsoft.com/en-us/javascript/api/@azure/storage-blob/containerclient (a PagedAsyncIterableIterator)' },
  ],
});
