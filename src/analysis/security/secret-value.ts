import type { Value } from '../../model/facts.js';
import { flatten, pathText, type Abstract, type LibraryValue, type ParamValue } from '../abstract.js';
import { everyStep, stepsIn } from '../every-step.js';
import type { Project } from '../project.js';
import { settingsBehind } from './transformed-settings.js';

/** Where the value of a secret comes from. */
export type SecretValue =
  /** It stands in the code, also where the environment would say another: `variable`. */
  | { readonly is: 'written' | 'default'; readonly value: string; readonly variable?: string }
  | { readonly is: 'environment'; readonly variable: string }
  /** It is made anew at each start. */
  | { readonly is: 'random' }
  | { readonly is: 'unknown' };

/** Keys that everybody may have, and what stands for a key in an example. */
const open = /BEGIN (?:RSA )?(?:PUBLIC KEY|CERTIFICATE)|^<.*>$|^\$\{|^%\w+%$|^\{\{/;

/** What a secret is, of the alternatives that its expression comes to. */
export function secretValue(project: Project, file: string, values: readonly Abstract[]): SecretValue {
  const found = values.map((value) => one(project, file, value));
  // `production ? required() : 'for developing'`: which of them it is in production is not read.
  if (found.some((v) => v.is === 'written') && !found.every((v) => v.is === 'written' || v.is === 'default')) return { is: 'unknown' };
  return worst(found);
}

function worst(found: readonly SecretValue[]): SecretValue {
  return found.find((v) => v.is === 'written' || v.is === 'default') ?? found.find((v) => v.is === 'unknown') ?? found.find((v) => v.is === 'random') ?? found[0] ?? { is: 'unknown' };
}

function one(project: Project, file: string, value: Abstract): SecretValue {
  switch (value.is) {
    case 'literal': return typeof value.value === 'string' && value.value !== '' && !open.test(value.value) ? { is: 'written', value: value.value } : { is: 'unknown' };
    case 'array': return worst(value.items.map((item) => secretValue(project, value.file, project.evaluator.evaluate(value.file, item, value.env))));
    case 'library': return ofLibrary(project, value);
    case 'or': {
      const otherwise = value.then.find((v) => v.is === 'literal' && typeof v.value === 'string' && v.value !== '' && !open.test(v.value));
      const first = one(project, file, value.first);
      if (otherwise?.is !== 'literal' || typeof otherwise.value !== 'string') return first.is === 'environment' && value.then.some((v) => v.is === 'library' && isRandom(v)) ? { is: 'random' } : first;
      if (first.is === 'default' || first.is === 'written') return first;
      const variable = first.is === 'environment' ? first.variable : undefined;
      return { is: 'default', value: otherwise.value, ...(variable !== undefined && { variable }) };
    }
    case 'param': return ofCallers(project, value);
    default: return { is: 'unknown' };
  }
}

/** A helper gets it from its callers: from the environment where all of them do. What some of them write out may be no secret of production. */
function ofCallers(project: Project, { file, fn, at, path, rest }: ParamValue): SecretValue {
  const callers = path.length > 0 || rest ? [] : project.graph.callersOf({ file, fn });
  const given = callers.map((by) => project.evaluator.argument(by, at, undefined).map((value): SecretValue => (value.is === 'library' || value.is === 'or' ? one(project, by.file, value) : { is: 'unknown' })));
  const found = given.map(worst);
  const [first] = found;
  return first && found.every(({ is }) => is === 'environment' || is === 'random') ? first : { is: 'unknown' };
}

function isRandom({ path, package: name }: LibraryValue): boolean {
  return /crypto|nanoid|uuid|globalThis/.test(name) && /random|nanoid|uuid|v4|getRandomValues/i.test(`${name} ${pathText(path)}`);
}

function ofLibrary(project: Project, value: LibraryValue): SecretValue {
  const variable = value.package === 'globalThis' ? /^process\.env\.(\w+)$/.exec(pathText(value.path))?.[1] : undefined;
  if (variable !== undefined) return { is: 'environment', variable };
  if (isRandom(value)) return { is: 'random' };
  return ofSchema(project, value) ?? { is: 'unknown' };
}

/** `z.object({ JWT_SECRET: z.string().default('secret') }).parse(process.env).JWT_SECRET`, `cleanEnv(process.env, { JWT_SECRET: str({ default: 'secret' }) })` */
function ofSchema(project: Project, value: LibraryValue): SecretValue | undefined {
  const { path } = value;
  const last = path.at(-1);
  const [name, ...others] = settingsBehind(project, value) ?? (last && 'member' in last ? [last.member] : []);
  if (name === undefined || others.length > 0) return undefined;
  const { evaluator } = project;
  const readsEnvironment = path.some((step) => 'call' in step && (evaluator.call(step.call)?.args ?? []).some((a) => flatten(evaluator.evaluate(step.call.file, a, step.env)).some((v) => v.is === 'library' && v.package === 'globalThis' && pathText(v.path) === 'process.env')));
  if (!readsEnvironment) return undefined;
  for (const step of path) {
    if (!('call' in step)) continue;
    for (const argument of evaluator.call(step.call)?.args ?? []) {
      for (const shape of flatten(evaluator.evaluate(step.call.file, argument, step.env))) {
        const property = shape.is === 'object' ? shape.props.find((p) => p.key === name)?.value : undefined;
        if (shape.is === 'object' && property) return ofProperty(project, flatten(evaluator.evaluate(shape.file, property, shape.env)), name);
      }
    }
  }
  return undefined;
}

function ofProperty({ evaluator }: Project, schema: readonly Abstract[], variable: string): SecretValue {
  for (const value of schema) {
    if (value.is !== 'library') continue;
    for (const [index, step] of value.path.entries()) {
      if (!('call' in step)) continue;
      const before = value.path[index - 1];
      const [argument] = evaluator.argument(step.call, 0, step.env);
      const given = argument?.is === 'object' ? flatten(evaluator.member(argument, 'default'))[0] : before && 'member' in before && /^(?:default|catch|prefault)$/.test(before.member) ? argument : undefined;
      if (given?.is === 'literal' && typeof given.value === 'string' && given.value !== '') return { is: 'default', value: given.value, variable };
    }
  }
  return { is: 'environment', variable };
}

/** Whether some code stops the process, or throws, for want of a variable or because of its default: `if (!process.env.SECRET) throw …`. */
export function isInsistedOn(project: Project, variable: string | undefined, value: string): boolean {
  return [...project.evaluator.sources.files].some(([, facts]) => [...everyStep(facts)].some(({ step }) => {
    if (typeof step === 'number' || step.is !== 'branch') return false;
    const text = JSON.stringify(namesIn(step.test, (to) => facts.bindings[to]?.values ?? []));
    const asks = (variable !== undefined && text.includes(`"${variable}"`)) || text.includes(JSON.stringify(value));
    return asks && stepsIn(step.ways.flat()).some((s) => typeof s === 'number' ? isExit(facts.calls[s]?.callee) : s.is === 'throw');
  }));
}

function isExit(callee: Value | undefined): boolean {
  return callee?.is === 'member' && callee.of.is === 'global' && callee.of.name === 'process' && (callee.name === 'exit' || callee.name === 'abort');
}

function namesIn(test: Value, valuesOf: (to: number) => readonly Value[]): readonly Value[] {
  const named = test.is === 'ref' ? valuesOf(test.to) : test.is === 'unary' && test.of.is === 'ref' ? valuesOf(test.of.to) : test.is === 'binary' ? [test.left, test.right].flatMap((v) => (v.is === 'ref' ? valuesOf(v.to) : [])) : [];
  return [test, ...named];
}
