import { defineEntry, type Knob } from '../types.js';

/**
 * Services by the names of their clients: `S3` is exported as `S3Client`, and as `S3` with a method for each command.
 * From the service ids of the API models (aws-sdk 2.1693 apis/) and the newer packages of the registry.
 */
const services = [
  'ACM ACMPCA APIGateway ARCZonalShift AccessAnalyzer Account Amp Amplify AmplifyBackend AmplifyUIBuilder ApiGatewayManagementApi ApiGatewayV2',
  'AppConfig AppConfigData AppFabric AppIntegrations AppMesh AppRunner AppStream AppSync AppTest Appflow ApplicationAutoScaling ApplicationCostProfiler',
  'ApplicationDiscoveryService ApplicationInsights ApplicationSignals Artifact Athena AuditManager AutoScaling AutoScalingPlans B2bi BCMDashboards',
  'BCMDataExports BCMPricingCalculator BCMRecommendedActions Backup BackupGateway Batch Bedrock BedrockAgent BedrockAgentCore BedrockAgentCoreControl',
  'BedrockAgentRuntime BedrockDataAutomation BedrockDataAutomationRuntime BedrockRuntime Billingconductor Braket Budgets Chatbot Chime ChimeSDKIdentity',
  'ChimeSDKMediaPipelines ChimeSDKMeetings ChimeSDKMessaging ChimeSDKVoice CleanRooms CleanRoomsML Cloud9 CloudControl CloudDirectory CloudFormation',
  'CloudFront CloudFrontKeyValueStore CloudHSM CloudHSMV2 CloudSearch CloudSearchDomain CloudTrail CloudTrailData CloudWatch CloudWatchEvents',
  'CloudWatchLogs CodeBuild CodeCatalyst CodeCommit CodeConnections CodeDeploy CodeGuruProfiler CodeGuruReviewer CodeGuruSecurity CodePipeline CodeStar',
  'CodeStarConnections Codeartifact CodestarNotifications CognitoIdentity CognitoIdentityProvider CognitoSync Comprehend ComprehendMedical',
  'ComputeOptimizer ConfigService Connect ConnectCampaigns ConnectCampaignsV2 ConnectCases ConnectContactLens ConnectParticipant ControlCatalog',
  'ControlTower CostAndUsageReportService CostExplorer CostOptimizationHub CustomerProfiles DAX DLM DSQL DataBrew DataExchange DataPipeline DataSync',
  'DataZone DatabaseMigrationService Deadline Detective DevOpsGuru DeviceFarm DirectConnect DirectoryService DocDB DocDBElastic Drs DynamoDB',
  'DynamoDBStreams EBS EC2 EC2InstanceConnect ECR ECRPUBLIC ECS EFS EKS EKSAuth EMR EMRContainers EMRServerless ElastiCache ElasticBeanstalk',
  'ElasticInference ElasticLoadBalancing ElasticLoadBalancingV2 ElasticTranscoder ElasticsearchService EntityResolution EventBridge Evidently FMS FSx',
  'Finspace FinspaceData Firehose Fis Forecast Forecastquery FraudDetector FreeTier GameLift GameLiftStreams GeoMaps GeoPlaces GeoRoutes Glacier',
  'GlobalAccelerator Glue Grafana Greengrass GreengrassV2 GroundStation GuardDuty Health HealthLake IAM IVSRealTime Identitystore Imagebuilder',
  'ImportExport Inspector Inspector2 InspectorScan InternetMonitor Invoicing IoT IoT1ClickDevicesService IoT1ClickProjects IoTAnalytics IoTDataPlane',
  'IoTEvents IoTEventsData IoTFleetHub IoTFleetWise IoTJobsDataPlane IoTSecureTunneling IoTSiteWise IoTThingsGraph IoTTwinMaker IoTWireless',
  'IotDeviceAdvisor Ivs Ivschat KMS Kafka KafkaConnect Kendra KendraRanking Keyspaces KeyspacesStreams Kinesis KinesisAnalytics KinesisAnalyticsV2',
  'KinesisVideo KinesisVideoArchivedMedia KinesisVideoMedia KinesisVideoSignaling KinesisVideoWebRTCStorage LakeFormation Lambda LaunchWizard',
  'LexModelBuildingService LexModelsV2 LexRuntimeService LexRuntimeV2 LicenseManager LicenseManagerLinuxSubscriptions LicenseManagerUserSubscriptions',
  'Lightsail Location LookoutEquipment LookoutMetrics LookoutVision M2 MTurk MWAA MachineLearning Macie2 MailManager ManagedBlockchain',
  'ManagedBlockchainQuery MarketplaceAgreement MarketplaceCatalog MarketplaceCommerceAnalytics MarketplaceDeployment MarketplaceEntitlementService',
  'MarketplaceMetering MediaConnect MediaConvert MediaLive MediaPackage MediaPackageV2 MediaPackageVod MediaStore MediaStoreData MediaTailor',
  'MedicalImaging MemoryDB Mgn MigrationHub MigrationHubConfig MigrationHubOrchestrator MigrationHubRefactorSpaces MigrationHubStrategy MobileAnalytics',
  'Mq Neptune NeptuneGraph Neptunedata NetworkFirewall NetworkManager NetworkMonitor Nimble Notifications OAM OSIS ObservabilityAdmin Omics OpenSearch',
  'OpenSearchServerless OpsWorks OpsWorksCM Organizations Outposts PCS PI Panorama PartnerCentralAccount PartnerCentralBenefits PartnerCentralChannel',
  'PartnerCentralSelling PaymentCryptography PaymentCryptographyData PcaConnectorAd PcaConnectorScep Personalize PersonalizeEvents PersonalizeRuntime',
  'Pinpoint PinpointEmail PinpointSMSVoice PinpointSMSVoiceV2 Pipes Polly Pricing PrivateNetworks Proton QApps QBusiness QConnect QLDB QLDBSession',
  'QuickSight RAM RDS RDSData RUM Rbin Redshift RedshiftData RedshiftServerless Rekognition RekognitionStreaming Repostspace Resiliencehub',
  'ResourceExplorer2 ResourceGroups ResourceGroupsTaggingAPI RoboMaker RolesAnywhere Route53 Route53Domains Route53Profiles Route53RecoveryCluster',
  'Route53RecoveryControlConfig Route53RecoveryReadiness Route53Resolver S3 S3Control S3Outposts S3Tables S3Vectors SES SESv2 SFN SMS SNS SQS SSM',
  'SSMContacts SSMIncidents SSMQuickSetup SSO SSOAdmin SSOOIDC STS SWF SageMaker SageMakerA2IRuntime SageMakerFeatureStoreRuntime SageMakerGeospatial',
  'SageMakerMetrics SageMakerRuntime SagemakerEdge Savingsplans Scheduler Schemas SecretsManager SecurityHub SecurityIR SecurityLake',
  'ServerlessApplicationRepository ServiceCatalog ServiceCatalogAppRegistry ServiceDiscovery ServiceQuotas Shield Signer SignerData SimSpaceWeaver',
  'SimpleDB SnowDeviceManagement Snowball SocialMessaging SsmSap StorageGateway SupplyChain Support SupportApp Synthetics TaxSettings Textract',
  'TimestreamInfluxDB TimestreamQuery TimestreamWrite Tnb Transcribe TranscribeStreaming Transfer Translate TrustedAdvisor VPCLattice',
  'VerifiedPermissions VoiceID WAF WAFRegional WAFV2 WellArchitected Wisdom WorkDocs WorkLink WorkMail WorkMailMessageFlow WorkSpaces',
  'WorkSpacesThinClient WorkSpacesWeb WorkspacesInstances XRay',
].flatMap((line) => line.split(' '));

