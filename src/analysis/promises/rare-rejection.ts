import type { CallRef } from '../abstract.js';
import { outboundCalls } from '../deadline/outbound.js';
import type { Project } from '../project.js';
import { executorsOf } from './executors.js';

/** Whether a promise rejects only when something else fails or takes long: a wait for an event, and `new Promise((_, reject) => setTimeout(reject, ms))`. */
export function rejectsRarely(project: Project, ref: CallRef): boolean {
  const rejections = executorsOf(project, ref.file).find((e) => e.ref.call === ref.call)?.settlings.filter((s) => s.by === 'reject') ?? [];
  return (rejections.length > 0 && rejections.every((s) => s.when === 'timer')) || outboundCalls(project, ref).some(({ model }) => model.kind === 'wait');
}
