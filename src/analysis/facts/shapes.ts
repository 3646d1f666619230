import { ts } from '../../ts.js';
import type { MemberFact, Value } from '../../model/facts.js';
import type { Draft, FactsDraft } from './draft.js';
import { annotation, declaredResult, typeValue } from './type-value.js';
import { propertyName } from './values.js';

/** An interface becomes a class without values: its implementers are found by `implements`. */
export function interfaceValue(draft: FactsDraft, node: ts.InterfaceDeclaration): Value {
  const bases = (node.heritageClauses ?? []).flatMap((clause) => clause.types.map((t) => typeValue(draft, t))).filter((t) => t !== undefined);
  return shape(draft, node.name, node.name.text, node.members, bases);
}

/** The named type that a type comes down to, or the shape that it writes out: `{ app: Express }`, `Deps & { app: Express }`. */
export function shapeValue(draft: FactsDraft, node: ts.TypeNode, name?: ts.Identifier): Value | undefined {
  if (ts.isParenthesizedTypeNode(node)) return shapeValue(draft, node.type, name);
  const parts = ts.isIntersectionTypeNode(node) ? node.types : [node];
  const literals = parts.flatMap((part) => (ts.isTypeLiteralNode(part) ? [part] : []));
  if (literals.length === 0 && parts.length === 1) return typeValue(draft, node);
  const bases = parts.filter((part) => !ts.isTypeLiteralNode(part)).map((part) => typeValue(draft, part)).filter((t) => t !== undefined);
  return shape(draft, name ?? node, name?.text ?? '', literals.flatMap((literal) => [...literal.members]), bases);
}

function shape(draft: FactsDraft, at: ts.Node, name: string, signatures: readonly ts.TypeElement[], bases: readonly Value[]): Value {
  const members = signatures.flatMap((signature) => memberOf(draft, signature) ?? []);
  draft.classes.push({ name, interface: true, range: draft.range(at), implements: [...bases], ctor: -1, members, decorators: [] });
  draft.members.push(members);
  return { is: 'class', cls: draft.classes.length - 1 };
}

function memberOf(draft: FactsDraft, node: ts.TypeElement): Draft<MemberFact> | undefined {
  if (!ts.isPropertySignature(node) && !ts.isMethodSignature(node)) return undefined;
  const name = propertyName(draft, node.name);
  const kind = ts.isMethodSignature(node) ? 'method' : 'field';
  return name === undefined ? undefined : { ...declared(draft, node), name, kind, values: [], decorators: [], range: draft.range(node.name) };
}

function declared(draft: FactsDraft, node: ts.PropertySignature | ts.MethodSignature): Partial<MemberFact> {
  if (ts.isMethodSignature(node)) return declaredResult(node.type);
  if (!node.type) return {};
  const type = shapeValue(draft, node.type);
  return { ...annotation(draft, node.type), ...(type && { type }) };
}

/** A value, or a class, that has the name of a type is the value. */
export function removeInterfaces(draft: FactsDraft, values: Value[]): void {
  const others = values.filter((v) => v.is !== 'class' || !draft.classes[v.cls]?.interface);
  values.splice(0, values.length, ...others);
}
