import { distance } from 'fastest-levenshtein';
import { z } from 'zod';
import { entries as builtIn } from '../catalog/entries/index.js';
import type { CatalogEntry } from '../catalog/types.js';
import { catalogEntry, catalogShapes } from '../catalog-schema.js';
import { modelVersion, tiers } from '../model/checklist.js';
import type { Known } from './load-config.js';
import type { UserConfig } from './user-config.js';

/** One thing that is wrong with a configuration. */
export interface ConfigFault {
  /** The key, from the outermost in. */
  readonly path: readonly (string | number)[];
  readonly message: string;
  readonly help?: string;
}

export type ConfigResult =
  | { readonly ok: true; readonly config: UserConfig }
  | { readonly ok: false; readonly faults: readonly ConfigFault[] };

const levels = ['off', 'error', 'warning', 'info'] as const;
const level = z.enum(levels);
const text = z.string().min(1);

const timeoutControl = z.strictObject({ by: text, ms: z.int().positive(), hosts: z.array(text).min(1).readonly() });
const controls = z.strictObject({
  rateLimit: text.optional().describe('What limits the requests of a client before they arrive.'),
  circuitBreaker: text.optional().describe('What stops asking a dependency that fails.'),
  loadShedding: text.optional().describe('What turns requests away that the service has no room for.'),
  timeout: timeoutControl.optional().describe('What ends HTTP calls to these hosts (`*.internal`) after `ms` milliseconds.'),
});
const gate = z.strictObject({
  findings: z.enum(['error', 'warning', 'none']).optional().describe('The least level of finding that fails the gate: `warning`, and in a comparison `error`. With `none`, items that got worse do not fail it either.'),
  tier: z.boolean().optional().describe('Also fail where `tier` is not reached.'),
  score: z.number().min(0).max(100).optional().describe('The least verified score.'),
});

/** What a configuration file may hold; `describe` texts go into the published schema. */
export const configSchema = z.strictObject({
  $schema: z.string().optional(),
  extends: z.union([text, z.array(text).readonly()]).optional().describe('Configurations that this one builds on: paths that begin with `.`, or packages.'),
  preset: z.enum(['recommended', 'strict']).optional().describe('`strict` shows info findings.'),
  include: z.array(z.string()).readonly().optional().describe('Patterns as in a .gitignore, relative to the folder of this file: nothing else is scanned.'),
  exclude: z.array(z.string()).readonly().optional().describe('Patterns of what is not scanned.'),
  rules: z.record(z.string(), z.union([level, z.tuple([level, z.record(z.string(), z.number())]).readonly()])).optional().describe('Level, and options, by rule.'),
  catalog: z.array(catalogEntry).readonly().optional().describe('Libraries that the built-in catalog does not know.'),
  maxTimeoutMs: z.int().positive().optional().describe('The longest deadline, in milliseconds, that counts as one.'),
  tier: z.enum(tiers).optional().describe('What the service is made for.'),
  gate: gate.optional().describe('What fails a pipeline.'),
  model: z.literal(modelVersion).optional().describe('Version of the checklist\'s weights and formulas.'),
  owners: z.record(z.string(), text).optional().describe('Owner of findings by pattern; the last one that fits wins.'),
  controls: controls.optional().describe('What the platform does, where no code shows it.'),
}) satisfies z.ZodType<UserConfig>;

/** Checks what a configuration file holds. `known`, where given, are the rules that it may name, with or without `readiness/`. */
export function validateConfig(value: unknown, known?: Known['rules']): ConfigResult {
  const parsed = configSchema.safeParse(value);
  if (!parsed.success) return { ok: false, faults: parsed.error.issues.flatMap((issue) => faultsOf(issue, value)) };
  const inCatalog = (parsed.data.catalog ?? []).flatMap((entry, index, all) => entryFaults(entry, ['catalog', index], all));
  if (inCatalog.length > 0) return { ok: false, faults: inCatalog };
  const { rules, ...rest } = parsed.data;
  if (rules === undefined) return { ok: true, config: rest };
  const faults = Object.entries(rules).flatMap(([id, setting]) => (known ? ruleFaults(id, setting, known) : []));
  if (faults.length > 0) return { ok: false, faults };
  return { ok: true, config: { ...rest, rules: Object.fromEntries(Object.entries(rules).map(([id, setting]) => [ruleId(id), setting])) } };
}

