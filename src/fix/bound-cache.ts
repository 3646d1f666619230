import type { ts as Ts } from '../ts.js';
import type { Collection } from '../analysis/lifetimes/collection.js';
import type { WeakDeparture } from '../analysis/lifetimes/growth.js';
import type { LibraryCache } from '../analysis/lifetimes/library-caches.js';
import type { Project } from '../analysis/project.js';
import type { Fix } from '../model/evidence.js';
import { callNode, setArgument } from './add-property.js';
import { draftOf, type Draft } from './draft.js';
import { brought } from './packages.js';
import { isTyped } from './typed-file.js';

/** As many entries as a cache keeps. */
const mostEntries = 1000;
/** For how long an entry is kept that waits to be asked for, in minutes. */
const longestWait = 10;

/** What a Map and an LRUCache have in common, in names and results. */
const shared = new Set(['get', 'set', 'has', 'delete', 'clear', 'size', 'forEach', 'keys', 'values', 'entries']);

/** Entries that hold something open are more than a memory of it: when one is dropped, nobody closes that. */
const alive = /Socket|Server|Client|Connection|Timeout|Timer|Controller|Response|Request|Subscription|Worker|Emitter|Stream|Session|Queue|Lock|Mutex|undefined|null|void|unknown/;

/** Whether values of a type hold something open, by its name. */
export function isAlive(type: string): boolean {
  return alive.test(type);
}

/**
 * Makes an LRUCache of a Map of which entries may be dropped: what is looked up where it is added. Empty where the Map is seen from elsewhere, or has
 * entries that somebody must close.
 */
