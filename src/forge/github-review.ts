import type { Finding, Report } from '../model/report.js';
import { ForgeError } from './forge-error.js';
import { pages, type GithubForge } from './github.js';
import { textField } from './json-shapes.js';
import { mostSuggestions, pathInRepository, suggestible, suggestionFor, type Suggestion } from './suggestions.js';

/** How a suggestion is worded, and found again: the marker stands in the text. */
export interface SuggestionText {
  marker(finding: Finding): string;
  text(suggestion: Suggestion): string;
}

/**
 * Puts changes that can be taken over with one click on the lines of new findings, as one review, and gives their number. One that was put there before is not put there again.
 * https://docs.github.com/en/rest/pulls/reviews#create-a-review-for-a-pull-request
 */
export async function postSuggestions(forge: GithubForge, reports: readonly Report[], words: SuggestionText): Promise<number> {
  const wanted = reports.flatMap((report) => suggestible(report).map((finding) => ({ report, finding, path: pathInRepository(report, finding) })));
  if (wanted.length === 0) return 0;
  const posted = await postedBodies(forge);
  const room = mostSuggestions - posted.filter((body) => body.includes('<!-- readiness:suggestion ')).length;
  const open = wanted.filter(({ finding }) => !posted.some((body) => body.includes(words.marker(finding))));
  if (open.length === 0 || room <= 0) return 0;
  const patches = await patchesOf(forge);
  const suggestions: Suggestion[] = [];
  for (const { report, finding, path } of open) {
    const patch = patches.get(path);
    const text = patch === undefined || suggestions.length >= room ? undefined : await scannedText(forge, path, report);
    const suggestion = patch === undefined || text === undefined ? undefined : suggestionFor(finding, path, { text, patch });
    if (suggestion) suggestions.push(suggestion);
  }
  if (suggestions.length > 0) await createReview(forge, suggestions, words);
  return suggestions.length;
}

async function postedBodies(forge: GithubForge): Promise<readonly string[]> {
  const bodies: string[] = [];
  for await (const comment of pages(forge.ask, `${forge.pull}/comments`)) bodies.push(textField(comment, 'body') ?? '');
  return bodies;
}

/** What the pull request changes, by path. Files that are too large have no patch. */
async function patchesOf(forge: GithubForge): Promise<ReadonlyMap<string, string>> {
  const patches = new Map<string, string>();
  for await (const file of pages(forge.ask, `${forge.pull}/files`)) {
    const [path, patch] = [textField(file, 'filename'), textField(file, 'patch')];
    if (path !== undefined && patch !== undefined) patches.set(path, patch);
  }
  return patches;
}

/** The file as it was scanned. It is asked of the forge: the job that posts may have no checkout. */
async function scannedText({ ask }: GithubForge, path: string, { revision }: Report): Promise<string | undefined> {
  if (revision === undefined) return undefined;
  try {
    const { body } = await ask(`/contents/${path.split('/').map(encodeURIComponent).join('/')}?ref=${encodeURIComponent(revision.commit)}`, { headers: { accept: 'application/vnd.github.raw+json' }, asText: true });
    return typeof body === 'string' ? body : undefined;
  } catch (error) {
    if (error instanceof ForgeError && error.status === 404) return undefined;
    throw error;
  }
}

async function createReview({ ask, pull }: GithubForge, suggestions: readonly Suggestion[], words: SuggestionText): Promise<void> {
  const commit = textField((await ask(pull)).body, 'head', 'sha');
  const comments = suggestions.map((suggestion) => {
    const { path, from, to } = suggestion;
    return { path, side: 'RIGHT', line: to, ...(from < to && { start_line: from, start_side: 'RIGHT' }), body: words.text(suggestion) };
  });
  await ask(`${pull}/reviews`, { method: 'POST', body: { ...(commit !== undefined && { commit_id: commit }), event: 'COMMENT', comments } });
}
