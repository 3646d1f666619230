import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { paths, readGivenVerdicts, readIncidents, readLabels, readReadServices, readServices, readState } from './files.js';
import { matchLabels } from './labels.js';
import { precisionPage } from './page.js';
import { compareVerdicts } from './verdicts.js';

/** `table`: writes docs/precision.md from what is recorded. With `check` it writes nothing and says whether the page is as it should be. */
export function tableCommand({ check, state: path }: { readonly check?: boolean; readonly state?: string }, print: (line: string) => void): boolean {
  const state = readState(path ?? paths.state);
  const labels = readLabels();
  const { stale } = matchLabels(labels, state.findings);
  for (const label of stale) print(`stale label: ${label.service} ${label.path}:${String(label.line)} ${label.rule} (${label.verdict})`);
  const page = precisionPage({ services: readServices(), state, labels, incidents: readIncidents(), verdicts: compareVerdicts(readReadServices(), readGivenVerdicts()) });
  const current = existsSync(paths.page) && readFileSync(paths.page, 'utf8') === page;
  if (check && !current) print('docs/precision.md is stale: npm run ecosystem -- table');
  if (!check && !current) {
    writeFileSync(paths.page, page);
    print('wrote docs/precision.md');
  }
  return current || !check;
}
