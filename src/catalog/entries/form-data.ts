import { defineEntry } from '../types.js';

/** form-data passes the errors of its parts on. */
export default defineEntry({
  id: 'form-data',
  name: 'form-data',
  packages: ['form-data'],
  types: {
    Form: { is: ['new ()'], annotations: ['default', 'FormData'] },
  },
  hearers: [{ path: 'Form.append', hears: 'receiver', source: 'form-data@4.0.6 lib/form_data.js (by combined-stream), measured' }],
});
