import type { FileFacts, Value } from '../../model/facts.js';
import { flatten, functionKey, pathText, type CallRef } from '../abstract.js';
import { isAmongConstants } from '../lifetimes/key-checks.js';
import { keyOrigin } from '../lifetimes/key-origin.js';
import { writtenName } from '../names.js';
import type { Project } from '../project.js';

/** How many values a label can have: those that stand in the code, ever new ones, or one cannot tell. */
export type LabelWorth = { readonly is: 'few' | 'unknown' } | { readonly is: 'many'; readonly what: string; readonly why: string; /** The caller that gives it, where it comes through a parameter. */ readonly by?: CallRef };

const deepest = 8;
const mostCallers = 12;
/** The address as the client wrote it; a route's pattern is none of these. */
const addresses: ReadonlySet<string> = new Set(['url', 'originalUrl', 'path', 'pathname', 'href', 'rawPath']);
/** What a client may fill with anything. */
const inputs: ReadonlySet<string> = new Set(['query', 'body', 'params', 'headers', 'cookies', 'ip', 'userAgent']);
/** Names of which there is one for each person, order, message or moment. */
const identities = /^(?:(?:user|account|customer|member|visitor|session|request|req|correlation|trace|span|order|message|msg|transaction|payment|invoice)[-_]?id|uuid|guid|e?mail|user[-_]?name|login|phone|ip|ip[-_]?address|remote[-_]?address|user[-_]?agent|jti|nonce)$/i;
/** Texts that are changed, and stay what they are. */
const keeping: ReadonlySet<string> = new Set(['toString', 'toLowerCase', 'toUpperCase', 'trim', 'slice', 'substring', 'substr', 'split', 'at', 'padStart', 'concat', 'join']);
const fresh = /^(?:crypto\.)?(?:randomUUID|randomBytes|Date\.now|Math\.random|performance\.now)$/;

/** What becomes of a label that is given this value. */
export function labelWorth(project: Project, file: string, value: Value): LabelWorth {
  return new Search(project).of(file, value, 0);
}

class Search {
  private readonly open = new Set<string>();

  constructor(private readonly project: Project) {}

  of(file: string, value: Value, depth: number): LabelWorth {
    const facts = this.project.evaluator.facts(file);
    if (!facts || depth > deepest) return { is: 'unknown' };
    const inner = (v: Value): LabelWorth => this.of(file, v, depth + 1);
    switch (value.is) {
      case 'literal': case 'undefined': return { is: 'few' };
      case 'text': return worst(value.parts.map(inner));
      case 'binary': return value.op === '+' ? worst([inner(value.left), inner(value.right)]) : { is: 'few' };
      case 'unary': return { is: value.op === '!' || value.op === 'typeof' ? 'few' : 'unknown' };
      case 'either': return worst(value.of.map(inner));
      case 'fallback': return worst([inner(value.first), inner(value.then)]);
      case 'await': return inner(value.of);
      case 'ref': return this.ofName(file, facts, value.to, value, depth);
      case 'param': return this.ofParameter(file, facts, value, depth);
      case 'member': return this.ofMember(file, facts, value, depth);
      case 'element': return this.ofElement(file, facts, value, depth);
      case 'call': return this.ofCall(file, facts, value.call, depth);
      default: return { is: 'unknown' };
    }
  }

  private ofName(file: string, facts: FileFacts, to: number, value: Value, depth: number): LabelWorth {
    const binding = facts.bindings[to];
    if (!binding || keyOrigin(this.project, file, value) === 'finite') return { is: binding ? 'few' : 'unknown' };
    if (binding.kind === 'catch') return { is: 'many', what: binding.name, why: 'messages of errors hold names, numbers and addresses' };
    const key = `${file} ${String(to)}`;
    if (this.open.has(key) || binding.kind === 'import') return { is: 'unknown' };
    this.open.add(key);
    const found = worst(binding.values.map((v) => this.of(file, v, depth + 1)));
    this.open.delete(key);
    if (found.is === 'unknown' && identities.test(binding.name)) return identity(binding.name);
    return found;
  }

  /** What callers give; the last one to be asked is the one that is told of. */
  private ofParameter(file: string, facts: FileFacts, value: Extract<Value, { is: 'param' }>, depth: number): LabelWorth {
    const fn = { file, fn: value.fn };
    if (this.project.handlers.some((h) => h.file === file && h.fn === value.fn) || facts.functions[value.fn]?.passedTo) return { is: 'unknown' };
    const callers = this.project.graph.callersOf(fn);
    const key = `${functionKey(fn)} ${String(value.at)}`;
    if (callers.length === 0 || callers.length > mostCallers || this.open.has(key)) return { is: 'unknown' };
    this.open.add(key);
    const given = callers.map((by): LabelWorth => {
      const argument = this.project.evaluator.call(by)?.args[value.at];
      const worth = argument ? this.of(by.file, argument, depth + 1) : ({ is: 'few' } as const);
      return worth.is === 'many' ? { ...worth, by } : worth;
    });
    this.open.delete(key);
    return worst(given);
  }