/** ESLint's configuration has the plugin's prefix, ours does not need it. */
function ruleId(id: string): string {
  return id.replace(/^readiness\//, '');
}

function ruleFaults(id: string, setting: NonNullable<UserConfig['rules']>[string], known: Known['rules']): readonly ConfigFault[] {
  const rule = known.find(({ meta }) => meta.id === ruleId(id));
  if (!rule) return [{ path: ['rules', id], message: `"rules" names an unknown rule "${id}"`, ...suggestion(ruleId(id), known.map(({ meta }) => meta.id)) }];
  if (typeof setting === 'string') return [];
  return Object.entries(setting[1]).flatMap(([name, value]): readonly ConfigFault[] => {
    const path = ['rules', id, 1, name];
    const option = rule.meta.options?.[name];
    const names = Object.keys(rule.meta.options ?? {});
    if (!option) return [{ path, message: names.length === 0 ? `${ruleId(id)} has no options, and "${name}" is given` : `${ruleId(id)} has no option "${name}"`, ...suggestion(name, names) }];
    return value < option.minimum ? [{ path, message: `"${name}" of ${ruleId(id)} must be at least ${String(option.minimum)}, not ${String(value)}` }] : [];
  });
}

/** What an entry names and does not have: the entry that it extends, knobs of its calls. */
function entryFaults(entry: CatalogEntry, path: readonly (string | number)[], all: readonly CatalogEntry[]): readonly ConfigFault[] {
  const chain: CatalogEntry[] = [entry];
  for (let id = entry.extends; id !== undefined; id = chain.at(-1)?.extends) {
    const wanted = id;
    const base = [...builtIn, ...all].find((known) => known.id === wanted);
    if (base === undefined) return [{ path: [...path, 'extends'], message: `"${pathText(path)}.extends" names an unknown entry "${id}"`, ...suggestion(id, builtIn.map((known) => known.id)) }];
    if (chain.includes(base)) return [{ path: [...path, 'extends'], message: `"${pathText(path)}" extends itself` }];
    chain.push(base);
  }
  const known = chain.flatMap(({ knobs = {} }) => Object.keys(knobs).flatMap((key) => [key, key.split('@')[0] ?? key]));
  const named = [...(entry.calls ?? []).flatMap(({ knobs }) => knobs), ...(entry.wrappers ?? []).map((wrapper) => wrapper.knob)];
  const unknown = [...new Set(named)].filter((name) => !known.includes(name));
  return unknown.map((name) => ({ path: [...path, 'calls'], message: `"${pathText(path)}" names an unknown knob "${name}"`, ...suggestion(name, known) }));
}

type Issue = z.core.$ZodIssue;

function faultsOf(issue: Issue, value: unknown, around: readonly (string | number)[] = []): readonly ConfigFault[] {
  const path = [...around, ...issue.path.filter((key) => typeof key !== 'symbol')];
  if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => unknownKey(path, key));
  if (issue.code === 'invalid_union') return [unionFault(issue, value, path)];
  return [{ path, message: `${subject(path)} ${faultText(issue, valueAt(value, path))}`, ...nearestValue(issue, valueAt(value, path)) }];
}

function unknownKey(path: readonly (string | number)[], key: string): ConfigFault {
  const holder = path.length === 0 ? '' : ` in "${pathText(path)}"`;
  return { path: [...path, key], message: `unknown key "${key}"${holder}`, ...suggestion(key, keysAt(path)) };
}

