import { defineEntry } from '../types.js';

/** https://nextjs.org/docs/pages/building-your-application/routing/api-routes#response-helpers */
const answers = { response: '$1', by: ['send', 'json', 'end', 'redirect'] } as const;

const methods = 'GET|HEAD|POST|PUT|DELETE|PATCH|OPTIONS';
const ending = '[cm]?[jt]sx?$';

/**
 * Next.js finds its handlers by their files: route files and pages of `app/`, `pages/api/`, and middleware (`proxy` since
 * 16). Pages and layouts of `app/` are server components that render for each request, unless they say `use client`.
 * `getStaticProps` runs at build time and again in the background. Server actions are what a `use server` file exports.
 * Only route handlers and middleware get a web request with its signal.
 */
export default defineEntry({
  id: 'next',
  name: 'Next.js',
  packages: ['next'],
  crashListeners: [{ events: ['unhandledRejection', 'uncaughtException'], versions: '>=13.5', source: 'next@15.5.21 dist/server/lib/router-server.js:566-567 (they print); the same in 13.5.6, 14.2.5 and 16.0.0' }],
  rejections: [{ end: 'framework', source: 'https://nextjs.org/docs/app/getting-started/error-handling', verified: '15' }],
  handlers: [
    { path: `export ${methods}`, files: `(^|/)app/(.+/)?route\\.${ending}`, needs: 'next', reach: 'request', signal: '$0.signal' },
    { path: 'export middleware|proxy|default', files: `^(.+/)?(middleware|proxy)\\.${ending}`, needs: 'next', reach: 'request', signal: '$0.signal' },
    { path: 'export default', files: `(^|/)pages/api/.+\\.${ending}`, needs: 'next', reach: 'request', answers },
    { path: 'export getServerSideProps', files: `(^|/)pages/(?!api/).+\\.${ending}`, needs: 'next', reach: 'request' },
    { path: 'export getStaticProps|getStaticPaths', files: `(^|/)pages/(?!api/).+\\.${ending}`, needs: 'next', reach: 'worker' },
    {
      path: 'export default|generateMetadata|generateViewport',
      files: `(^|/)app/(.+/)?(page|layout|template|default|not-found)\\.${ending}`,
      needs: 'next',
      reach: 'request',
    },
    {
      path: 'export default',
      files: `(^|/)app/(.+/)?(sitemap|robots|manifest|icon|apple-icon|opengraph-image|twitter-image)\\.${ending}`,
      needs: 'next',
      reach: 'request',
    },
    { path: 'export onRequestError', files: `^(.+/)?instrumentation\\.${ending}`, needs: 'next', reach: 'request' },
    { path: 'export *', directive: 'use server', needs: 'next', reach: 'request' },
  ],
});
