import needle from 'needle';
import needle2 from 'needle-2';
import needle20 from 'needle-20';

import { limit, type Case } from '../case.js';
import { subject } from '../subject.js';

type Needle = (method: 'get', url: string, options?: object) => Promise<unknown>;

const { wait, phases } = subject('needle', 'needle');
const two = subject('needle', 'needle-2');
const first = subject('needle', 'needle-20');
const get = (client: unknown) => (options?: object) => (url: string) => (client as Needle)('get', url, options);
const [v3, v2] = [get(needle), get(needle2)];
/** Before 2.1 the body stands third even where there is none. */
const v20 = (options: object) => (url: string) => (needle20 as unknown as (method: string, url: string, data: null, options: object) => Promise<unknown>)('get', url, null, options);

export const cases: readonly Case[] = [
  ...phases('openTimeout', v3({ open_timeout: limit })),
  ...phases('openTimeout', v3({ timeout: limit }), { how: 'call.timeout' }),
  ...phases('responseTimeout', v3({ response_timeout: limit })),
  ...phases('readTimeout', v3({ read_timeout: limit })),
  ...phases('signal', (url) => v3({ signal: AbortSignal.timeout(limit) })(url)),
  wait('openTimeout/default', (s) => v3()(s.unreachable)),
  wait('openTimeout/0/off', (s) => v3({ open_timeout: 0 })(s.unreachable)),
  wait('responseTimeout/default', (s) => v3()(s.silent)),
  wait('readTimeout/default', (s) => v3()(s.stalled)),
  ...two.phases('openTimeout', v2({ open_timeout: limit })),
  ...two.phases('responseTimeout', v2({ response_timeout: limit })),
  ...two.phases('readTimeout', v2({ read_timeout: limit })),
  ...first.phases('openTimeout@2.0', v20({ open_timeout: limit })),
  ...first.phases('readTimeout', v20({ read_timeout: limit })),
];