  private ofMember(file: string, facts: FileFacts, value: Extract<Value, { is: 'member' }>, depth: number): LabelWorth {
    const name = writtenName(facts, value);
    const path = name.split('.');
    const last = value.name;
    if (keyOrigin(this.project, file, value) === 'finite' || path.includes('route') || path.includes('routeOptions') || path.includes('constructor')) return { is: 'few' };
    if (isAmongConstants(this.project, { file, fn: this.functionAround(facts, value) }, value)) return { is: 'few' };
    if (last === 'message' && this.isError(file, facts, value.of)) return { is: 'many', what: name, why: 'messages of errors hold names, numbers and addresses' };
    const root = this.rootOf(file, facts, value);
    if (root !== 'other') {
      // A procedure of tRPC has a path as well: its name.
      if (addresses.has(last) && (last !== 'path' || root === 'named')) return { is: 'many', what: name, why: 'addresses hold ids, and whoever scans the service makes up new ones' };
      if (path.slice(1).some((part) => inputs.has(part))) return { is: 'many', what: name, why: 'a client may send anything' };
    }
    if (identities.test(last) || (last === 'id' && /^(?:user|account|customer|session|req|request|order|message|job|event|payment)$/i.test(path.at(-2) ?? ''))) return identity(name);
    if (last === 'length' || last === 'name' || last === 'code' || last === 'status' || last === 'type') return { is: 'unknown' };
    return value.of.is === 'call' && keeping.has(last) ? this.of(file, value.of, depth + 1) : { is: 'unknown' };
  }

  /** `req.url.split('?')[0]`, `req.headers['x-tenant']` */
  private ofElement(file: string, facts: FileFacts, { of }: Extract<Value, { is: 'element' }>, depth: number): LabelWorth {
    return of.is === 'call' || of.is === 'member' ? (of.is === 'member' && this.rootOf(file, facts, of) !== 'other' ? this.of(file, of, depth + 1) : of.is === 'call' ? this.of(file, of, depth + 1) : { is: 'unknown' }) : { is: 'unknown' };
  }

  /** Functions of texts leave them what they are; a function of the project may make few of many. */
  private ofCall(file: string, facts: FileFacts, call: number, depth: number): LabelWorth {
    const fact = facts.calls[call];
    if (!fact) return { is: 'unknown' };
    const { callee } = fact;
    if (callee.is === 'member' && keeping.has(callee.name)) return this.of(file, callee.of, depth + 1);
    const callees = flatten(this.project.evaluator.evaluate(file, callee));
    const library = callees.find((v) => v.is === 'library');
    const name = library?.is === 'library' ? pathText(library.path) : '';
    if (library?.is === 'library' && (library.package === 'globalThis' || library.package === 'crypto' || library.package === 'node:crypto') && fresh.test(name)) return { is: 'many', what: `${writtenName(facts, callee)}()`, why: 'it is another one each time' };
    if (library?.is === 'library' && (library.package === 'uuid' || library.package === 'nanoid')) return { is: 'many', what: `${writtenName(facts, callee)}()`, why: 'it is another one each time' };
    if (library?.is === 'library' && library.package === 'globalThis' && (name === 'String' || name === 'Number' || name === 'JSON.stringify' || name === 'encodeURIComponent')) return worst(fact.args.map((v) => this.of(file, v, depth + 1)));
    return { is: 'unknown' };
  }

  private functionAround(facts: FileFacts, value: Value): number {
    const text = JSON.stringify(value);
    return facts.calls.find(({ args }) => args.some((arg) => JSON.stringify(arg).includes(text)))?.fn ?? -1;
  }

  /** Whose property it is in the end: of a handler's request, or of something that is called so. */
  private rootOf(file: string, facts: FileFacts, value: Value): 'request' | 'named' | 'other' {
    if (value.is === 'member' || value.is === 'element') return this.rootOf(file, facts, value.of);
    if (value.is !== 'ref') return 'other';
    const binding = facts.bindings[value.to];
    const [only] = binding?.values ?? [];
    const isNamed = /^(?:req|request|ctx|context|c)$/.test(binding?.name ?? '');
    if (only?.is === 'param' && this.project.handlers.some((h) => h.file === file && h.fn === only.fn && h.reach === 'request')) return isNamed ? 'named' : 'request';
    const typed = flatten(this.project.evaluator.evaluate(file, value)).some((v) => v.is === 'library' && v.path.some((step) => 'typed' in step && /^(?:Fastify)?Request$|^IncomingMessage$|^NextApiRequest$|^(?:Koa)?Context$/.test(step.typed)));
    if (typed) return 'named';
    return isNamed && only?.is === 'param' ? 'named' : only && only.is !== 'param' && (binding?.kind === 'const') && only.is === 'member' ? this.rootOf(file, facts, only) : 'other';
  }

  private isError(file: string, facts: FileFacts, value: Value): boolean {
    if (value.is !== 'ref') return false;
    const binding = facts.bindings[value.to];
    return binding?.kind === 'catch' || (binding?.kind === 'param' && /^(?:e|err|error|reason|cause)$/.test(binding.name));
  }
}

function identity(what: string): LabelWorth {
  return { is: 'many', what, why: 'there is one for each of them' };
}

function worst(found: readonly LabelWorth[]): LabelWorth {
  return found.find(({ is }) => is === 'many') ?? (found.some(({ is }) => is === 'unknown') || found.length === 0 ? { is: 'unknown' } : { is: 'few' });
}