const clients = services.map((service) => `${service}Client`);

/** The functions that send a command for each page, of the services that are called most. */
const paginators = [
  'paginateListObjectsV2|paginateListBuckets|paginateListParts|paginateQuery|paginateScan|paginateListTables|paginateListQueues|paginateGetParametersByPath',
  'paginateDescribeParameters|paginateListSecrets|paginateListUsers|paginateListFunctions|paginateListTopics|paginateListKeys|paginateDescribeInstances',
  'paginateDescribeLogGroups|paginateFilterLogEvents|paginateGetLogEvents|paginateListExecutions|paginateGetQueryResults',
].join('|');

/** What sends the requests: each client brings a version of it. */
const handler = '@smithy/node-http-handler';

/** A client's own options, and those of a client that is handed to something else: to a document client, a paginator, an upload. */
type Way = 'own' | 'inner' | 'paged' | 'uploading';
const places: Readonly<Record<Way, string>> = { own: '', inner: 'client(0) > ', paged: 'arg0.client > ', uploading: 'client.client > ' };

const headersOnly = ['headers'] as const;

function idleKnob(at: readonly string[]): Knob {
  return {
    at,
    unit: 'ms',
    default: 'none',
    off: [0],
    covers: ['headers', 'body'],
    source: '@smithy/node-http-handler@4.14.2 dist-cjs/index.js:133-168 (idle time, once connected); 4.3.0 dist-cjs/index.js:217',
    verified: '3.1169.0',
  };
}

