import { defineEntry } from '../types.js';

const source = 'configcat-node@11.4.1 lib/client.d.ts:13; configcat-common lib/ConfigCatClient.d.ts:26-96';

export default defineEntry({
  id: 'configcat',
  name: 'ConfigCat',
  packages: ['configcat-node'],
  types: {
    Client: { is: ['getClient()'], annotations: ['IConfigCatClient'], options: 2 },
    Snapshot: { is: ['Client.snapshot()'], annotations: ['IConfigCatClientSnapshot'] },
  },
  flags: [
    { path: 'getClient()', does: 'starts', source },
    { path: 'Client.getValueAsync|getValueDetailsAsync|getAllValuesAsync|getAllValueDetailsAsync', does: 'asks', source },
    { path: 'Snapshot.getValue|getValueDetails', does: 'asks', source },
  ],
});
