import type { Value } from '../../model/facts.js';
import { flatten } from '../abstract.js';
import type { Project } from '../project.js';
import type { RequestOrigin } from './origin.js';

/** Properties of a request, or of what a framework makes of it, that hold what the client sent. */
const sent = new Set(['body', 'query', 'queries', 'params', 'param', 'headers', 'header', 'cookies', 'input', 'rawInput', 'payload', 'json', 'searchParams', 'queryStringParameters', 'multiValueQueryStringParameters', 'pathParameters', 'nextUrl', 'formData', 'text']);
/** Decorators of parameters that hold it, with those of Nest, routing-controllers, tsoa and type-graphql. */
const decorated = new Set(['Body', 'Query', 'Param', 'Headers', 'Args', 'Arg', 'MessageBody', 'QueryParam', 'QueryParams', 'BodyParam', 'PathParam', 'Params', 'HeaderParam', 'CookieParam', 'Path', 'Header', 'BodyProp', 'Queries']);
/** Entries whose handlers get what the client sent as their second parameter. */
const resolvers = new Set(['graphql-schema', 'apollo-server', 'express-graphql']);

/** Whether the client decides it: `req.body.sort`, `@Query('sort') sort`, a resolver's arguments; not `req.user.id`. */
export function isSentByClient(project: Project, { handler, at, path }: RequestOrigin): boolean {
  // `ctx.request.body`, `c.req.query('sort')`
  const from = path[0] === 'request' || path[0] === 'req' || path[0] === 'event' ? 1 : 0;
  if (path.slice(from, from + 1).some((name) => sent.has(name))) return true;
  if (resolvers.has(handler.entry.id)) return at === 1 && path.length > 0;
  return decoratorsOf(project, handler.file, handler.fn, at).some(({ name }) => decorated.has(name));
}

/** The decorators of a parameter, by name, with their arguments. */
export function decoratorsOf({ evaluator }: Project, file: string, fn: number, at: number): readonly { readonly name: string; readonly args: readonly Value[] }[] {
  return (evaluator.facts(file)?.functions[fn]?.params[at]?.decorators ?? []).flatMap((decorator) => {
    const call = decorator.is === 'call' ? evaluator.call({ file, call: decorator.call }) : undefined;
    return flatten(evaluator.evaluate(file, call?.callee ?? decorator)).flatMap((v) => {
      const last = v.is === 'library' ? v.path.at(-1) : undefined;
      return last && 'member' in last ? [{ name: last.member, args: call?.args ?? [] }] : [];
    });
  });
}

/** What a person calls it: `req.query.sort`, as far as it is known. */
export function nameOfSent(project: Project, { handler, at, path }: RequestOrigin): string {
  const facts = project.evaluator.facts(handler.file);
  const parameter = facts?.bindings.find((b) => b.kind === 'param' && b.values.some((v) => v.is === 'param' && v.fn === handler.fn && v.at === at))?.name ?? '';
  const names = path.filter((name) => name !== '*');
  return [...(parameter === '' ? [] : [parameter]), ...names].join('.') || 'the request';
}
