import { clientOf } from '../analysis/deadline/outbound.js';
import { addressOf } from '../analysis/dependencies/address.js';
import { duration } from '../analysis/names.js';
import type { Project } from '../analysis/project.js';
import { spanOf } from '../analysis/site.js';
import type { Evidence } from '../model/evidence.js';
import type { PlacedEvidence } from '../model/examination.js';
import type { DeclaredControls } from '../model/settings.js';
import type { Span } from '../model/span.js';

/** Rules whose finding is answered by a control that stands outside of the code. */
const answered: Readonly<Record<string, Exclude<keyof DeclaredControls, 'timeout'>>> = {
  'require-rate-limit': 'rateLimit',
  'require-circuit-breaker': 'circuitBreaker',
  'require-load-shedding': 'loadShedding',
};

/** Which control, as the configuration declares it, answers a finding. */
export function declaredAnswers(project: Project, controls: DeclaredControls = {}): (finding: Evidence) => string | undefined {
  if (Object.keys(controls).length === 0) return () => undefined;
  const bounded = timeoutHolds(project, controls.timeout);
  return (finding) => {
    const control = answered[finding.rule];
    return control === undefined ? bounded(finding) : controls[control];
  };
}

/** What is answered is a pass that names the control and says that it is a statement. */
export function declared({ rule, span, reach, data, place, shownLevel }: PlacedEvidence, by: string): PlacedEvidence {
  return { rule, span, place, shownLevel, symbol: '', reach, confidence: 'medium', outcome: 'pass', message: `${by}, as the configuration declares`, trace: [], fixes: [], data: { ...data, declared: true } };
}

/** Whether all calls that a finding is about ask hosts for which something ends what takes too long. */
function timeoutHolds(project: Project, timeout: DeclaredControls['timeout']): (finding: Evidence) => string | undefined {
  if (!timeout || timeout.ms > project.longestDefault) return () => undefined;
  const patterns = timeout.hosts.map(hostPattern);
  const by = `${timeout.by} ends it after ${duration(timeout.ms)}`;
  return ({ rule, span }) => {
    if (rule !== 'require-timeout') return undefined;
    const calls = project.deadlines.filter(({ at, outbound }) => {
      const client = clientOf(outbound);
      return isAt(spanOf(project, at), span) || (client !== undefined && isAt(spanOf(project, client), span));
    });
    const hosts = calls.map(({ outbound }) => addressOf(project, outbound)?.name.replace(/:\d+$/, ''));
    return hosts.length > 0 && hosts.every((host) => host !== undefined && patterns.some((pattern) => pattern.test(host))) ? by : undefined;
  };
}

function isAt(a: Span, b: Span): boolean {
  return a.file === b.file && a.start === b.start;
}

/** `*` stands for any number of labels. */
function hostPattern(text: string): RegExp {
  return new RegExp(`^${text.toLowerCase().split('*').map((part) => part.replace(/[^\w-]/g, '\\$&')).join('.*')}$`);
}
