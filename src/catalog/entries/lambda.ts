import { defineEntry } from '../types.js';

/**
 * AWS Lambda calls what its configuration names, as a rule an export `handler`; that the project is for Lambda is told by
 * what is installed. middy's handlers get a signal that aborts shortly before the function's own timeout.
 */
export default defineEntry({
  id: 'lambda',
  name: 'AWS Lambda',
  packages: [
    '@types/aws-lambda',
    'aws-lambda',
    '@middy/core',
    'serverless',
    'serverless-offline',
    'serverless-esbuild',
    'sst',
    'aws-cdk-lib',
    '@aws-lambda-powertools/logger',
    '@aws-lambda-powertools/commons',
    '@aws-lambda-powertools/commons/types',
    'aws-sam-webpack-plugin',
  ],
  rejections: [{ end: 'framework', source: 'https://docs.aws.amazon.com/lambda/latest/dg/nodejs-exceptions.html' }],
  handlers: [
    { path: 'export handler|lambdaHandler', files: '\\.[cm]?[jt]s$', reach: 'request' },
    { path: 'export main', files: '(^|/)(handler|lambda)s?(/[^/]+)*\\.[cm]?[jt]s$|(^|/)(functions|lambdas)/.+\\.[cm]?[jt]s$', reach: 'request' },
    { path: '#handler', of: 'LambdaInterface', reach: 'request' },
  ],
});
