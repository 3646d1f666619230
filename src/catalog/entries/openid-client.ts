import { defineEntry } from '../types.js';

const phases = ['connect', 'headers', 'body', 'total'] as const;
const call = { kind: 'outbound', does: 'request to the identity provider', knobs: ['timeout'], phases } as const;

/** openid-client since version 6, which is functions over fetch. Every request ends after 30 s, its body included, or after the `timeout` of the configuration; 0 is no time. */
export default defineEntry({
  id: 'openid-client',
  name: 'openid-client',
  packages: ['openid-client'],
  versions: '>=6',
  types: {
    Config: {
      is: ['discovery|dynamicClientRegistration()', 'new Configuration()'],
      annotations: ['Configuration'],
      noun: 'configuration',
    },
  },
  calls: [
    { ...call, path: 'discovery|dynamicClientRegistration', options: [4, 2, 3], knobs: ['discoveryTimeout'] },
    ...['authorizationCodeGrant|refreshTokenGrant|clientCredentialsGrant|genericGrantRequest|fetchUserInfo|fetchProtectedResource|tokenIntrospection|tokenRevocation|initiateDeviceAuthorization|buildAuthorizationUrlWithPAR'].map((path) => ({ ...call, path, client: { argument: 0, type: 'Config' } }) as const),
  ],
  knobs: {
    discoveryTimeout: {
      at: ['call.timeout'],
      unit: 's',
      default: 30,
      covers: phases,
      source: 'openid-client@6.8.9 build/index.js:201-212',
      verified: '6.8.9',
    },
    timeout: {
      at: ['set.timeout'],
      unit: 's',
      default: 30,
      covers: phases,
      source: 'openid-client@6.8.9 build/index.js:504, :520, :713',
    },
  },
});
