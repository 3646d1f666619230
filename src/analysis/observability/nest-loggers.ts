import type { Value } from '../../model/facts.js';
import { flatten, madeBy, pathText, type Abstract, type CallRef } from '../abstract.js';
import { settingOf } from '../clients/setting.js';
import type { Project } from '../project.js';
import type { GivenLogger } from './given-logger.js';
import type { Writing } from './writing.js';

const makers = ['create', 'createMicroservice'];

/**
 * What each application of Nest writes: as `useLogger` says, else its option `logger`, else lines with colours
 * (https://docs.nestjs.com/techniques/logger; `json: true` of ConsoleLogger since 11).
 */
export function nestLoggers(project: Project): readonly GivenLogger[] {
  const { resolver } = project.evaluator.sources;
  const set = (project.calledNames.get('useLogger') ?? []).filter((ref) => !project.isScript(ref.file) && project.evaluator.call(ref)?.args.length === 1);
  return makers.flatMap((name) => project.calledNames.get(name) ?? []).filter((ref) => !project.isScript(ref.file) && isFactory(project, ref)).map((at): GivenLogger => {
    const near = set.filter((ref) => ref.file === at.file);
    const given = near.length > 0 ? near : set.filter((ref) => resolver.folderOf(ref.file) === resolver.folderOf(at.file));
    const values = given.flatMap((ref) => givenValues(project, ref.file, project.evaluator.call(ref)?.args[0]));
    return { at, package: '@nestjs/common', writes: given.length > 0 ? joined(values.map((v) => writingOfValue(project, v))) : byOption(project, at) };
  });
}

function isFactory({ evaluator }: Project, { file, call }: CallRef): boolean {
  const callee = evaluator.call({ file, call })?.callee;
  return callee !== undefined && flatten(evaluator.evaluate(file, callee)).some((v) => v.is === 'library' && v.package === '@nestjs/core' && /^NestFactory\.create/.test(pathText(v.path)));
}

/** `app.useLogger(app.get(Logger))` gives what stands for the class. */
function givenValues(project: Project, file: string, value: Value | undefined): readonly Abstract[] {
  const { evaluator } = project;
  if (value === undefined) return [];
  if (value.is === 'await') return givenValues(project, file, value.of);
  const fact = value.is === 'call' ? evaluator.facts(file)?.calls[value.call] : undefined;
  const isAsked = fact?.callee.is === 'member' && (fact.callee.name === 'get' || fact.callee.name === 'resolve');
  return flatten(evaluator.evaluate(file, (isAsked ? fact.args[0] : undefined) ?? value));
}

/** The last argument that is no module and no adapter. */
function byOption(project: Project, at: CallRef): Writing {
  const count = project.evaluator.call(at)?.args.length ?? 0;
  if (count < 2) return 'text';
  const options = settingOf(project, at, `arg${String(count - 1)}`);
  if (options.every((v) => v.is === 'library' || v.is === 'instance')) return 'text';
  const found = settingOf(project, at, `arg${String(count - 1)}.logger`);
  if (found.length === 0 || options.some((v) => v.is !== 'object')) return 'unknown';
  return joined(found.map((v) => writingOfValue(project, v)));
}

function writingOfValue(project: Project, value: Abstract): Writing {
  // Levels leave the logger what it is.
  if (value.is === 'absent' || value.is === 'array') return 'text';
  if (value.is !== 'library') return 'unknown';
  if (value.package === '@nestjs/common') return /^new (?:ConsoleLogger|Logger)\(\)$/.test(pathText(value.path)) ? ofConsoleLogger(project, value) : 'unknown';
  const models = project.catalog.entriesFor(value.package, undefined).flatMap(({ loggers = [] }) => loggers.filter((l) => !l.inHandlers));
  return models.length > 0 && models.every(({ writes }) => writes === 'records') ? 'records' : 'unknown';
}

/** `new ConsoleLogger({ json: true })` */
function ofConsoleLogger(project: Project, value: Extract<Abstract, { is: 'library' }>): Writing {
  const made = madeBy(value);
  const json = made ? settingOf(project, made, 'arg0.json') : [];
  if (json.length === 0 || json.every((v) => v.is === 'absent' || (v.is === 'literal' && v.value !== true))) return 'text';
  return json.some((v) => v.is === 'literal' && v.value === true) ? 'records' : 'unknown';
}

function joined(writings: readonly Writing[]): Writing {
  if (writings.includes('records')) return 'records';
  return writings.length === 0 || writings.includes('unknown') ? 'unknown' : 'text';
}