export function boundMap(project: Project, { kind, file, range }: Collection, left: WeakDeparture | undefined): readonly Fix[] {
  const draft = kind === 'Map' ? draftOf(project, file) : undefined;
  const declared = draft && declarationOf(draft, range);
  const renewed = draft && declared ? renewalsOf(draft, declared) : undefined;
  if (!draft || !declared || !renewed) return [];
  const { made, name } = declared;
  const { tree } = draft.source;
  const lru = brought(project, draft, 'lru');
  if (!lru) return [];
  // A Map without types is one of anything to anything.
  const types = made.typeArguments ? draft.text([made.expression.end, made.arguments?.pos ?? made.end]).replace(/\($/, '') : declared.type || !isTyped(file) ? '' : '<any, any>';
  draft.replace([made.expression.getStart(tree), made.end], `${lru.local}${types}(${lruOptions(left)})`);
  for (const renewal of renewed) draft.replace([renewal.getStart(tree), renewal.end], `${renewal.left.getText(tree)}.clear()`);
  const annotation = declared.type;
  if (annotation) draft.replace([annotation.typeName.getStart(tree), annotation.typeName.end], lru.local);
  return draft.fix(titleOfLru(name, left), { installs: lru.installs });
}

/** What an LRUCache is made with: entries that wait to be asked for leave after a time. */
export function lruOptions(left: WeakDeparture | undefined): string {
  return `{ max: ${String(mostEntries)}${left?.as === 'asked' ? `, ttl: ${String(longestWait)} * 60 * 1000` : ''} }`;
}

export function titleOfLru(name: string, left: WeakDeparture | undefined): string {
  return `Keep the ${String(mostEntries)} entries of ${name} that were used last${left?.as === 'asked' ? `, for ${String(longestWait)} minutes` : ''}`;
}

/** Sets the most entries of a library's cache, where it has such an option. */
export function boundLibraryCache(project: Project, { ref, model, name }: LibraryCache): readonly Fix[] {
  const place = model.bounds.map(({ at }) => /^arg(\d)\.(max|maxSize)$/.exec(at)).find((found) => found !== null);
  const draft = place && draftOf(project, ref.file);
  const call = draft && callNode(project, draft, ref);
  if (!call || place[1] === undefined || place[2] === undefined || !setArgument(draft, call, Number(place[1]), { [place[2]]: String(mostEntries) })) return [];
  return draft.fix(`Keep ${String(mostEntries)} entries of ${name} at most`);
}

interface Declared {
  readonly name: string;
  readonly made: Ts.NewExpression;
  /** The type that is written beside the name: `Map<string, Price>`. */
  readonly type: Ts.TypeReferenceNode | undefined;
  readonly isField: boolean;
}

/** `const name = new Map<…>()`, `private name = new Map()`, `this.name = new Map()` in a constructor of JavaScript. */
function declarationOf(draft: Draft, range: Collection['range']): Declared | undefined {
  const { ts } = draft.source;
  const node = draft.nodeAt(range);
  const owner = ts.isIdentifier(node) || ts.isPrivateIdentifier(node) ? node.parent : node;
  if (ts.isVariableDeclaration(owner) && ts.isIdentifier(owner.name)) {
    const isShown = ts.isVariableStatement(owner.parent.parent) && owner.parent.parent.modifiers?.some((m) => m.kind === ts.SyntaxKind.ExportKeyword) === true;
    return isShown ? undefined : declared(draft, owner.name.text, owner.initializer, owner.type, false);
  }
  if (ts.isPropertyDeclaration(owner) && (ts.isPrivateIdentifier(owner.name) || owner.modifiers?.some((m) => m.kind === ts.SyntaxKind.PrivateKeyword) === true)) {
    return declared(draft, owner.name.getText(draft.source.tree), owner.initializer, owner.type, true);
  }
  const target = ts.isPropertyAccessExpression(owner) ? owner : undefined;
  if (target && /\.[cm]?js$/.test(draft.file) && ts.isBinaryExpression(target.parent) && target.parent.left === target) return declared(draft, target.name.text, target.parent.right, undefined, true);
  return undefined;
}

function declared({ source: { ts, tree } }: Draft, name: string, made: Ts.Expression | undefined, type: Ts.TypeNode | undefined, isField: boolean): Declared | undefined {
  if (!made || !ts.isNewExpression(made) || made.expression.getText(tree) !== 'Map' || (made.arguments?.length ?? 0) > 0) return undefined;
  if (type && (!ts.isTypeReferenceNode(type) || type.typeName.getText(tree) !== 'Map')) return undefined;
  const types = type && ts.isTypeReferenceNode(type) ? type : undefined;
  const value = (made.typeArguments ?? types?.typeArguments)?.[1];
  return value && isAlive(value.getText(tree)) ? undefined : { name, made, type: types, isField };
}

/**
 * Where it is emptied by a new Map, if all that is done with it works with an LRUCache too, and some function looks up what it adds, or another one what
 * that added.
 */
function renewalsOf(draft: Draft, { name, made, isField }: Declared): readonly Ts.BinaryExpression[] | undefined {
  const { ts, tree } = draft.source;
  const asked = new Set<string>();
  const misfits: Ts.Node[] = [];
  const renewals: Ts.BinaryExpression[] = [];
  const visit = (node: Ts.Node): void => {
    if ((ts.isIdentifier(node) || ts.isPrivateIdentifier(node)) && node.getText(tree) === name && isUse(ts, node, isField)) {
      const whole = isField ? node.parent : node;
      const { parent } = whole;
      if (ts.isPropertyAccessExpression(parent) && parent.expression === whole && shared.has(parent.name.text)) {
        asked.add(parent.name.text);
        if (parent.name.text === 'set' && ts.isCallExpression(parent.parent) && holdsOpen(ts, parent.parent.arguments[1])) misfits.push(node);
      } else if (ts.isBinaryExpression(parent) && parent.left === whole && parent.right !== made && ts.isExpressionStatement(parent.parent) && parent.right.getText(tree).replace(/<.*>/, '') === 'new Map()') renewals.push(parent);
      else if (!(ts.isForOfStatement(parent) && parent.expression === whole) && !(ts.isBinaryExpression(parent) && parent.right === made)) misfits.push(node);
    }
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return misfits.length === 0 && asked.has('set') && (asked.has('get') || asked.has('has')) ? renewals : undefined;
}

function isUse(ts: typeof Ts, node: Ts.Node, isField: boolean): boolean {
  const { parent } = node;
  if (isField) return ts.isPropertyAccessExpression(parent) && parent.name === node;
  return !(ts.isVariableDeclaration(parent) && parent.name === node) && !(ts.isPropertyAccessExpression(parent) && parent.name === node) && !(ts.isPropertyAssignment(parent) && parent.name === node);
}

/** `set(id, new Client())`, `set(id, setTimeout(…))`, `set(id, socket)` */
export function holdsOpen(ts: typeof Ts, value: Ts.Expression | undefined): boolean {
  if (!value) return false;
  const called = ts.isNewExpression(value) || ts.isCallExpression(value) ? value.expression : value;
  return /(?:Socket|Server|Client|Connection|setTimeout|setInterval|Controller|Worker|Emitter|Stream|Queue|socket|client|res|response|req|request|timer|connection)$/.test(called.getText());
}
