import superagent from 'superagent';

import { limit, type Case } from './case.js';

const library = 'superagent';

export const cases: readonly Case[] = [
  { library, knob: 'none', phase: 'headers', expect: 'pending', run: async (s) => superagent.get(s.silent) },
  { library, knob: 'chain.timeout(0)', phase: 'headers', expect: 'ends', run: async (s) => superagent.get(s.silent).timeout(limit) },
  { library, knob: 'chain.timeout(0)', phase: 'drip', expect: 'ends', run: async (s) => superagent.get(s.dripping).timeout(limit) },
  { library, knob: 'chain.timeout(0): 0', phase: 'headers', expect: 'pending', run: async (s) => superagent.get(s.silent).timeout(0) },
  {
    library,
    knob: 'chain.timeout(0).deadline',
    phase: 'body',
    expect: 'ends',
    run: async (s) => superagent.get(s.stalled).timeout({ deadline: limit }),
  },
  {
    library,
    knob: 'chain.timeout(0).response',
    phase: 'headers',
    expect: 'ends',
    run: async (s) => superagent.get(s.silent).timeout({ response: limit }),
  },
  {
    library,
    knob: 'chain.timeout(0).response',
    phase: 'body',
    expect: 'pending',
    run: async (s) => superagent.get(s.stalled).timeout({ response: limit }),
  },
  { library, knob: 'client(0)', phase: 'body', expect: 'ends', run: async (s) => superagent.agent().timeout(limit).get(s.stalled) },
];
