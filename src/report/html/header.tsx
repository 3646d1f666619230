import type { VNode } from 'preact';
import type { Revision } from '../../model/report.js';
import type { Page } from './page.js';
import { isWebAddress } from './place-link.js';
import { counted } from './words.js';

/** What was scanned, and with what. */
export function Header({ page: { report } }: { readonly page: Page }): VNode {
  const { project, tool, checklist, revision, comparison } = report;
  return (
    <header>
      <div class="title-row">
        <div>
          <p class="eyebrow">Production readiness</p>
          <h1>{project.name}</h1>
        </div>
        <div class="tools scripted">
          <button type="button" id="theme" aria-pressed="false">Dark theme</button>
          <button type="button" id="print">Print</button>
        </div>
      </div>
      <p class="facts">
        {revision ? <><RevisionLink revision={revision} /> · </> : null}
        {comparison ? <>compared with {comparison.base.ref}{comparison.base.commit === undefined ? '' : <> at <code>{comparison.base.commit.slice(0, 7)}</code></>} · </> : null}
        readiness {tool.version} · model {checklist.model} · preset {project.preset} · {counted(project.files, 'file')}
      </p>
    </header>
  );
}

function RevisionLink({ revision: { commit, branch, url } }: { readonly revision: Revision }): VNode {
  const short = <code>{commit.slice(0, 7)}</code>;
  return <>{branch === undefined ? 'commit ' : `${branch} at `}{isWebAddress(url) ? <a href={`${url}/commit/${commit}`} rel="noreferrer noopener">{short}</a> : short}</>;
}