/** S3's middleware read a copy of the answer, to which an error of the body did not come. Clients bring exactly one version of it before 3.972, and from 3.1035 on one that reads it itself. */
function filesIdle(at: readonly string[]): Readonly<Record<string, Knob>> {
  const [middleware, source] = ['@aws-sdk/middleware-sdk-s3', '@aws-sdk/middleware-sdk-s3@3.972.32 dist-cjs/index.js (throw200Exceptions: splitStream), gone in 3.972.33'];
  const full = idleKnob(at);
  const copied: Knob = { at, unit: 'ms', default: 'none', off: [0], covers: headersOnly, source };
  return {
    uploadingSocketTimeout: { ...full, versions: '>=3.1035.0' },
    'uploadingSocketTimeout@3.972.33': { ...full, versions: '>=3.972.0 <3.1035.0', inner: { package: middleware, versions: '>=3.972.33' }, source },
    'uploadingSocketTimeout@3.972': { ...copied, versions: '>=3.972.0 <3.1035.0', inner: { package: middleware, versions: '<3.972.33' } },
    'uploadingSocketTimeout@3': { ...copied, versions: '<3.972.0' },
  };
}

/** The options of the request handler, which is written in place or made: `requestHandler: new NodeHttpHandler({ … })`. */
function handlerKnobs(way: Way): Readonly<Record<string, Knob>> {
  const idle = way === 'uploading' ? headersOnly : (['headers', 'body'] as const);
  const at = (option: string): readonly string[] => [`${places[way]}client.requestHandler.${option}`, `${places[way]}client.requestHandler > client.${option}`];
  const throwing = {
    at: at('throwOnRequestTimeout'),
    unit: 'ms',
    default: 'none',
    covers: ['connect', 'headers'],
    source: '@smithy/node-http-handler@4.14.2 dist-cjs/index.js:84-104 (rejects with it, else warns), :405',
    verified: '3.1169.0',
  } as const;
  return {
    // From 3.723 to 3.909 clients take any 4.x of the handler: what the option does is the handler's version's to say.
    [`${way}RequestTimeout@4.1`]: {
      at: ['call.requestTimeout', ...at('requestTimeout')],
      unit: 'ms',
      default: 'none',
      off: [0],
      covers: idle,
      versions: '>=3.723.0 <3.910.0',
      inner: { package: handler, versions: '>=4.1.0 <4.4.0' },
      source: '@smithy/node-http-handler@4.1.0 dist-cjs/index.js:397-399 (of a call, too); 4.4.0 only warns',
    },
    [`${way}RequestTimeout@4.0`]: {
      at: at('requestTimeout'),
      unit: 'ms',
      default: 'none',
      off: [0],
      covers: idle,
      versions: '>=3.723.0 <3.910.0',
      inner: { package: handler, versions: '<4.1.0' },
      source: '@smithy/node-http-handler@4.0.6 dist-cjs/index.js:275, :398 (idle time of the socket, it rejects)',
    },
    [`${way}RequestTimeout`]: {
      at: at('requestTimeout'),
      unit: 'ms',
      default: 'none',
      off: [0],
      covers: idle,
      versions: '<3.723.0',
      source: '@aws-sdk/client-s3@3.721.0 package.json (@smithy/node-http-handler ^3.3.2, where it is the idle time of the socket)',
    },
    ...(way === 'uploading' ? filesIdle(at('socketTimeout')) : { [`${way}SocketTimeout`]: idleKnob(at('socketTimeout')) }),
    // `true` says that requestTimeout counts, not how long it is: where it stands, nothing is claimed.
    [`${way}ThrowOnRequestTimeout`]: { ...throwing, versions: '>=3.910.0' },
    [`${way}ThrowOnRequestTimeout@4.4`]: { ...throwing, versions: '>=3.723.0 <3.910.0', inner: { package: handler, versions: '>=4.4.0' } },
    [`${way}ConnectionTimeout`]: {
      at: at('connectionTimeout'),
      unit: 'ms',
      default: 'none',
      off: [0],
      covers: ['connect'],
      source: '@smithy/node-http-handler@4.14.2 dist-cjs/index.js:404 (also while all 50 sockets are taken)',
      verified: '3.1169.0',
    },
  };
}

