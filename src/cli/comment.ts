import { resolve } from 'node:path';
import { Argument } from 'commander';
import type { Forge } from '../forge/forge.js';
import type { GithubForge } from '../forge/github.js';
import type { Posted, Wanted } from '../forge/sticky-comment.js';
import type { Report } from '../model/report.js';
import { UsageError } from '../model/usage-error.js';
import type { AddCommand } from './add-command.js';
import type { CliHost } from './host.js';
import { repeatable } from './repeatable.js';

const forges = ['github', 'gitlab', 'bitbucket'] as const;

type ForgeName = (typeof forges)[number];

interface CommentFlags {
  readonly report: readonly string[];
  readonly baseReport?: readonly string[];
  readonly name?: string;
  readonly number?: string;
  readonly suggestions: boolean;
  readonly dryRun?: boolean;
}

/** `readiness comment github|gitlab|bitbucket`. */
export const commentCommand: AddCommand = (program, host) => {
  program
    .command('comment')
    .description('post a report as one comment on the pull request, or update the one that is there; only when something changed')
    .addArgument(new Argument('<forge>', 'where the pull request is').choices(forges))
    .requiredOption('--report <file>', 'a report that was written with --format json; repeat it for the services of a repository', repeatable)
    .option('--base-report <file>', 'the report of the base, to compare with; with several reports one for each, in the same order', repeatable)
    .option('--name <name>', 'by what the comment is found again; default: the name of the project, or * for several')
    .option('--number <number>', 'the pull request; default: that of the pipeline')
    .option('--no-suggestions', 'put no changes on the lines of new findings (GitHub)')
    .option('--dry-run', 'print the text; nothing is sent, and no token is needed')
    .action(async (forge: ForgeName, flags: CommentFlags) => {
      const reports = await readReports(flags, host);
      const sorted = reports.toSorted((a, b) => (a.project.name < b.project.name ? -1 : 1));
      host.stdout.write(await (flags.dryRun ? preview(forge, sorted, flags, host) : post(forge, sorted, flags, host)));
    });
};

/** The reports; what comes from elsewhere, such as the scan of a fork, is checked field by field. */
async function readReports({ report, baseReport }: CommentFlags, { cwd }: CliHost): Promise<readonly Report[]> {
  const { diffReports, readStoredReport } = await import('../stored-reports.js');
  if (!baseReport) return Promise.all(report.map((file) => readStoredReport(resolve(cwd, file), file)));
  if (baseReport.length !== report.length) throw new UsageError(`${String(report.length)} reports cannot be compared with ${String(baseReport.length)}`, 'Give each --report a --base-report, in the same order.');
  return Promise.all(report.map((file, at) => diffReports(resolve(cwd, baseReport[at] ?? ''), resolve(cwd, file), { base: baseReport[at] ?? '', head: file })));
}

async function preview(name: ForgeName, reports: readonly Report[], flags: CommentFlags, host: CliHost): Promise<string> {
  const { text, resolved } = await wanted(name, await urlOf(name, host), reports, flags);
  if (text === undefined) host.stderr.write('readiness: nothing changed: no comment would be made, and one that is there would say this\n');
  return text ?? resolved;
}

async function post(name: ForgeName, reports: readonly Report[], flags: CommentFlags, host: CliHost): Promise<string> {
  const { postSticky } = await import('../forge/sticky-comment.js');
  if (name === 'github') {
    const forge = await (await import('../forge/github.js')).githubForge(host.env, flags.number);
    const posted = await postSticky(forge, await wanted(name, forge.url, reports, flags));
    const suggestions = flags.suggestions ? await suggest(forge, reports) : 0;
    return `${said[posted]}${suggestions > 0 ? `, and put ${String(suggestions)} suggested ${suggestions === 1 ? 'change' : 'changes'} on its lines` : ''}\n`;
  }
  const forge: Forge = name === 'gitlab' ? (await import('../forge/gitlab.js')).gitlabForge(host.env, flags.number) : (await import('../forge/bitbucket.js')).bitbucketForge(host.env, flags.number);
  return `${said[await postSticky(forge, await wanted(name, forge.url, reports, flags))]}\n`;
}

const said: Readonly<Record<Posted, string>> = {
  created: 'commented on the pull request',
  updated: 'updated the comment on the pull request',
  unchanged: 'the comment on the pull request is up to date',
  'nothing to say': 'nothing changed: no comment was made',
};

async function wanted(forge: ForgeName, url: string | undefined, reports: readonly Report[], { name }: CommentFlags): Promise<Wanted> {
  const { isNoteworthy, keyOf, renderAll, renderResolved } = await import('../report/markdown/render-markdown.js');
  const { stickyMarker } = await import('../report/markdown/frame.js');
  const key = name ?? keyOf(reports);
  const options = { form: 'comment', forge, key, ...(url !== undefined && { url }) } as const;
  return {
    marker: stickyMarker(key, forge !== 'bitbucket'),
    ...(reports.some(isNoteworthy) && { text: renderAll(reports, options) }),
    resolved: renderResolved(reports, options),
  };
}

async function suggest(forge: GithubForge, reports: readonly Report[]): Promise<number> {
  const { postSuggestions } = await import('../forge/github-review.js');
  const { suggestionMarker, suggestionText } = await import('../report/markdown/suggestion-text.js');
  return postSuggestions(forge, reports, { marker: suggestionMarker, text: ({ finding, lines }) => suggestionText(finding, lines) });
}

async function urlOf(name: ForgeName, { env }: CliHost): Promise<string | undefined> {
  if (name === 'github') return (await import('../forge/github.js')).githubUrl(env);
  return name === 'gitlab' ? (await import('../forge/gitlab.js')).gitlabUrl(env) : (await import('../forge/bitbucket.js')).bitbucketUrl(env);
}
