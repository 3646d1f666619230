import type { VNode } from 'preact';
import type { Report } from '../../model/report.js';

const origins = { lockfile: 'by the lockfile', node_modules: 'as installed', range: 'by its range' } as const;

/** Which versions were assumed, and what this file holds. */
export function Footer({ report: { project, tool }, leftOut }: { readonly report: Report; readonly leftOut: number }): VNode {
  return (
    <footer>
      {project.libraries.length === 0 ? null : <p>Judged with {project.libraries.map(({ name, version, from }) => `${name} ${version} (${origins[from]})`).join(', ')}.</p>}
      <p>This file loads nothing and sends nothing. It holds the report as JSON in its element <code>#report</code>{leftOut > 0 ? `, without ${String(leftOut)} pieces of evidence: readiness scan --format json has them` : ''}. Written by readiness {tool.version}, which executed nothing of the project.</p>
    </footer>
  );
}