const namesOf = (way: Way): readonly string[] =>
  ['RequestTimeout', 'SocketTimeout', 'ThrowOnRequestTimeout', 'ConnectionTimeout'].map((name) => `${way}${name}`);

const phases = ['connect', 'headers', 'body', 'total'] as const;
const command = { kind: 'outbound', does: 'request', phases } as const;

/**
 * The AWS SDK, version 3. By default nothing ends a call: not the connection, not the wait for the answer (in
 * 3.1169 DynamoDB and SQS have an idle time of 5 and 15 minutes, S3 has none). `requestTimeout` was the socket's idle time until
 * @smithy/node-http-handler 4.4, which clients require from 3.910 on, and which those from 3.723 on may have: since then it
 * starts with the call, ends with the headers, and only logs a warning unless `throwOnRequestTimeout` is true. `socketTimeout` rejects in all versions, and
 * covers the body, but for one that S3 has read itself before 3.972: what it answers to anything but `GetObject` and that stalls was then not ended by
 * any option, nor by a signal. Times are per attempt, of which there are three. `httpOptions` is version 2's, and read by nobody.
 */
export default defineEntry({
  id: 'aws-sdk',
  name: 'AWS SDK',
  packages: ['@aws-sdk/client-*', '@aws-sdk/lib-dynamodb', '@aws-sdk/lib-storage', '@smithy/node-http-handler', '@aws-sdk/node-http-handler'],
  types: {
    Client: {
      is: [`new ${clients.join('|')}()`],
      annotations: clients,
      options: 0,
      noun: 'client',
    },
    // With a method for each command; what is none comes to a type without calls.
    Aggregate: {
      is: [`new ${services.join('|')}()`],
      annotations: services,
      options: 0,
      noun: 'client',
    },
    NoCommand: {
      is: ['Aggregate.destroy|config|middlewareStack', 'DocumentAggregate.destroy|config|middlewareStack'],
    },
    // Its own options are about the conversion; the times are those of the client in its first argument.
    Document: {
      is: ['DynamoDBDocumentClient.from()', 'new DynamoDBDocumentClient()'],
      annotations: ['DynamoDBDocumentClient'],
      options: 1,
      noun: 'document client',
    },
    DocumentAggregate: {
      is: ['DynamoDBDocument.from()', 'new DynamoDBDocument()'],
      annotations: ['DynamoDBDocument'],
      options: 1,
      noun: 'document client',
    },
    Upload: {
      is: ['new Upload()'],
      annotations: ['Upload'],
      options: 0,
      noun: 'upload',
    },
    Handler: {
      is: ['new NodeHttpHandler()', 'NodeHttpHandler.create()'],
      annotations: ['NodeHttpHandler'],
      options: 0,
      noun: 'request handler',
    },
  },
  calls: [
    { path: 'Client.send', ...command, options: 1, knobs: ['abortSignal', ...namesOf('own'), 'httpOptions'] },
    { path: 'Aggregate.*', ...command, options: 1, knobs: ['abortSignal', ...namesOf('own'), 'httpOptions'] },
    { path: 'Document.send', ...command, options: 1, knobs: ['abortSignal', ...namesOf('inner')] },
    { path: 'DocumentAggregate.*', ...command, options: 1, knobs: ['abortSignal', ...namesOf('inner')] },
    { path: paginators, ...command, options: 2, knobs: ['abortSignal', ...namesOf('paged')] },
    { path: 'Upload.done', ...command, does: 'upload', knobs: ['uploadController', ...namesOf('uploading')] },
  ],
  knobs: {
    abortSignal: {
      at: ['call.abortSignal'],
      unit: 'signal',
      default: 'none',
      covers: phases,
      source: '@smithy/node-http-handler@4.14.2 dist-cjs/index.js:388-401',
      verified: '3.1169.0',
    },
    uploadController: {
      at: ['client.abortController.signal'],
      unit: 'signal',
      default: 'none',
      covers: phases,
      source: '@aws-sdk/lib-storage@3.1169.0 dist-cjs/index.js:235-251, :502-510 (rejects; the request runs on)',
    },
    ...handlerKnobs('own'),
    ...handlerKnobs('inner'),
    ...handlerKnobs('paged'),
    ...handlerKnobs('uploading'),
    httpOptions: {
      at: ['client.httpOptions.timeout'],
      unit: 'ms',
      default: 'none',
      covers: ['headers', 'body'],
      versions: '<3',
      source: 'aws-sdk@2.1693.0 lib/http/node.js:83; no client of version 3 reads it',
      verified: '3.1169.0',
    },
  },
  ignored: [
    ...(['Client.send', 'Aggregate.*', 'Document.send', 'DocumentAggregate.*'] as const).flatMap((calls) => [
      {
        calls,
        option: 'requestTimeout',
        why: "only logs a warning, unless the client's requestHandler has throwOnRequestTimeout: true",
        instead: 'abortSignal: AbortSignal.timeout(10_000)',
        versions: '>=3.910.0',
        source: '@smithy/node-http-handler@4.14.2 dist-cjs/index.js:84-104',
      },
      {
        calls,
        option: 'requestTimeout',
        why: "only logs a warning, unless the client's requestHandler has throwOnRequestTimeout: true",
        instead: 'abortSignal: AbortSignal.timeout(10_000)',
        versions: '>=3.723.0 <3.910.0',
        inner: { package: handler, versions: '>=4.4.0' },
        source: '@smithy/node-http-handler@4.4.0 dist-cjs/index.js',
      },
      ...(['timeout', 'signal'] as const).map((option) => ({
        calls,
        option,
        why: 'does nothing: send has no such option',
        instead: 'abortSignal: AbortSignal.timeout(10_000)',
        source: '@smithy/node-http-handler@4.14.2 dist-cjs/index.js:291 (the options that are read)',
      })),
    ]),
  ],
  emitters: [
    {
      path: 'Client.send().Body',
      event: 'error|aborted|close',
      without: 'hang',
      when: 'the connection breaks off in the middle',
      noun: 'stream',
      stream: true,
      remote: true,
      used: 'pipe',
      source: '@smithy/node-http-handler@4.14.2 dist-cjs/index.js (the body is the response of node:http)',
      verified: '3.1169.0',
    },
  ],
  retries: [{ path: 'Client', of: 'requests', attempts: { at: ['client.maxAttempts'], default: 3, are: 'attempts' }, selects: true, source: '@smithy/core@3.41.0 dist-cjs/submodules/retry/index.js:109-111', verified: '3.41.0' }],
  clients: [
    { path: `new ${[...clients, ...services].join('|')}()`, noun: 'client', holds: 'agent', closes: ['destroy'], lent: 'arg0.requestHandler', source: 'https://docs.aws.amazon.com/sdk-for-javascript/v3/developer-guide/node-reusing-connections.html; @smithy/node-http-handler (an agent with keepAlive for each handler)' },
  ],
});
