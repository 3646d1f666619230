import { SecretManagerServiceClient } from '@google-cloud/secret-manager';
import { CloudTasksClient } from '@google-cloud/tasks';
import { TextToSpeechClient } from '@google-cloud/text-to-speech';
import { ImageAnnotatorClient } from '@google-cloud/vision';
import { credentials } from '@grpc/grpc-js';

import { limit, type Case } from '../case.js';
import { speakGrpc } from '../protocols/grpc.js';
import type { Servers } from '../servers.js';
import { subject } from '../subject.js';

const options = (port: number) => ({ apiEndpoint: '127.0.0.1', port, projectId: 'project', sslCreds: credentials.createInsecure() });
type Ask = (port: number, call?: object) => Promise<unknown>;

const secret: Ask = (port, call) => new SecretManagerServiceClient(options(port)).accessSecretVersion({ name: 'projects/p/secrets/s/versions/1' }, call);
const task: Ask = (port, call) => new CloudTasksClient(options(port)).getTask({ name: 'projects/p/locations/l/queues/q/tasks/t' }, call);
const image: Ask = (port, call) => new ImageAnnotatorClient(options(port)).batchAnnotateImages({ requests: [] }, call);
const voices: Ask = (port, call) => new TextToSpeechClient(options(port)).listVoices({}, call);

const portOf = (url: string): number => Number(new URL(url).port);

const of = (library: string, knob: string, ask: Ask): readonly Case[] => {
  const { wait } = subject('google-cloud', library);
  const timed = (port: number): Promise<unknown> => ask(port, { timeout: limit });
  return [
    wait(`${knob}/connect`, (s) => timed(portOf(s.unreachable))),
    wait(`${knob}/headers`, (s) => timed(s.silentPort)),
    wait(`${knob}/body`, async (s: Servers) => timed((await s.speaking(speakGrpc('stalled'))).port)),
    wait(`${knob}/total`, async (s: Servers) => timed((await s.speaking(speakGrpc('dripping'))).port)),
    wait(`${knob}/default`, async (s: Servers) => ask((await s.speaking(speakGrpc('stalled'))).port)),
  ];
};

export const cases: readonly Case[] = [
  ...of('@google-cloud/secret-manager', 'oneMinute', secret),
  ...of('@google-cloud/tasks', 'twentySeconds', task),
  ...of('@google-cloud/vision', 'tenMinutes', image),
  ...of('@google-cloud/text-to-speech', 'fiveMinutes', voices),
];
