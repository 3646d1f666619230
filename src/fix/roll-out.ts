import type { Artifacts } from '../artifacts/artifacts.js';
import type { RolloutFault } from '../analysis/deployment/rollout.js';
import type { OwnWorkload } from '../analysis/deployment/workloads.js';
import type { Fix } from '../model/evidence.js';

/** Mends how a workload of a plain manifest replaces its instances. Empty for charts and overlays, whose text is not what is installed. */
export function mendRollout(artifacts: Artifacts, own: OwnWorkload, { mend }: RolloutFault): readonly Fix[] {
  const text = own.from === 'file' ? artifacts.manifests.files.find(({ path }) => path === own.file)?.text : undefined;
  if (text === undefined || mend === undefined) return [];
  const { gracePeriod } = own.workload;
  switch (mend.is) {
    // A volume that may be mounted once keeps the second instance from starting.
    case 'recreate': return text.includes('persistentVolumeClaim') ? [] : inPlace(own, text, /(?<=\n( *))type: *Recreate(?=[ \t]*(?:#.*)?\r?\n)/g, 'Replace instances one by one', 'type: RollingUpdate\nrollingUpdate:\n  maxUnavailable: 0\n  maxSurge: 1');
    case 'unavailable': return inPlace(own, text, /(?<=\n( *)maxUnavailable: *)\S+/g, 'Keep all instances until new ones are ready', '0');
    case 'readiness': return withProbe(text, own);
    case 'grace': {
      const title = `Give the shutdown ${String(mend.seconds)} s`;
      if (gracePeriod) return inPlace(own, text, /(?<=\n( *)terminationGracePeriodSeconds: *)\d+/g, title, String(mend.seconds));
      return inPlace(own, text, /(?<=\n( *))(?=containers:)/g, title, `terminationGracePeriodSeconds: ${String(mend.seconds)}\n`);
    }
  }
}

/** In place of the only match in the file, whose first group is the indentation of further lines. */
function inPlace({ file }: OwnWorkload, text: string, pattern: RegExp, title: string, code: string): readonly Fix[] {
  const [found, ...others] = text.matchAll(pattern);
  if (!found || others.length > 0) return [];
  return [{ title, safety: 'suggestion', edits: [{ file, start: found.index, end: found.index + found[0].length, text: code.replaceAll('\n', `\n${found[1] ?? ''}`) }] }];
}

/** Asks whether the first port takes connections, behind the ports: no route is known to answer under the path that the cluster would ask. */
function withProbe(text: string, { file, container }: OwnWorkload): readonly Fix[] {
  const [first] = container.ports;
  const last = container.ports.at(-1);
  if (first?.port === undefined || !last) return [];
  const key = [...text.slice(0, first.range[0]).matchAll(/\n([ ]*)(?:- )?ports:/g)].at(-1);
  if (!key) return [];
  const indent = ' '.repeat(key[0].length - '\nports:'.length);
  const at = last.range[0] + text.slice(...last.range).replace(/(?:\s|\n[ \t]*#[^\n]*)+$/, '').length;
  const lineEnd = /[^\n]*/.exec(text.slice(at))?.[0] ?? '';
  if (lineEnd.replace(/#.*/, '').trim() !== '') return [];
  const end = at + lineEnd.length;
  return [{ title: 'Ask whether its port takes connections', safety: 'suggestion', edits: [{ file, start: end, end, text: `\n${indent}readinessProbe:\n${indent}  tcpSocket:\n${indent}    port: ${String(first.port)}` }] }];
}
