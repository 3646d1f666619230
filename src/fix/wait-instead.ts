import semver from 'semver';
import type { ts as Ts } from '../ts.js';
import type { CallRef } from '../analysis/abstract.js';
import type { Project } from '../analysis/project.js';
import type { Fix } from '../model/evidence.js';
import { callNode } from './add-property.js';
import { draftOf, type Draft } from './draft.js';
import { importedFrom } from './imported-from.js';

const ofFiles = /^(?:readFile|writeFile|appendFile|mkdir|readdir|stat|lstat|rm|rmdir|unlink|rename|copyFile|access|cp|chmod|readlink|realpath|symlink|truncate|utimes|mkdtemp)Sync$/;
const ofPasswords = /^(?:hash|compare|genSalt)Sync$/;
/** Functions with a callback of which `promisify` gives the same result. */
const promisified = /^(?:gzip|gunzip|deflate|inflate|deflateRaw|inflateRaw|unzip|brotliCompress|brotliDecompress|pbkdf2)Sync$/;

/** Waits for a call's form that does not block: in an async function, or in a handler whose framework waits for a promise. Empty where others call the function, and would get a promise. */
export function waitInstead(project: Project, ref: CallRef): readonly Fix[] {
  const draft = draftOf(project, ref.file);
  const call = draft && callNode(project, draft, ref);
  const fact = project.evaluator.call(ref);
  if (!draft || !call || !fact) return [];
  const { ts, tree } = draft.source;
  const owner = functionOf(draft, call);
  const isAsync = owner?.modifiers?.some((m) => m.kind === ts.SyntaxKind.AsyncKeyword) === true;
  if (!owner || (!isAsync && !mayBecomeAsync(project, draft, owner, ref.file, fact.fn))) return [];
  const callee = insteadOf(draft, call.expression);
  if (callee === undefined) return [];
  if (!isAsync) draft.insert(owner.getStart(tree), 'async ');
  const isPart = (ts.isPropertyAccessExpression(call.parent) || ts.isElementAccessExpression(call.parent)) && call.parent.expression === call;
  draft.replace([call.expression.getStart(tree), call.expression.end], `${isPart ? '(' : ''}await ${callee}`);
  if (isPart) draft.insert(call.end, ')');
  return draft.fix('Wait for it without blocking');
}

type Owner = Ts.ArrowFunction | Ts.FunctionExpression | Ts.FunctionDeclaration | Ts.MethodDeclaration;

function functionOf({ source: { ts } }: Draft, node: Ts.Node): Owner | undefined {
  for (let at = node.parent; !ts.isSourceFile(at); at = at.parent) {
    if (ts.isArrowFunction(at) || ts.isFunctionExpression(at) || ts.isFunctionDeclaration(at) || ts.isMethodDeclaration(at)) return at;
    // A parameter's default, a field and a constructor wait for nothing.
    if (ts.isFunctionLike(at) || ts.isPropertyDeclaration(at) || ts.isParameter(at)) return undefined;
  }
  return undefined;
}

/** An inline handler of a framework that hears a rejection. */
function mayBecomeAsync(project: Project, { source: { ts } }: Draft, owner: Owner, file: string, fn: number): boolean {
  const handler = project.handlers.find((h) => h.file === file && h.fn === fn && h.reach === 'request');
  if (!handler || owner.type || !ts.isArrowFunction(owner) || !ts.isCallExpression(owner.parent)) return false;
  if (handler.package !== 'express') return /^(?:fastify|koa|@koa\/router|koa-router|hono)$/.test(handler.package);
  const version = project.versionOf(file, 'express');
  return version !== undefined && semver.gte(version, '5.0.0-0');
}

/** What to call in its place: `fs.promises.readFile`, `bcrypt.hash`, `promisify(gzip)`. */
function insteadOf(draft: Draft, callee: Ts.Expression): string | undefined {
  const { ts } = draft.source;
  const member = ts.isPropertyAccessExpression(callee) && ts.isIdentifier(callee.expression) ? { owner: callee.expression.text, name: callee.name.text } : undefined;
  const name = member?.name ?? (ts.isIdentifier(callee) ? callee.text : '');
  const plain = name.replace(/Sync$/, '');
  const from = importedFrom(draft.source, member?.owner ?? name);
  if (from === undefined) return undefined;
  if (/^(?:node:)?fs$/.test(from) && ofFiles.test(name)) return member ? `${member.owner}.promises.${plain}` : draft.import({ from: 'node:fs/promises', name: plain });
  if (from === 'fs-extra' && ofFiles.test(name)) return member ? `${member.owner}.${plain}` : draft.import({ from, name: plain });
  if (/^bcrypt(?:js)?$/.test(from) && ofPasswords.test(name)) return member ? `${member.owner}.${plain}` : draft.import({ from, name: plain });
  if (!/^(?:node:)?(?:zlib|crypto)$/.test(from) || !promisified.test(name)) return undefined;
  const asked = member ? `${member.owner}.${plain}` : draft.import({ from, name: plain });
  return `${draft.import({ from: 'node:util', name: 'promisify' })}(${asked})`;
}
