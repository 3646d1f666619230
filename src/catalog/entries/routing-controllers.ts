import { expressAnswers } from '../express-answers.js';
import { defineEntry } from '../types.js';

/**
 * routing-controllers: decorated methods, in classes with `@Controller` or `@JsonController`; both names exist, and a base
 * class of controllers carries neither, so the class is not asked. Middleware and interceptors are called by name.
 */
export default defineEntry({
  id: 'routing-controllers',
  name: 'routing-controllers',
  packages: ['routing-controllers'],
  rejections: [{ end: 'framework', source: 'routing-controllers@0.11.3 cjs/RoutingControllers.js:99-133, cjs/driver/express/ExpressDriver.js:64, :374' }],
  handlers: [
    { path: '@All|Delete|Get|Head|Patch|Post|Put', route: 0, reach: 'request' },
    { path: '@Method', reach: 'request' },
    { path: '#use', of: 'ExpressMiddlewareInterface', reach: 'request', answers: expressAnswers },
    { path: '#error', of: 'ExpressErrorMiddlewareInterface', reach: 'request', answers: { ...expressAnswers, response: '$2', next: '$3' } },
    { path: '#use', of: 'KoaMiddlewareInterface', reach: 'request' },
    { path: '#intercept', of: 'InterceptorInterface', reach: 'request' },
    { path: 'createExpressServer|createKoaServer', from: 0, property: 'authorizationChecker', reach: 'request' },
    { path: 'createExpressServer|createKoaServer', from: 0, property: 'currentUserChecker', reach: 'request' },
    { path: 'useExpressServer|useKoaServer', from: 1, property: 'authorizationChecker', reach: 'request' },
    { path: 'useExpressServer|useKoaServer', from: 1, property: 'currentUserChecker', reach: 'request' },
  ],
});
