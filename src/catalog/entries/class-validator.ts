import { defineEntry } from '../types.js';

/** `validate` gives what is wrong as a list. `validateOrReject`, which rejects with it, is for those who catch. */
export default defineEntry({
  id: 'class-validator',
  name: 'class-validator',
  packages: ['class-validator'],
  types: { Validator: { is: ['new Validator()'], annotations: ['Validator'] } },
  promises: ['validate', 'Validator.validate'].map((path) => ({ path, settles: true as const, source: 'class-validator@0.14.2 cjs/validation/Validator.js:12-14 (unless a validator of the project rejects)' })),
});
