import { clientOf } from '../analysis/deadline/outbound.js';
import { addressOf } from '../analysis/dependencies/address.js';
import { duration } from '../analysis/names.js';
import type { Project } from '../analysis/project.js';
import { spanOf } from '../analysis/site.js';
import type { Evidence } from '../model/evidence.js';
import type { DeclaredControls } from '../model/settings.js';
import type { Span } from '../model/span.js';

/** Rules whose finding is answered by a control that stands outside of the code. */
const answered: Readonly<Record<string, Exclude<keyof DeclaredControls, 'timeout'>>> = {
  'require-rate-limit': 'rateLimit',
  'require-circuit-breaker': 'circuitBreaker',
  'require-load-shedding': 'loadShedding',
};

/** Findings that a declared control answers become passes that name it and say that it is a statement. */
export function withDeclaredControls(evidence: readonly Evidence[], project: Project, controls: DeclaredControls = {}): readonly Evidence[] {
  if (Object.keys(controls).length === 0) return evidence;
  const bounded = timeoutHolds(project, controls.timeout);
  return evidence.map((one) => {
    if (one.outcome !== 'fail') return one;
    const control = answered[one.rule];
    const by = control === undefined ? bounded(one) : controls[control];
    return by === undefined ? one : declared(one, by);
  });
}

function declared({ rule, span, reach, data }: Evidence, by: string): Evidence {
  return { rule, span, reach, confidence: 'medium', outcome: 'pass', message: `${by}, as the configuration declares`, trace: [], fixes: [], data: { ...data, declared: true } };
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
