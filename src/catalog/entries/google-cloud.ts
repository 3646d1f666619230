import { defineEntry } from '../types.js';

const phases = ['connect', 'headers', 'body', 'total'] as const;
const call = { kind: 'outbound', does: 'request', options: 1, phases } as const;

/**
 * Google Cloud's generated clients (google-gax over gRPC). Each method has a time in the package's configuration, which bounds
 * all attempts together, and which `timeout` in the call's options replaces: 20 s for tasks, a minute for secrets and keys,
 * ten minutes for translations, images and assessments. What a configuration leaves out gets 30 s.
 */
export default defineEntry({
  id: 'google-cloud',
  name: 'Google Cloud client',
  packages: [
    '@google-cloud/secret-manager',
    '@google-cloud/kms',
    '@google-cloud/tasks',
    '@google-cloud/recaptcha-enterprise',
    '@google-cloud/vision',
    '@google-cloud/translate',
    '@google-cloud/text-to-speech',
    '@google-cloud/language',
    '@google-cloud/documentai',
  ],
  types: {
    Secrets: { is: ['new SecretManagerServiceClient()', 'v1.new SecretManagerServiceClient()'], annotations: ['SecretManagerServiceClient'], noun: 'client' },
    Keys: { is: ['new KeyManagementServiceClient()'], annotations: ['KeyManagementServiceClient'], noun: 'client' },
    Tasks: { is: ['new CloudTasksClient()', 'v2.new CloudTasksClient()'], annotations: ['CloudTasksClient'], noun: 'client' },
    Slow: {
      is: [
        'new RecaptchaEnterpriseServiceClient|ImageAnnotatorClient|TranslationServiceClient|LanguageServiceClient()',
        'v1.new ImageAnnotatorClient|LanguageServiceClient()',
        'v3.new TranslationServiceClient()',
      ],
      annotations: ['RecaptchaEnterpriseServiceClient', 'ImageAnnotatorClient', 'TranslationServiceClient', 'LanguageServiceClient'],
      noun: 'client',
    },
    Slowish: {
      is: ['new TextToSpeechClient|DocumentProcessorServiceClient()', 'v1.new DocumentProcessorServiceClient()'],
      annotations: ['TextToSpeechClient', 'DocumentProcessorServiceClient'],
      noun: 'client',
    },
  },
  calls: [
    {
      path: [
        'Secrets.accessSecretVersion|getSecret|getSecretVersion|listSecrets|listSecretVersions|createSecret|addSecretVersion|updateSecret|deleteSecret',
        'disableSecretVersion|enableSecretVersion|destroySecretVersion',
      ].join('|'),
      ...call,
      knobs: ['oneMinute'],
    },
    {
      path: [
        'Keys.encrypt|decrypt|asymmetricSign|asymmetricDecrypt|macSign|macVerify|getPublicKey|getCryptoKey|createCryptoKey|listCryptoKeys|listKeyRings',
        'generateRandomBytes',
      ].join('|'),
      ...call,
      knobs: ['oneMinute'],
    },
    { path: 'Tasks.createTask|getTask|deleteTask|runTask|listTasks|getQueue|createQueue|pauseQueue|resumeQueue|purgeQueue', ...call, knobs: ['twentySeconds'] },
    {
      path: [
        'Slow.createAssessment|annotateAssessment|batchAnnotateImages|annotateImage|textDetection|documentTextDetection|labelDetection|faceDetection',
        'safeSearchDetection|translateText|detectLanguage|translateDocument|analyzeSentiment|analyzeEntities|analyzeSyntax|classifyText|annotateText',
      ].join('|'),
      ...call,
      knobs: ['tenMinutes'],
    },
    { path: 'Slowish.synthesizeSpeech|listVoices|processDocument', ...call, knobs: ['fiveMinutes'] },
  ],
  knobs: {
    oneMinute: {
      at: ['call.timeout'],
      unit: 'ms',
      default: 60_000,
      covers: phases,
      source: 'google-gax@5.0.8 build/src/gax.js:167-176; @google-cloud/secret-manager, kms@5.7.0 build/src/v1/*_client_config.json',
    },
    twentySeconds: {
      at: ['call.timeout'],
      unit: 'ms',
      default: 20_000,
      covers: phases,
      source: 'google-gax@5.0.8 build/src/gax.js:167-176; @google-cloud/tasks@6.3.0 build/cjs/src/v2/cloud_tasks_client_config.json',
    },
    tenMinutes: {
      at: ['call.timeout'],
      unit: 'ms',
      default: 600_000,
      covers: phases,
      source: 'google-gax@5.0.8 build/src/gax.js:167-176; @google-cloud/vision@5.3.7, translate@9.4.2, recaptcha-enterprise@6.4.2 *_client_config.json',
    },
    fiveMinutes: {
      at: ['call.timeout'],
      unit: 'ms',
      default: 300_000,
      covers: phases,
      source: 'google-gax@5.0.8 build/src/gax.js:167-176; @google-cloud/text-to-speech@6.4.1, documentai@9.6.2 *_client_config.json',
    },
  },
});
