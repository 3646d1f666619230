import { EventEmitter } from 'node:events';

import { pEvent } from 'p-event';
import pWaitFor from 'p-wait-for';

import { limit, type Case } from '../case.js';
import { subject } from '../subject.js';

const events = subject('p-event', 'p-event');
const waits = subject('p-wait-for', 'p-wait-for');

const silent = new EventEmitter().setMaxListeners(0);
const never = (): boolean => false;

export const cases: readonly Case[] = [
  events.wait('timeout/total', () => pEvent(silent, 'done', { timeout: limit })),
  events.wait('timeout/default', () => pEvent(silent, 'done')),
  events.wait('timeout/Infinity/off', () => pEvent(silent, 'done', { timeout: Infinity })),
  events.wait('signal/total', () => pEvent(silent, 'done', { signal: AbortSignal.timeout(limit) })),
  waits.wait('timeout/total', () => pWaitFor(never, { timeout: limit })),
  waits.wait('timeout/total', () => pWaitFor(never, { timeout: { milliseconds: limit } }), { how: 'call.timeout.milliseconds' }),
  waits.wait('timeout/default', () => pWaitFor(never)),
  waits.wait('timeout/Infinity/off', () => pWaitFor(never, { timeout: Infinity })),
  waits.wait('signal/total', () => pWaitFor(never, { signal: AbortSignal.timeout(limit) })),
];
