import { createTRPCClient, httpBatchLink, httpLink, type TRPCLink } from '@trpc/client';
import { initTRPC } from '@trpc/server';

import { limit, type Case } from '../case.js';
import { withGlobalDispatcher } from '../global-dispatcher.js';
import { subject } from '../subject.js';

const { phases, wait } = subject('trpc-client', '@trpc/client');

const { router, procedure } = initTRPC.create();
const hats = router({ one: procedure.query(() => 1), add: procedure.mutation(() => 1) });
type Router = typeof hats;

const client = (url: string, link: TRPCLink<Router> = httpBatchLink({ url })) => createTRPCClient<Router>({ links: [link] });
const signal = (): AbortSignal => AbortSignal.timeout(limit);

export const cases: readonly Case[] = [
  ...phases('signal', (url) => client(url).one.query(undefined, { signal: signal() })),
  ...phases('signal', (url) => client(url, httpLink({ url })).add.mutate(undefined, { signal: signal() }), { how: 'httpLink, mutate' }),
  ...phases('fetch', (url) => withGlobalDispatcher({ headersTimeout: limit, bodyTimeout: limit }, () => client(url).one.query()), { alone: true }),
  wait('Client.*.query/timeout/ignored', (s) => client(s.silent).one.query(undefined, { timeout: limit } as object)),
];
