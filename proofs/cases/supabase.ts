import { createClient } from '@supabase/supabase-js';
import { WebSocket } from 'ws';

import type { Case } from '../case.js';
import { gives } from '../gives.js';
import type { Servers } from '../servers.js';
import { subject } from '../subject.js';

const { shown } = subject('supabase', '@supabase/supabase-js');

type Client = ReturnType<typeof made>;
const made = (url: string, send = fetch) => createClient(url, 'key', { auth: { persistSession: false, autoRefreshToken: false }, global: { fetch: send }, realtime: { transport: WebSocket as never } });

/** Whether a request is made tells whether the query has begun. */
const lazy = (make: (client: Client) => unknown) => (s: Servers): Promise<string> => {
  let asked = false;
  const client = made(s.resetting, (...given) => ((asked = true), fetch(...given)));
  return gives.lazy(() => make(client), () => asked);
};

export const cases: readonly Case[] = [
  shown('Client.from().select/gives', lazy((client) => client.from('t').select())),
  shown('Client.from().*().select/gives', lazy((client) => client.from('t').select().eq('a', 1))),
  shown('Client.from().*().*().select/gives', lazy((client) => client.from('t').select().eq('a', 1).limit(1))),
  shown('Client.from().*().*().*().select/gives', lazy((client) => client.from('t').select().eq('a', 1).order('a').limit(1))),
  shown('Client.from().*().*().*().*().select/gives', lazy((client) => client.from('t').select().eq('a', 1).neq('b', 2).order('a').limit(1))),
  shown('Client.from().*().*().*().*().*().select/gives', lazy((client) => client.from('t').select().eq('a', 1).neq('b', 2).order('a').limit(1).single())),
  shown('Client.rpc/gives', lazy((client) => client.rpc('f'))),
  shown('Client.rpc().select/gives', lazy((client) => client.rpc('f').select())),
  shown('Client.rpc().*().select/gives', lazy((client) => client.rpc('f').select().eq('a', 1))),
  shown('Client.rpc().*().*().select/gives', lazy((client) => client.rpc('f').select().eq('a', 1).limit(1))),
  shown('Client.schema().from().select/gives', lazy((client) => client.schema('public').from('t').select())),
  shown('Client.schema().from().*().select/gives', lazy((client) => client.schema('public').from('t').select().eq('a', 1))),
  shown('Client.schema().from().*().*().select/gives', lazy((client) => client.schema('public').from('t').select().eq('a', 1).limit(1))),
  shown('Client.schema().from().*().*().*().select/gives', lazy((client) => client.schema('public').from('t').select().eq('a', 1).order('a').limit(1))),
  shown('Client.storage.from().upload/gives', (s) => gives.settles(() => made(s.resetting).storage.from('b').upload('a', 'text'))),
  shown('Client.functions.invoke/gives', (s) => gives.settles(() => made(s.resetting).functions.invoke('f'))),
  shown('Client.auth.*/gives', (s) => gives.settles(() => made(s.resetting).auth.signInWithPassword({ email: 'a@example.org', password: 'word' }))),
  shown('Client.auth.admin.*/gives', (s) => gives.settles(() => made(s.resetting).auth.admin.listUsers())),
  shown('Client.auth.onAuthStateChange/gives', (s) => gives.none(() => made(s.resetting).auth.onAuthStateChange(() => undefined))),
];
