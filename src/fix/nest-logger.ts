import semver from 'semver';
import type { CallRef } from '../analysis/abstract.js';
import type { Project } from '../analysis/project.js';
import type { Fix } from '../model/evidence.js';
import { callNode, setArgument, setProperty } from './add-property.js';
import { draftOf } from './draft.js';

/** Lets the logger of Nest write records, which its ConsoleLogger does from 11 on: https://docs.nestjs.com/techniques/logger#json-logging */
export function logRecords(project: Project, create: CallRef): readonly Fix[] {
  const version = project.versionOf(create.file, '@nestjs/common');
  const draft = version !== undefined && semver.gte(version, '11.0.0') ? draftOf(project, create.file) : undefined;
  const call = draft && callNode(project, draft, create);
  if (!draft || !call || (call.arguments?.length ?? 0) === 0) return [];
  const { ts, tree } = draft.source;
  const args = call.arguments ?? [];
  const last = args.at(-1);
  const options = last && ts.isObjectLiteralExpression(last) ? last : undefined;
  const own = options?.properties.find((p) => p.name?.getText(tree) === 'logger');
  const levels = own && ts.isPropertyAssignment(own) && ts.isArrayLiteralExpression(own.initializer) ? own.initializer.getText(tree) : undefined;
  if (own && levels === undefined) return [];
  const logger = `new ${draft.import({ from: '@nestjs/common', name: 'ConsoleLogger' })}({ json: true${levels === undefined ? '' : `, logLevels: ${levels}`} })`;
  const isSet = options ? setProperty(draft, options, 'logger', logger) : setArgument(draft, call, args.length, { logger });
  return isSet ? draft.fix('Let its logger write JSON') : [];
}
