import type { Rule as EslintRule } from 'eslint';
import { extractFacts } from '../analysis/facts/extract.js';
import { createResolver } from '../analysis/modules.js';
import { parseOnDemand } from '../analysis/parse-on-demand.js';
import { Project } from '../analysis/project.js';
import { hasBaseUrl } from '../artifacts/tsconfig.js';
import { manifestNear, versionsNear } from '../artifacts/versions.js';
import { catalogOf } from '../catalog/catalog-of.js';
import { filesOfBrowserPackages } from '../engine/browser-packages.js';
import { createGate } from '../engine/gate.js';
import { catalogVersions } from '../engine/project-versions.js';
import { runRules } from '../engine/run.js';
import { pathInPackage, roleOfFile } from '../files/scope-of-path.js';
import type { Role } from '../files/scope.js';
import { rulePage } from '../model/homepage.js';
import type { Evidence, Fix } from '../model/evidence.js';
import type { FileFacts } from '../model/facts.js';
import type { Rule, RuleOptions } from '../model/rule.js';
import { withoutBom } from '../ts.js';
import { parserOracle, type ParserServices } from './oracle.js';
import { isWaived } from './waived.js';

/** `settings.readiness`: what one file cannot show. */
interface Settings {
  /** `strict` shows findings of level info as well. */
  readonly preset?: 'recommended' | 'strict';
  /** Ids of catalog entries whose project-wide timeouts are set elsewhere: `['axios', 'undici']`. */
  readonly ambient?: readonly string[];
  /** The day for which waivers are judged, as `2027-02-01`; for tests. Default: today. */
  readonly now?: string;
}

const catalog = catalogOf();

/** Evidence by rule, kept per syntax tree: oxlint hands one frozen `sourceCode` to all files, but each has its own tree. */
const analyses = new WeakMap<object, Map<string, readonly Evidence[]>>();
const projects = new WeakMap<object, Linked>();
const roles = new WeakMap<object, Role | undefined>();
const judged = new WeakMap<object, boolean>();

interface Linked {
  readonly project: Project;
  readonly files: ReadonlyMap<string, FileFacts>;
}

/** Makes an ESLint rule of one of ours. It sees one file, parses it itself, and reports by offset, so that every parser gives the same. */
export function eslintRule(rule: Rule): EslintRule.RuleModule {
  const gate = createGate([rule], catalog);
  return {
    meta: {
      type: 'problem',
      docs: { description: rule.meta.summary, url: rulePage(rule.meta.id) },
      hasSuggestions: true,
      schema: optionSchema(rule),
      messages: { finding: '{{message}}', fix: '{{title}}' },
    },
    create: (context) => ({
      Program() {
        if (!gate(context.sourceCode.text) || !isJudged(context)) return;
        for (const evidence of evidenceFor(rule, context)) report(context, evidence);
      },
    }),
  };
}

/** The rule's options as ESLint checks them: `['warn', { maxBytes: 1_000_000 }]`. */
function optionSchema({ meta: { options } }: Rule): NonNullable<EslintRule.RuleMetaData['schema']> {
  if (!options) return [];
  const properties = Object.fromEntries(Object.entries(options).map(([name, { minimum, summary }]) => [name, { type: 'number' as const, minimum, description: summary }]));
  return [{ type: 'object', properties, additionalProperties: false }];
}

/** Every rule asks, and the answer stands on the disk. */
function isJudged(context: EslintRule.RuleContext): boolean {
  const { ast } = context.sourceCode;
  const known = judged.get(ast);
  if (known !== undefined) return known;
  const role = roleIn(context);
  const is = (role === 'service' || role === 'script') && !isInBrowserPackage(context.filename);
  judged.set(ast, is);
  return is;
}

/** What a server imports of such a package is left to the scan. */
function isInBrowserPackage(filename: string): boolean {
  const manifest = manifestNear(filename);
  return manifest !== undefined && filesOfBrowserPackages([pathInPackage(filename)], [manifest]).size > 0;
}

function roleIn({ filename, sourceCode: { ast } }: EslintRule.RuleContext): Role | undefined {
  if (!roles.has(ast)) roles.set(ast, roleOfFile(filename));
  return roles.get(ast);
}

function settingsOf(context: EslintRule.RuleContext): Settings {
  const { readiness } = context.settings as { readonly readiness?: Settings };
  return readiness ?? {};
}

function evidenceFor(rule: Rule, context: EslintRule.RuleContext): readonly Evidence[] {
  const { ast } = context.sourceCode;
  const byRule = analyses.get(ast) ?? new Map<string, readonly Evidence[]>();
  analyses.set(ast, byRule);
  const known = byRule.get(rule.meta.id);
  if (known) return known;
  const { project, files } = projectOf(context);
  const { evidence, problems } = runRules([rule], project, files, { configured: { [rule.meta.id]: (context.options[0] ?? {}) as RuleOptions } });
  const [crash] = problems;
  // A rule that fails must not look like a clean file.
  if (crash) throw new Error(crash.message);
  byRule.set(rule.meta.id, evidence);
  return evidence;
}

function projectOf(context: EslintRule.RuleContext): Linked {
  const { sourceCode } = context;
  const known = projects.get(sourceCode.ast);
  if (known) return known;
  const file = pathInPackage(context.filename);
  const files = new Map([[file, extractFacts(context.filename, withoutBom(sourceCode.text))]]);
  const near = versionsNear(context.filename);
  const manifest = manifestNear(context.filename);
  const oracle = parserOracle(sourceCode.parserServices as ParserServices | undefined, sourceCode.ast);
  const project = new Project({
    files, catalog, sources: parseOnDemand((name) => (name === file ? sourceCode.text : undefined)), partial: true, failuresOnly: true, isScript: () => roleIn(context) === 'script', claimed: new Set(settingsOf(context).ambient ?? []),
    resolver: createResolver({ files: new Set(files.keys()), manifests: manifest ? [manifest] : [], tsconfigs: [], ...(manifest && hasBaseUrl(context.filename) && { isPackage: (name) => catalog.knows(name) }) }),
    versionOf: catalogVersions({ of: (_file, name) => near.of(context.filename, name) }),
    ...(oracle && { oracle }),
  });
  const made = { project, files };
  projects.set(sourceCode.ast, made);
  return made;
}

function report(context: EslintRule.RuleContext, evidence: Evidence): void {
  if (evidence.outcome !== 'fail' || evidence.reportedBy) return;
  const { preset, now } = settingsOf(context);
  if (evidence.level === 'info' && preset !== 'strict') return;
  const [[file, facts] = []] = projectOf(context).files;
  if (file !== undefined && facts && isWaived(context, { file, facts, ...(now !== undefined && { now }) }, evidence)) return;
  const { sourceCode } = context;
  context.report({
    loc: { start: sourceCode.getLocFromIndex(evidence.span.start), end: sourceCode.getLocFromIndex(evidence.span.end) },
    messageId: 'finding',
    data: { message: evidence.message },
    suggest: evidence.fixes.filter((fix) => isOfThisFile(fix, file)).map((fix) => suggestion(fix)),
  });
}

/** An editor changes the file that it shows, and installs nothing. */
function isOfThisFile({ edits, installs = [] }: Fix, file: string | undefined): boolean {
  return installs.length === 0 && edits.every((edit) => edit.file === file);
}

function suggestion(fix: Fix): EslintRule.SuggestionReportDescriptor {
  return {
    messageId: 'fix',
    data: { title: fix.title },
    fix: (fixer) => fix.edits.map((edit) => fixer.replaceTextRange([edit.start, edit.end], edit.text)),
  };
}
