import { defineEntry } from '../types.js';

const phases = ['connect', 'headers', 'body', 'total'] as const;
const call = { kind: 'outbound', does: 'request', knobs: ['abortSignal', 'timeout', 'bodyTimeout'], phases } as const;

/**
 * Azure's clients over HTTP: Key Vault, Tables, App Configuration and credentials. By default nothing ends a call.
 * `requestOptions.timeout` ends at the headers, `abortSignal` covers the body as well; both belong to the call, since the
 * options of the client hold retries only. Each of four attempts has the timeout for itself.
 */
export default defineEntry({
  id: 'azure',
  name: 'Azure SDK',
  packages: [
    '@azure/keyvault-secrets',
    '@azure/keyvault-keys',
    '@azure/keyvault-certificates',
    '@azure/data-tables',
    '@azure/app-configuration',
    '@azure/identity',
  ],
  types: {
    KeyVault: {
      is: ['new SecretClient|KeyClient|CertificateClient|CryptographyClient()'],
      annotations: ['SecretClient', 'KeyClient', 'CertificateClient', 'CryptographyClient'],
      noun: 'client',
    },
    Table: {
      is: ['new TableClient()', 'TableClient.fromConnectionString()'],
      annotations: ['TableClient'],
      noun: 'client',
    },
    Configuration: {
      is: ['new AppConfigurationClient()'],
      annotations: ['AppConfigurationClient'],
      noun: 'client',
    },
    Credential: {
      is: [
        'new DefaultAzureCredential|ClientSecretCredential|ManagedIdentityCredential|WorkloadIdentityCredential|ChainedTokenCredential()',
        'new ClientCertificateCredential|OnBehalfOfCredential()',
      ],
      annotations: ['DefaultAzureCredential', 'ClientSecretCredential', 'ManagedIdentityCredential', 'WorkloadIdentityCredential', 'ChainedTokenCredential'],
      noun: 'credential',
    },
  },
  calls: [
    {
      path: 'KeyVault.getSecret|getDeletedSecret|purgeDeletedSecret|backupSecret|beginDeleteSecret|getKey|beginDeleteKey|rotateKey|getCertificate',
      ...call,
      options: 1,
    },
    { path: 'KeyVault.setSecret|updateSecretProperties|createKey|importKey|encrypt|decrypt|sign|signData|wrapKey|unwrapKey', ...call, options: 2 },
    { path: 'KeyVault.verify|verifyData', ...call, options: 3 },
    { path: 'Table.createTable|deleteTable|listEntities', ...call, options: 0 },
    { path: 'Table.createEntity|submitTransaction', ...call, options: 1 },
    { path: 'Table.getEntity|deleteEntity|updateEntity|upsertEntity', ...call, options: 2 },
    { path: 'Configuration.getConfigurationSetting|setConfigurationSetting|addConfigurationSetting|deleteConfigurationSetting', ...call, options: 1 },
    { path: 'Configuration.listConfigurationSettings', ...call, options: 0 },
    { path: 'Credential.getToken', ...call, options: 1, does: 'request for a token' },
  ],
  knobs: {
    abortSignal: {
      at: ['call.abortSignal'],
      unit: 'signal',
      default: 'none',
      covers: phases,
      source: '@azure/core-rest-pipeline@1.24.0 dist/commonjs; @azure/keyvault-secrets@4.11.2 dist/commonjs/index.d.ts',
      verified: '@azure/core-rest-pipeline 1.24.0',
    },
    timeout: {
      at: ['call.requestOptions.timeout'],
      unit: 'ms',
      default: 'none',
      off: [0],
      covers: ['connect', 'headers'],
      source: '@azure/core-rest-pipeline@1.24.0 dist/commonjs/pipelineRequest.js (0), until the headers; since 1.25.0 the body, too',
      verified: '@azure/core-rest-pipeline 1.24.0',
    },
    // The pipeline inside ends the body as well, since this version of it.
    bodyTimeout: {
      at: ['call.requestOptions.timeout'],
      unit: 'ms',
      default: 'none',
      off: [0],
      covers: ['body', 'total'],
      inner: { package: '@azure/core-rest-pipeline', versions: '>=1.25.0' },
      source: '@azure/core-rest-pipeline@1.25.0 dist/commonjs',
      verified: '@azure/core-rest-pipeline 1.25.0',
    },
  },
  ignored: [
    ...(['KeyVault.*', 'Table.*', 'Configuration.*', 'Credential.*'] as const).flatMap((calls) =>
      (['timeout', 'signal'] as const).map((option) => ({
        calls,
        option,
        why: 'does nothing: the option stands elsewhere',
        instead: option === 'timeout' ? 'requestOptions: { timeout: 10_000 }' : 'abortSignal: AbortSignal.timeout(10_000)',
        source: '@azure/core-rest-pipeline@1.24.0 dist/commonjs (OperationOptions: abortSignal, requestOptions, tracingOptions)',
      })),
    ),
  ],
  promises: [
    { path: 'Table.listEntities', gives: 'none', source: 'https://learn.microsoft.com/en-us/javascript/api/@azure/data-tables/tableclient (a PagedAsyncIterableIterator)' },
    { path: 'Configuration.listConfigurationSettings', gives: 'none', source: 'https://learn.microsoft.com/en-us/javascript/api/@azure/app-configuration/appconfigurationclient (a PagedAsyncIterableIterator)' },
  ],
});
