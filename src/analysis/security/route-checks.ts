import type { Value } from '../../model/facts.js';
import { flatten } from '../abstract.js';
import { calleeName } from '../names.js';
import type { Project } from '../project.js';
import type { RequestOrigin } from './origin.js';
import { decoratorsOf } from './sent-by-client.js';

/** Decorators of members that say nothing of what stands in a text. */
const harmless = /^(?:IsString|IsOptional|IsNotEmpty|IsDefined|MinLength|MaxLength|Length|Api\w*|Expose|Trim|Transform|Type|Field|Column)$/;

/** Whether something checks a part of a request before its handler gets it: a pipe, the class of a parameter, a schema or a middleware beside it. What it lets through is not read. */
export function isCheckedOnTheWay(project: Project, origin: RequestOrigin): boolean {
  return hasPipe(project, origin) || isOfCheckedClass(project, origin) || isCheckedBeside(project, origin);
}

/** `@Param('id', ParseIntPipe) id`, `@Query(new ValidationPipe()) query` */
function hasPipe(project: Project, { handler, at }: RequestOrigin): boolean {
  return decoratorsOf(project, handler.file, handler.fn, at).some(({ args }) => args.some((a) => a.is !== 'literal'));
}

/** A class whose member says more than that it is a text. */
function isOfCheckedClass(project: Project, { handler, at, path }: RequestOrigin): boolean {
  const { evaluator } = project;
  const type = evaluator.facts(handler.file)?.functions[handler.fn]?.params[at]?.type;
  return (type ? flatten(evaluator.evaluate(handler.file, type)) : []).some((v) => {
    if (v.is !== 'class' && v.is !== 'instance') return false;
    const member = evaluator.facts(v.file)?.classes[v.cls]?.members.find((m) => m.name === path[0]);
    if (member?.number) return true;
    return member?.decorators.some((d) => !harmless.test(decoratorName(project, v.file, d))) === true;
  });
}

function decoratorName(project: Project, file: string, decorator: Value): string {
  const callee = decorator.is === 'call' ? project.evaluator.call({ file, call: decorator.call })?.callee : decorator;
  const [value] = callee ? flatten(project.evaluator.evaluate(file, callee)) : [];
  const last = value?.is === 'library' ? value.path.at(-1) : undefined;
  return last && 'member' in last ? last.member : '';
}

/** `app.get(path, validate(schema), handler)`, `{ schema: { querystring } }`, `procedure.input(schema).query(handler)` */
function isCheckedBeside(project: Project, { handler, path }: RequestOrigin): boolean {
  if (path[0] === 'input' || path[0] === 'rawInput') return true;
  const at = handler.registered;
  const facts = at && project.evaluator.facts(at.call.file);
  const fact = at && facts?.calls[at.call.call];
  if (!fact) return false;
  const { file } = at.call;
  return fact.args.some((argument) => {
    if (argument.is === 'object') return argument.props.some(({ key, spread }) => spread !== undefined || key === 'schema' || key === 'validate' || key === 'validation');
    const name = argument.is === 'call' ? calleeName(facts, argument.call) : argument.is === 'ref' ? (facts.bindings[argument.to]?.name ?? '') : argument.is === 'member' ? argument.name : '';
    if (/valid|schema|sanit|check|parse|celebrate|assert/i.test(name)) return true;
    return flatten(project.evaluator.evaluate(file, argument)).some((v) => (v.is === 'library' && /valid|celebrate|joi|zod|schema/i.test(v.package)) || (v.is === 'object' && v.props.some(({ key }) => key === 'schema' || key === 'validate')));
  });
}
