import { secretsIn } from '../../catalog/security-lookups.js';
import type { CatalogEntry, SecretModel } from '../../catalog/types.js';
import type { Value } from '../../model/facts.js';
import { flatten, type Abstract, type CallRef } from '../abstract.js';
import { leftOutIn } from '../production/left-out-calls.js';
import type { Project } from '../project.js';
import { secretValue, type SecretValue } from './secret-value.js';

/** A call that is given a secret. */
export interface GivenSecret {
  readonly ref: CallRef;
  readonly entry: CatalogEntry;
  readonly model: SecretModel;
  readonly value: SecretValue;
  /** Where it is taken from an object that is not followed, the name that it has there: `secret` of `config.server.secret`. */
  readonly under?: string;
}

/** The secrets that calls of a file are given. */
export function secretsGivenIn(project: Project, file: string): readonly GivenSecret[] {
  const calls = project.evaluator.facts(file)?.calls ?? [];
  const leftOut = leftOutIn(project.evaluator, file);
  return calls.flatMap((fact, call) => (fact.decorator || leftOut.has(call) ? [] : given(project, { file, call })));
}

function given(project: Project, ref: CallRef): readonly GivenSecret[] {
  return modelsOf(project, ref).flatMap(({ entry, model }) => {
    const values = model.at.map((at) => valuesAt(project, ref, at)).find((found) => found.length > 0);
    if (!values) return [];
    const value = secretValue(project, ref.file, values);
    const under = value.is === 'unknown' ? model.at.map((at) => memberAt(project, ref, at)).find((name) => name !== undefined) : undefined;
    return [{ ref, entry, model, value, ...(under !== undefined && { under }) }];
  }).slice(0, 1);
}

/** The last name of what is written at `arg0.secret`, also where it is the first of a list. */
function memberAt({ evaluator }: Project, ref: CallRef, at: string): string | undefined {
  const [head = '', ...path] = at.split('.');
  const argument = evaluator.call(ref)?.args[Number(head.slice('arg'.length))];
  const value = path.reduce<Value | undefined>((found, name) => (found?.is === 'object' ? found.props.find(({ key }) => key === name)?.value : undefined), argument);
  const [first, ...others] = value?.is === 'array' ? value.items : value ? [value] : [];
  return first?.is === 'member' && others.length === 0 ? first.name : undefined;
}

function modelsOf(project: Project, ref: CallRef): readonly { readonly entry: CatalogEntry; readonly model: SecretModel }[] {
  const { evaluator, catalog, versionOf, origins } = project;
  const fact = evaluator.call(ref);
  if (!fact || fact.args.length === 0) return [];
  // `app.register(jwt, { secret })`
  const isRegistration = fact.callee.is === 'member' && fact.callee.name === 'register' && fact.args.length > 1;
  const plugins = isRegistration ? flatten(evaluator.argument(ref, 0, undefined)) : [];
  const callees = flatten(evaluator.evaluate(ref.file, fact.callee)).flatMap((c): readonly Abstract[] => origins.callees(c));
  return [...callees, ...plugins].flatMap((value) => {
    if (value.is !== 'library' || !catalog.has(value.package, 'secrets')) return [];
    const version = versionOf(ref.file, value.package);
    const isPlugin = plugins.includes(value);
    return catalog.read(value, version).flatMap((reading) => secretsIn(reading, { construct: fact.construct ?? false, packageName: value.package, version }).filter(({ plugin }) => (plugin ?? false) === isPlugin).map((model) => ({ entry: reading.entry, model })));
  });
}

/** What stands at `arg0.secret`; nothing where it is certain that nothing does. */
function valuesAt({ evaluator }: Project, ref: CallRef, at: string): readonly Abstract[] {
  const [head = '', ...path] = at.split('.');
  const values = path.reduce<readonly Abstract[]>((found, name) => flatten(found).flatMap((v) => (v.is === 'object' || v.is === 'library' ? evaluator.member(v, name) : [])), evaluator.argument(ref, Number(head.slice('arg'.length)), undefined));
  return values.filter((v) => v.is !== 'absent' && v.is !== 'object' && v.is !== 'function' && !(v.is === 'literal' && typeof v.value !== 'string'));
}
