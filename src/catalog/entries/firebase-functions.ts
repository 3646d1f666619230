import { expressAnswers } from '../express-answers.js';
import { defineEntry } from '../types.js';

const documents = 'onDocumentCreated|onDocumentUpdated|onDocumentDeleted|onDocumentWritten';
const references = 'onValueCreated|onValueUpdated|onValueDeleted|onValueWritten';
const events = `${documents}|${documents.replace(/\|/g, 'WithAuthContext|')}WithAuthContext|${references}|onMessagePublished|onSchedule|onTaskDispatched|onCustomEventPublished`;
const files = 'onObjectFinalized|onObjectDeleted|onObjectArchived|onObjectMetadataUpdated';

/** https://firebase.google.com/docs/functions/http-events: Express's response, and nothing after it. */
const answers = { response: expressAnswers.response, by: expressAnswers.by } as const;

/** Cloud Functions for Firebase: the second generation's functions by name, the first's behind a builder. */
export default defineEntry({
  id: 'firebase-functions',
  name: 'Firebase Functions',
  packages: ['firebase-functions', 'firebase-functions/v1', 'firebase-functions/v2', 'firebase-functions/v2/*', 'firebase-functions/https', 'firebase-functions/firestore', 'firebase-functions/scheduler'],
  types: {
    Functions: { is: ['', 'Functions.runWith|region()'] },
    Schedule: { is: ['Functions.pubsub.schedule()', 'Schedule.timeZone|retryConfig()'] },
  },
  rejections: [{ end: 'framework', source: 'https://firebase.google.com/docs/functions/retries (the run fails; it comes again where retries are switched on)' }],
  handlers: [
    // The functions framework runs these, in the version that the platform has.
    { path: 'Functions.onRequest', from: 0, reach: 'request', rejections: [], answers },
    { path: 'Functions.https.onRequest', from: 0, reach: 'request', rejections: [], answers },
    { path: 'Functions.onCall|onCallGenkit', from: 0, reach: 'request' },
    { path: 'Functions.https.onCall', from: 0, reach: 'request' },
    { path: 'Functions.beforeUserCreated|beforeUserSignedIn', from: 0, reach: 'request' },
    { path: `Functions.${events}|${files}`, from: 0, reach: 'worker' },
    { path: `Functions.*.${events}|${files}`, from: 0, reach: 'worker' },
    { path: 'Functions.firestore.document().onCreate|onUpdate|onDelete|onWrite', from: 0, reach: 'worker' },
    { path: 'Functions.database.ref().onCreate|onUpdate|onDelete|onWrite', from: 0, reach: 'worker' },
    { path: 'Functions.auth.user().onCreate|onDelete', from: 0, reach: 'worker' },
    { path: 'Functions.storage.object().onFinalize|onDelete|onArchive|onMetadataUpdate', from: 0, reach: 'worker' },
    { path: 'Functions.pubsub.topic().onPublish', from: 0, reach: 'worker' },
    { path: 'Functions.tasks.taskQueue().onDispatch', from: 0, reach: 'worker' },
    { path: 'Schedule.onRun', from: 0, reach: 'worker' },
  ],
});
