import { defineEntry } from '../types.js';

/** Mail over the API of Resend or Postmark. */
export default defineEntry({
  id: 'resend',
  name: 'Resend',
  packages: ['resend'],
  types: { Resend: { is: ['new Resend()'], annotations: ['Resend'] } },
  costs: [{ path: 'Resend.emails.send|create', is: 'mail', source: 'https://resend.com/docs/send-with-nodejs' }],
});
