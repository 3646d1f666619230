import type { Value } from '../../model/facts.js';
import type { Project } from '../project.js';
import { all, filterOfObject, type Filter } from './filter.js';

const limiting = new Set(['$limit', '$sample', '$count', '$out', '$merge']);
const keeping = new Set(['$project', '$sort', '$lookup', '$addFields', '$set', '$unset', '$unwind', '$replaceRoot', '$replaceWith', '$match', '$skip']);

/** What the stages of an aggregation leave. Groups may be few: unknown. */
export function filterOfStages(project: Project, file: string, value: Value | undefined): Filter | 'limited' {
  if (value?.is !== 'array') return { is: 'unknown' };
  const stages = value.items.map((item) => (item.is === 'object' && item.props.length === 1 ? item.props[0] : undefined));
  if (stages.some((s) => s?.key !== undefined && limiting.has(s.key))) return 'limited';
  if (stages.some((s) => s?.key === undefined || !keeping.has(s.key))) return { is: 'unknown' };
  return all(stages.flatMap((s) => (s?.key === '$match' ? [filterOfObject(project, file, s.value)] : [])));
}
