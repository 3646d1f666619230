import { storeOf } from '../../catalog/stores.js';
import type { DeadlineJudgement } from '../deadline/judge.js';
import type { Project } from '../project.js';
import { statementsIn } from './statements.js';

/** What puts statements together of calls and objects, with values as parameters; text is only taken where it says so (`raw`, `literal`, `$queryRawUnsafe`). */
const builders: ReadonlySet<string> = new Set(['knex', 'kysely', 'objection', 'bookshelf', 'drizzle-orm', 'sequelize', 'sequelize-typescript', 'typeorm', '@prisma/client', '@mikro-orm/core', '@mikro-orm/postgresql', '@mikro-orm/mysql', '@nestjs/typeorm', '@nestjs/sequelize']);

/** A query of a service all of whose queries are put together by a builder: no driver is asked by itself, and no statement is given as text. */
export function builtOnly(project: Project): DeadlineJudgement | undefined {
  const asked = project.deadlines.filter(({ at, outbound }) => !project.isScript(at.file) && outbound.reading.entry.packages.some((name) => storeOf(name) === 'relational'));
  if (asked.length === 0 || !asked.every(({ outbound }) => outbound.reading.entry.packages.some((name) => builders.has(name)))) return undefined;
  const files = [...project.evaluator.sources.files.keys()].filter((file) => !project.isScript(file));
  return files.some((file) => statementsIn(project, file).length > 0) ? undefined : asked[0];
}
