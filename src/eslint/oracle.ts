import type { TypeOracle } from '../analysis/oracle/type-oracle.js';
import { isPromiseAt } from '../analysis/oracle/promise-type.js';
import { expectsVoidAt } from '../analysis/oracle/void-parameter.js';
import { receiverType, type CheckerLike, type NodeLike } from '../analysis/oracle/located-type.js';

/** What typescript-eslint's parser leaves for rules; other parsers leave an empty object. */
export interface ParserServices {
  readonly program?: { getTypeChecker(): CheckerLike } | null;
  readonly esTreeNodeToTSNodeMap?: { get(node: object): NodeLike | undefined };
}

/** The user's own type checker, where the parser was asked for types. */
export function parserOracle(services: ParserServices | undefined, ast: object): TypeOracle | undefined {
  const { program, esTreeNodeToTSNodeMap } = services ?? {};
  if (!program || !esTreeNodeToTSNodeMap) return undefined;
  const source = (): NodeLike | undefined => esTreeNodeToTSNodeMap.get(ast);
  return {
    receiverOf(_file, range) {
      const root = source();
      return root && receiverType(root, program.getTypeChecker(), range);
    },
    givesPromise(_file, range) {
      const root = source();
      return root && isPromiseAt(root, program.getTypeChecker(), range);
    },
    expectsVoid(_file, range) {
      const root = source();
      return root && expectsVoidAt(root, program.getTypeChecker(), range);
    },
  };
}
