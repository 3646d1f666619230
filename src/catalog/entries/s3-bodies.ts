import { defineEntry } from '../types.js';

/** What S3 gives to be read: the body of an object. A client has 50 sockets, and each body that is not read keeps one. */
export default defineEntry({
  id: 's3-bodies',
  name: 'bodies of S3',
  packages: ['@aws-sdk/client-s3'],
  types: {
    Client: { is: ['new S3Client()', 'new S3()'], annotations: ['S3Client', 'S3'] },
  },
  bodies: [
    { path: 'Client.send', commands: ['GetObjectCommand'] },
    { path: 'Client.getObject' },
  ].map((call) => ({
    ...call,
    part: 'Body',
    noun: 'Body',
    without: 'It keeps its socket, that of a small object until the server closes it, that of a larger one for good. The client has 50 by default, and then its calls wait',
    end: 'response.Body?.destroy()',
    source: 'https://github.com/aws/aws-sdk-js-v3/issues/6691; https://github.com/aws/aws-sdk-js-v3/issues/5517',
    verified: '3.1169.0 with maxSockets 5: the sixth GetObject waits, also where objects have 100 bytes',
  })),
});
