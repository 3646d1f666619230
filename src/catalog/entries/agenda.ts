import { defineEntry } from '../types.js';

/** Agenda: jobs are defined by name; options stand between name and function up to version 4, behind it from 5 on. */
export default defineEntry({
  id: 'agenda',
  name: 'Agenda',
  packages: ['agenda', '@hokify/agenda'],
  types: {
    Agenda: { is: ['new ()', 'new Agenda()', '()'], annotations: ['Agenda', 'default'], noun: 'agenda' },
  },
  rejections: [{ end: 'framework', source: 'agenda@6.2.6 dist/Job.js:572-600 (the job fails and says so; it comes again by its schedule only)' }],
  handlers: [{ path: 'Agenda.define', from: 1, route: 0, reach: 'worker' }],
  promises: [
    { path: 'Agenda.start|stop|drain|every|schedule|now|create|cancel|purge|close|disable|enable', source: 'https://github.com/agenda/agenda#agenda-methods' },
  ],
});
