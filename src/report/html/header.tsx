import type { VNode } from 'preact';
import type { Revision } from '../../model/report.js';
import { changeText } from '../comparison-text.js';
import { sourceOf } from '../markdown/source-link.js';
import { TitleRow } from './document.js';
import type { Page } from './page.js';
import { counted } from '../plural.js';

/** What was scanned, and with what. */
export function Header({ page: { report } }: { readonly page: Page }): VNode {
  const { project, tool, checklist, revision } = report;
  const change = changeText(report);
  return (
    <header>
      <TitleRow eyebrow="Production readiness" title={project.name} />
      <p class="facts">
        {revision ? <><RevisionLink revision={revision} /> · </> : null}
        {change === undefined ? '' : `${change} · `}
        readiness {tool.version} · model {checklist.model} · preset {project.preset} · {counted(project.files, 'file')}
      </p>
    </header>
  );
}

function RevisionLink({ revision }: { readonly revision: Revision }): VNode {
  const { commit, branch } = revision;
  const source = sourceOf(revision);
  const short = <code>{commit.slice(0, 7)}</code>;
  return <>{branch === undefined ? 'commit ' : `${branch} at `}{source ? <a href={`${source.url}/${commitFolders[source.forge]}/${commit}`} rel="noreferrer noopener">{short}</a> : short}</>;
}

const commitFolders = { github: 'commit', gitlab: '-/commit', bitbucket: 'commits' } as const;
