import { flatten, type Abstract, type CallRef } from '../abstract.js';
import type { Project } from '../project.js';

/**
 * What the factory of an asynchronous module of Nest says of a setting, such as `limits.fileSize`: `forRootAsync({ useFactory: (config) => ({ … }) })`. `unknown` where
 * there is no factory, or what it gives is not followed.
 */
export function factorySetting(project: Project, ref: CallRef, place: string): 'set' | 'missing' | 'unknown' {
  const settings = settingsOf(project, ref);
  if (settings.length === 0 || settings.some(({ is }) => is !== 'object')) return 'unknown';
  const values = place.split('.').reduce<readonly Abstract[]>((found, name) => flatten(found.flatMap((v): readonly Abstract[] => (v.is === 'object' ? project.evaluator.member(v, name) : [{ is: 'absent' }]))), settings);
  const isMissing = (v: Abstract): boolean => v.is === 'absent' || (v.is === 'literal' && (v.value === undefined || v.value === null));
  return values.length > 0 && values.every((v) => !isMissing(v)) ? 'set' : values.some(isMissing) ? 'missing' : 'unknown';
}

function settingsOf({ evaluator }: Project, ref: CallRef): readonly Abstract[] {
  const factories = flatten(evaluator.argument(ref, 0, undefined)).flatMap((v) => (v.is === 'object' ? flatten(evaluator.member(v, 'useFactory')) : []));
  return factories.flatMap((v) => (v.is === 'function' ? flatten((evaluator.facts(v.file)?.functions[v.fn]?.returns ?? []).flatMap((value) => evaluator.evaluate(v.file, value, v.env))) : []));
}
