import { defineEntry } from '../types.js';

/** Services by the names of their classes, those that are used most; aws-sdk@2.1693.0 clients/all.js has 400. */
const services = [
  'ACM|APIGateway|AppConfig|AppSync|Athena|AutoScaling|Batch|CloudFormation|CloudFront|CloudWatch|CloudWatchEvents|CloudWatchLogs|CodeBuild|CodePipeline',
  'CognitoIdentity|CognitoIdentityServiceProvider|Comprehend|Connect|CostExplorer|DynamoDB|DynamoDBStreams|EC2|ECR|ECS|EFS|EKS|ELBv2|ElastiCache',
  'EventBridge|Firehose|Glacier|Glue|IAM|Iot|IotData|Kafka|Kendra|Kinesis|KMS|Lambda|LexRuntime|LexRuntimeV2|LexModelsV2|Location|MediaConvert|MTurk',
  'OpenSearch|Organizations|Personalize|Pinpoint|Polly|QLDB|QuickSight|RDS|RDSDataService|Redshift|RedshiftData|Rekognition|ResourceGroupsTaggingAPI',
  'Route53|S3|SageMaker|SageMakerRuntime|Scheduler|SecretsManager|SES|SESV2|Shield|SNS|SQS|SSM|StepFunctions|STS|SWF|Textract|TimestreamQuery',
  'TimestreamWrite|Transcribe|Translate|WAFV2|WorkMail|XRay',
].join('|');

const phases = ['headers', 'body'] as const;

/**
 * aws-sdk, version 2. A method gives a request that goes out when it is given a callback, or with `promise()` or `send()`.
 * `httpOptions.timeout` is the socket's idle time and two minutes by default, per attempt, of which there are four (S3) or
 * eleven (DynamoDB). `httpOptions.connectTimeout` has no default. A `timeout` beside `httpOptions` is read by nobody.
 */
export default defineEntry({
  id: 'aws-sdk-v2',
  name: 'aws-sdk',
  packages: ['aws-sdk', 'aws-sdk/clients/*'],
  types: {
    Service: {
      // A module of one service is the class: `require('aws-sdk/clients/s3')`.
      is: [`new ${services}()`, 'new ()', 'DynamoDB.new DocumentClient()', 'new DocumentClient()'],
      annotations: [...services.split('|'), 'DocumentClient'],
      options: 0,
      noun: 'client',
    },
    NoOperation: {
      is: ['Service.config|endpoint|on|once|getSignedUrl|createPresignedPost|makeRequest|setupRequestListeners|createSet|defineService|customizeRequests'],
    },
    Request: {
      is: ['Service.*()'],
    },
  },
  calls: [
    // The methods take a callback or give a request; the promise is where it is waited for.
    { path: 'Request.promise', kind: 'outbound', does: 'request', knobs: ['timeout', 'connectTimeout'], phases: ['connect', ...phases] },
    { path: 'Request.send', kind: 'outbound', does: 'request', knobs: ['timeout', 'connectTimeout'], phases: ['connect', ...phases] },
  ],
  knobs: {
    timeout: {
      at: ['client.httpOptions.timeout', 'ambient.config.update(0).httpOptions.timeout', 'ambient.config.httpOptions.timeout', 'timer.abort'],
      unit: 'ms',
      default: 120_000,
      off: [0],
      covers: phases,
      ambient: true,
      source: 'aws-sdk@2.1693.0 lib/config.js:627 (120000), lib/http/node.js:83-91 (of the socket)',
      verified: '2.1693.0',
    },
    connectTimeout: {
      at: ['client.httpOptions.connectTimeout', 'ambient.config.update(0).httpOptions.connectTimeout'],
      unit: 'ms',
      default: 'none',
      off: [0],
      covers: ['connect'],
      ambient: true,
      source: 'aws-sdk@2.1693.0 lib/http/node.js:60-78',
    },
  },
  promises: [
    { path: 'NoOperation', gives: 'none', source: 'https://docs.aws.amazon.com/AWSJavaScriptSDK/latest/AWS/Service.html' },
    { path: 'Service.*', gives: 'none', source: 'https://docs.aws.amazon.com/AWSJavaScriptSDK/latest/AWS/Request.html (a Request; promise() sends it)', verified: '2.1693.0' },
    { path: 'Request.send', gives: 'none', source: 'https://docs.aws.amazon.com/AWSJavaScriptSDK/latest/AWS/Request.html#send-property' },
  ],
  emitters: [
    {
      path: 'Request.createReadStream()',
      without: 'crash',
      when: 'the object is missing, or the connection breaks off',
      noun: 'stream',
      stream: true,
      remote: true,
      source: 'aws-sdk@2.1693.0 lib/request.js (createReadStream emits what the request fails with)',
      verified: '2.1693.0',
    },
  ],
});
