import { defineEntry } from '../types.js';

const phases = ['connect', 'headers', 'body'] as const;

/**
 * firebase-admin: messages and accounts. Both have a fixed time per attempt, of the idle socket, and up to five attempts; no option
 * changes it. Firestore and Storage are Google Cloud's own clients behind it, and the realtime database waits offline by design.
 */
export default defineEntry({
  id: 'firebase-admin',
  name: 'firebase-admin',
  packages: ['firebase-admin', 'firebase-admin/messaging', 'firebase-admin/auth'],
  types: {
    App: { is: ['initializeApp()', 'app()'] },
    Messaging: { is: ['messaging()', 'App.messaging()', 'getMessaging()'], annotations: ['Messaging'], noun: 'client' },
    Auth: { is: ['auth()', 'App.auth()', 'getAuth()'], annotations: ['Auth'], noun: 'client' },
  },
  calls: [
    {
      path: 'Messaging.send|sendEach|sendEachForMulticast|sendMulticast|sendAll|sendToTopic|sendToDevice|subscribeToTopic|unsubscribeFromTopic',
      kind: 'outbound',
      does: 'message',
      knobs: ['messagingTimeout'],
      phases,
    },
    {
      path: [
        'Auth.getUser|getUsers|getUserByEmail|getUserByPhoneNumber|listUsers|createUser|updateUser|deleteUser|deleteUsers|setCustomUserClaims',
        'revokeRefreshTokens|importUsers|createSessionCookie|generatePasswordResetLink|generateEmailVerificationLink|generateSignInWithEmailLink',
      ].join('|'),
      kind: 'outbound',
      does: 'request',
      knobs: ['authTimeout'],
      phases,
    },
  ],
  knobs: {
    messagingTimeout: {
      at: [],
      unit: 'ms',
      default: 15_000,
      covers: phases,
      source: 'firebase-admin@13.10.0 lib/messaging/messaging-api-request-internal.js:25, :57',
    },
    authTimeout: {
      at: [],
      unit: 'ms',
      default: 25_000,
      covers: phases,
      source: 'firebase-admin@13.10.0 lib/auth/auth-api-request.js:38, :1609',
    },
  },
});
