import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { replaceSection } from '../docs/markdown.js';
import { paths, readFixTrials, readGivenVerdicts, readIncidents, readLabels, readReadServices, readServices, readState } from './files.js';
import { fixesTable } from './fixes-table.js';
import { matchLabels } from './labels.js';
import { precisionPage } from './page.js';
import { compareVerdicts } from './verdicts.js';

/** `table`: writes docs/precision.md, and the table of docs/fixing.md, from what is recorded. With `check` it writes nothing and says whether the pages are as they should be. */
export function tableCommand({ check, state: path }: { readonly check?: boolean; readonly state?: string }, print: (line: string) => void): boolean {
  const state = readState(path ?? paths.state);
  const labels = readLabels();
  const { stale } = matchLabels(labels, state.findings);
  for (const label of stale) print(`stale label: ${label.service} ${label.path}:${String(label.line)} ${label.rule} (${label.verdict})`);
  const fixing = readFileSync(paths.fixingPage, 'utf8');
  const pages = [
    { path: paths.page, name: 'docs/precision.md', text: precisionPage({ services: readServices(), state, labels, incidents: readIncidents(), verdicts: compareVerdicts(readReadServices(), readGivenVerdicts()) }) },
    { path: paths.fixingPage, name: 'docs/fixing.md', text: replaceSection(fixing, 'fixes', fixesTable(readFixTrials()), 'docs/fixing.md') },
  ];
  const outdated = pages.filter((page) => !existsSync(page.path) || readFileSync(page.path, 'utf8') !== page.text);
  for (const { path: file, name, text } of outdated) {
    if (!check) writeFileSync(file, text);
    print(check ? `${name} is stale: npm run ecosystem -- table` : `wrote ${name}`);
  }
  return outdated.length === 0 || !check;
}
