import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { UsageError } from '../../model/usage-error.js';
import { receiverType, type CheckerLike, type NodeLike } from './located-type.js';
import { isPromiseAt } from './promise-type.js';
import { expectsVoidAt } from './void-parameter.js';
import type { TypeOracle } from './type-oracle.js';

/**
 * Types of a whole project, from its tsconfig and whatever is installed. It costs seconds and hundreds of megabytes, so
 * the program is made when the first question comes.
 * @param root absolute; files are asked for relative to it
 * @throws {UsageError} when there is no such tsconfig: without it there are no types
 */
export async function createCheckerOracle(root: string, tsconfig: string): Promise<TypeOracle> {
  if (!existsSync(tsconfig)) throw new UsageError(`Types were asked for, and ${tsconfig} does not exist`, 'Add a tsconfig.json that takes in the sources, or scan without types.');
  const { Project } = await import('ts-morph');
  let project: InstanceType<typeof Project> | undefined;
  /** Asks about a file of the project. The port names only what the nodes and checkers of all compilers have. */
  const ask = <T>(file: string, question: (source: NodeLike, checker: CheckerLike) => T | undefined): T | undefined => {
    project ??= new Project({ tsConfigFilePath: tsconfig });
    const source = project.getSourceFile(join(root, file))?.compilerNode;
    return source && question(source, project.getTypeChecker().compilerObject);
  };
  return {
    receiverOf: (file, range) => ask(file, (source, checker) => receiverType(source, checker, range)),
    givesPromise: (file, range) => ask(file, (source, checker) => isPromiseAt(source, checker, range)),
    expectsVoid: (file, range) => ask(file, (source, checker) => expectsVoidAt(source, checker, range)),
  };
}