/** Of several shapes, the one that went furthest is the one that was meant. */
function unionFault(issue: Extract<Issue, { code: 'invalid_union' }>, value: unknown, path: readonly (string | number)[]): ConfigFault {
  const inside = issue.errors.flat();
  const isWord = typeof valueAt(value, path) === 'string';
  const deeper = inside.find((inner) => inner.path.length > 0 || inner.code === 'unrecognized_keys') ?? inside.find((inner) => isWord && inner.code === 'invalid_value');
  const [fault] = deeper === undefined ? [] : faultsOf(deeper, value, path);
  return fault ?? { path, message: `${subject(path)} has a value that is not allowed: ${JSON.stringify(valueAt(value, path))}` };
}

function faultText(issue: Issue, found: unknown): string {
  if (found === undefined) return 'is missing';
  return `${expectation(issue)}, not ${JSON.stringify(found)}`;
}

function expectation(issue: Issue): string {
  if (issue.code === 'invalid_value') return `must be ${alternatives(issue.values.map((allowed) => JSON.stringify(allowed)))}`;
  if (issue.code === 'invalid_type') return `must be ${named[issue.expected] ?? issue.expected}`;
  if (issue.code !== 'too_small') return issue.message;
  return issue.origin === 'number' || issue.origin === 'int' ? 'must be greater than 0' : 'must not be empty';
}

const named: Readonly<Record<string, string>> = {
  string: 'a string',
  number: 'a number',
  int: 'a whole number',
  array: 'a list',
  object: 'an object',
  record: 'an object',
};

function nearestValue(issue: Issue, found: unknown): { readonly help?: string } {
  return issue.code === 'invalid_value' && typeof found === 'string' ? suggestion(found, issue.values.map(String)) : {};
}

/**
 * A word is near when the known one starts with it, or when at most two of five letters differ. If none is, all that are known
 * are named, as long as they are few.
 */
function suggestion(word: string, known: readonly string[]): { readonly help?: string } {
  const isStart = (candidate: string): boolean => word.length > 2 && candidate.startsWith(word);
  const away = (candidate: string): number => (isStart(candidate) ? 0 : distance(word.toLowerCase(), candidate.toLowerCase()));
  const distances = known.map((candidate) => ({ candidate, away: away(candidate) }));
  const [nearest] = distances.sort((left, right) => left.away - right.away);
  if (nearest === undefined) return {};
  if (nearest.away <= Math.max(1, Math.floor(nearest.candidate.length * 0.4))) return { help: `Did you mean "${nearest.candidate}"?` };
  return known.length > 12 ? {} : { help: `Known: ${known.join(', ')}.` };
}

function alternatives(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} or ${words.at(-1) ?? ''}`;
}

function subject(path: readonly (string | number)[]): string {
  return path.length === 0 ? 'the configuration' : `"${pathText(path)}"`;
}

function pathText(path: readonly (string | number)[]): string {
  return path.map((key, depth) => (typeof key === 'number' ? `[${key}]` : depth === 0 ? key : `.${key}`)).join('');
}

function valueAt(value: unknown, path: readonly (string | number)[]): unknown {
  return path.reduce<unknown>((at, key) => (typeof at === 'object' && at !== null ? Reflect.get(at, key) : undefined), value);
}

/** The keys that may stand at a path, by the schema's last named step. */
function keysAt(path: readonly (string | number)[]): readonly string[] {
  if (path.length === 0) return Object.keys(configSchema.shape).filter((key) => key !== '$schema');
  if (path[0] === 'controls') return Object.keys(path[1] === 'timeout' ? timeoutControl.shape : controls.shape);
  if (path[0] === 'gate') return Object.keys(gate.shape);
  const step = path.findLast((key) => typeof key === 'string' && key in catalogShapes);
  return typeof step === 'string' ? Object.keys(catalogShapes[step] ?? {}) : [];
}
