/** Packages whose calls check what they are given against a schema, by their own descriptions. */
const validating: ReadonlySet<string> = new Set([
  'zod', 'zod/v3', 'zod/v4', 'zod/mini', 'zod/v4-mini', 'joi', '@hapi/joi', 'yup', 'ajv', 'valibot', 'superstruct', 'arktype', '@sinclair/typebox', '@sinclair/typebox/value', '@sinclair/typebox/compiler', 'typebox', 'io-ts', 'runtypes', 'effect', '@effect/schema', 'ow',
  'class-validator', 'class-transformer-validator', 'vine', '@vinejs/vine', 'fastest-validator', 'validate.js', 'jsonschema', 'is-my-json-valid', 'z-schema', '@cfworker/json-schema', 'nestjs-zod', 'decoders', 'computed-types', 'typia', 'myzod', 'zod-express-middleware', 'zod-express',
]);

/** Packages that make middleware, or a hook of a framework, which checks requests. */
const middleware: ReadonlySet<string> = new Set([
  'celebrate', 'express-validator', 'express-validation', 'express-joi-validation', 'express-zod-api', 'express-json-validator-middleware', 'express-openapi-validator', 'express-zod-safe', 'zod-express-middleware', 'koa-joi-router', 'koa-zod-router', 'koa-parameter', 'koa-bouncer', 'openapi-backend', 'swagger-tools',
  '@hono/zod-validator', '@hono/valibot-validator', '@hono/typebox-validator', '@hono/arktype-validator', '@hono/standard-validator', '@hono/zod-openapi', 'hono/validator', 'hono-openapi', '@middy/validator', 'next-safe-action', 'zsa', 'next-zod-route', 'h3-zod', 'hapi-auth-jwt2', 'fastify-type-provider-zod', '@adonisjs/core', '@ts-rest/express', '@ts-rest/fastify', '@ts-rest/nest',
]);

/** Whether what a package exports checks values, or requests. */
export function isValidator(packageName: string): boolean {
  return validating.has(packageName) || isValidatingMiddleware(packageName);
}

/** Whether what a package makes stands in front of handlers and checks requests. */
export function isValidatingMiddleware(packageName: string): boolean {
  return middleware.has(packageName);
}
