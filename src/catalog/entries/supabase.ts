import { defineEntry } from '../types.js';

/** Queries are sent when somebody waits for them; files, functions and sign-in at once, and what fails of these stands in `error`: they do not reject. */
export default defineEntry({
  id: 'supabase',
  name: 'Supabase',
  packages: ['@supabase/supabase-js', '@supabase/ssr', '@supabase/auth-helpers-nextjs', '@supabase/postgrest-js'],
  types: {
    Client: { is: ['createClient|createServerClient|createBrowserClient|createRouteHandlerClient|createServerComponentClient()', 'new SupabaseClient()'], annotations: ['SupabaseClient'] },
  },
  promises: [
    { path: 'Client.from().select|insert|update|upsert|delete|eq|neq|gt|gte|lt|lte|like|ilike|is|in|contains|containedBy|match|not|or|filter|order|limit|range|single|maybeSingle|csv|returns|overrideTypes|throwOnError|abortSignal|textSearch|overlaps', gives: 'lazy', source: '@supabase/postgrest-js@2.109.0 dist/index.cjs:277 (then sends it)', verified: '2.109.0' },
    { path: 'Client.from().*().select|insert|update|upsert|delete|eq|neq|gt|gte|lt|lte|like|ilike|is|in|contains|containedBy|match|not|or|filter|order|limit|range|single|maybeSingle|csv|returns|overrideTypes|throwOnError|abortSignal|textSearch|overlaps', gives: 'lazy', source: '@supabase/postgrest-js@2.109.0 dist/index.cjs:277 (then sends it)', verified: '2.109.0' },
    { path: 'Client.from().*().*().select|insert|update|upsert|delete|eq|neq|gt|gte|lt|lte|like|ilike|is|in|contains|containedBy|match|not|or|filter|order|limit|range|single|maybeSingle|csv|returns|overrideTypes|throwOnError|abortSignal|textSearch|overlaps', gives: 'lazy', source: '@supabase/postgrest-js@2.109.0 dist/index.cjs:277 (then sends it)' },
    { path: 'Client.from().*().*().*().select|insert|update|upsert|delete|eq|neq|gt|gte|lt|lte|like|ilike|is|in|contains|containedBy|match|not|or|filter|order|limit|range|single|maybeSingle|csv|returns|overrideTypes|throwOnError|abortSignal|textSearch|overlaps', gives: 'lazy', source: '@supabase/postgrest-js@2.109.0 dist/index.cjs:277 (then sends it)' },
    { path: 'Client.from().*().*().*().*().select|insert|update|upsert|delete|eq|neq|gt|gte|lt|lte|like|ilike|is|in|contains|containedBy|match|not|or|filter|order|limit|range|single|maybeSingle|csv|returns|overrideTypes|throwOnError|abortSignal|textSearch|overlaps', gives: 'lazy', source: '@supabase/postgrest-js@2.109.0 dist/index.cjs:277 (then sends it)' },
    { path: 'Client.from().*().*().*().*().*().select|insert|update|upsert|delete|eq|neq|gt|gte|lt|lte|like|ilike|is|in|contains|containedBy|match|not|or|filter|order|limit|range|single|maybeSingle|csv|returns|overrideTypes|throwOnError|abortSignal|textSearch|overlaps', gives: 'lazy', source: '@supabase/postgrest-js@2.109.0 dist/index.cjs:277 (then sends it)' },
    { path: 'Client.rpc', gives: 'lazy', source: '@supabase/postgrest-js@2.109.0 dist/index.cjs:277 (then sends it)', verified: '2.109.0' },
    { path: 'Client.rpc().select|insert|update|upsert|delete|eq|neq|gt|gte|lt|lte|like|ilike|is|in|contains|containedBy|match|not|or|filter|order|limit|range|single|maybeSingle|csv|returns|overrideTypes|throwOnError|abortSignal|textSearch|overlaps', gives: 'lazy', source: '@supabase/postgrest-js@2.109.0 dist/index.cjs:277 (then sends it)' },
    { path: 'Client.rpc().*().select|insert|update|upsert|delete|eq|neq|gt|gte|lt|lte|like|ilike|is|in|contains|containedBy|match|not|or|filter|order|limit|range|single|maybeSingle|csv|returns|overrideTypes|throwOnError|abortSignal|textSearch|overlaps', gives: 'lazy', source: '@supabase/postgrest-js@2.109.0 dist/index.cjs:277 (then sends it)' },
    { path: 'Client.rpc().*().*().select|insert|update|upsert|delete|eq|neq|gt|gte|lt|lte|like|ilike|is|in|contains|containedBy|match|not|or|filter|order|limit|range|single|maybeSingle|csv|returns|overrideTypes|throwOnError|abortSignal|textSearch|overlaps', gives: 'lazy', source: '@supabase/postgrest-js@2.109.0 dist/index.cjs:277 (then sends it)' },
    { path: 'Client.schema().from().select|insert|update|upsert|delete|eq|neq|gt|gte|lt|lte|like|ilike|is|in|contains|containedBy|match|not|or|filter|order|limit|range|single|maybeSingle|csv|returns|overrideTypes|throwOnError|abortSignal|textSearch|overlaps', gives: 'lazy', source: '@supabase/postgrest-js@2.109.0 dist/index.cjs:277 (then sends it)' },
    { path: 'Client.schema().from().*().select|insert|update|upsert|delete|eq|neq|gt|gte|lt|lte|like|ilike|is|in|contains|containedBy|match|not|or|filter|order|limit|range|single|maybeSingle|csv|returns|overrideTypes|throwOnError|abortSignal|textSearch|overlaps', gives: 'lazy', source: '@supabase/postgrest-js@2.109.0 dist/index.cjs:277 (then sends it)' },
    { path: 'Client.schema().from().*().*().select|insert|update|upsert|delete|eq|neq|gt|gte|lt|lte|like|ilike|is|in|contains|containedBy|match|not|or|filter|order|limit|range|single|maybeSingle|csv|returns|overrideTypes|throwOnError|abortSignal|textSearch|overlaps', gives: 'lazy', source: '@supabase/postgrest-js@2.109.0 dist/index.cjs:277 (then sends it)' },
    { path: 'Client.schema().from().*().*().*().select|insert|update|upsert|delete|eq|neq|gt|gte|lt|lte|like|ilike|is|in|contains|containedBy|match|not|or|filter|order|limit|range|single|maybeSingle|csv|returns|overrideTypes|throwOnError|abortSignal|textSearch|overlaps', gives: 'lazy', source: '@supabase/postgrest-js@2.109.0 dist/index.cjs:277 (then sends it)' },
    { path: 'Client.storage.from().upload|download|remove|move|copy|list|createSignedUrl|createSignedUrls|update', settles: true, source: 'https://supabase.com/docs/reference/javascript/storage-from-upload' },
    { path: 'Client.functions.invoke', settles: true, source: 'https://supabase.com/docs/reference/javascript/functions-invoke' },
    { path: 'Client.auth.*', settles: true, source: 'https://supabase.com/docs/reference/javascript/auth-api' },
    { path: 'Client.auth.onAuthStateChange|startAutoRefresh', gives: 'none', source: 'https://supabase.com/docs/reference/javascript/auth-onauthstatechange' },
    { path: 'Client.auth.admin.*', settles: true, source: 'https://supabase.com/docs/reference/javascript/admin-api' },
  ],
});
