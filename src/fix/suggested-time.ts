import type { OutboundCall } from '../analysis/deadline/outbound.js';
import type { Project } from '../analysis/project.js';
import type { Knob } from '../catalog/types.js';
import type { CallFact } from '../model/facts.js';

/** Fits most calls between services. The suggestion's reader decides. Milliseconds, as all of these. */
const answer = 10_000;
/** A program that converts or inspects something, a rendered page. */
const work = 60_000;
/** What goes on while something is received or sent as a whole, is installed or built, or is written by a language model. */
const long = 300_000;

const programs = new Set(['run of a program', 'work in the page', 'renders a PDF', 'screenshot', 'navigation']);

/** Commands and arguments of programs that fetch, build or pack. */
const longPrograms = /\b(?:npm|npx|pnpm|yarn|install|build|compile|pack|unpack|extract|archive|tar|zip|unzip|clone|fetch|pull|push|download|upload|sync|migrate|backup|restore|dump|pg_dump|mysqldump|convert|transcode|ffmpeg|yt-dlp|soffice)\b/i;

/** Options and names by which a call gets or gives a body piece by piece, or a large one as a whole. */
const transfers = /\b(?:responseType|createReadStream|createWriteStream|FormData)\b|\.stream\(|[uU]pload|[dD]ownload|\bbody:\s*\w*(?:form|stream|file|buffer|blob|parts|archive)/i;

/** Language models. */
const models = new Set(['openai', 'anthropic', 'google-genai', 'google-generative-ai', 'ollama', 'replicate', 'ai-sdk']);

/**
 * For how long a call may be waited for, in milliseconds, as far as the code tells what it does: what moves whole bodies may take minutes, an answer may not.
 * @param knob what the time is for: one that does not count while a body comes stays short
 */
export function suggestedTime(project: Project, { model, reading, ref, fact }: OutboundCall, knob: Knob): number {
  if (models.has(reading.entry.id)) return long;
  const text = project.sources(ref.file)?.text ?? '';
  if (programs.has(model.does)) return longPrograms.test(commandOf(text, fact)) ? long : work;
  const isWhole = knob.unit === 'signal' || knob.covers.includes('total') || knob.covers.includes('body');
  return isWhole && !isOfConnection(knob) && (transfers.test(text.slice(...fact.range)) || isTakenWhole(project, ref.file, text, fact)) ? long : answer;
}

/** What a program is started with, without what is done when it ends. */
function commandOf(text: string, { args, argRanges }: CallFact): string {
  return args.map((arg, at) => (arg.is === 'function' ? '' : text.slice(...(argRanges[at] ?? [0, 0])))).join(' ');
}

/** Whether the answer is kept under a name and its body is taken as it comes, or as bytes: `pipeline(answer.body, …)`, `answer.arrayBuffer()`. */
function isTakenWhole({ evaluator }: Project, file: string, text: string, { range, fn }: CallFact): boolean {
  const name = /(?:const|let|var)\s+(\w+)[^=;]*=\s*(?:await\s+)?$/.exec(text.slice(Math.max(0, range[0] - 200), range[0]))?.[1];
  const around = evaluator.facts(file)?.functions[fn]?.range;
  return name !== undefined && around !== undefined && new RegExp(`\\b${name}\\.(?:body\\b|arrayBuffer\\(|blob\\(|pipe\\(|data\\.pipe\\()`).test(text.slice(...around));
}

/** A time of silence on the connection starts anew with each piece. */
function isOfConnection({ at }: Knob): boolean {
  return at.some((place) => /(?:socket|idle|read)Timeout/i.test(place));
}
