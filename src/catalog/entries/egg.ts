import { defineEntry } from '../types.js';

/**
 * Egg: methods of controllers, which a router names by strings of properties (`controller.home.index`), subscriptions and
 * the tasks of `app/schedule`. Controllers of the old form (`app => class extends app.Controller`) are not seen.
 */
export default defineEntry({
  id: 'egg',
  name: 'Egg',
  packages: ['egg', '@eggjs/core', '@eggjs/tegg'],
  types: {
    Router: { is: ['Application.router', 'Router.get|post|put|patch|delete|del|head|options|all|resources|redirect|use()'], annotations: ['Router'] },
    Application: { is: [], annotations: ['Application', 'EggAppConfig'] },
  },
  rejections: [{ end: 'framework', source: 'egg@4.0.10 (an application of koa; its schedules log what fails)' }],
  handlers: [
    { path: '#*', of: 'Controller', reach: 'request' },
    { path: '#subscribe', of: 'Subscription', reach: 'worker' },
    { path: 'Router.get|post|put|patch|delete|del|head|options|all', from: 0, route: 0, reach: 'request' },
    { path: '@HTTPMethod', reach: 'request' },
    { path: 'export task', files: '(^|/)app/schedule/.+\\.[jt]s$', reach: 'worker' },
    { path: 'export default', property: 'task', files: '(^|/)app/schedule/.+\\.[jt]s$', reach: 'worker' },
  ],
});
