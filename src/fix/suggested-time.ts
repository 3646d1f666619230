import type { OutboundCall } from '../analysis/deadline/outbound.js';
import type { Project } from '../analysis/project.js';
import type { Knob } from '../catalog/types.js';

/** Fits most calls between services. The suggestion's reader decides. Milliseconds, as all of these. */
const answer = 10_000;
/** A program that converts or inspects something, a rendered page. */
const work = 60_000;
/** What goes on while something is received or sent as a whole, is installed or built, or is written by a language model. */
const long = 300_000;

const programs = new Set(['run of a program', 'work in the page', 'renders a PDF', 'screenshot', 'navigation']);

/** Commands and arguments of programs that fetch, build or pack. */
const longPrograms = /\b(?:npm|npx|pnpm|yarn|install|build|compile|pack|unpack|extract|archive|tar|zip|unzip|clone|fetch|pull|push|download|upload|sync|migrate|backup|restore|dump|pg_dump|mysqldump|convert|transcode|ffmpeg|yt-dlp|soffice)\b/i;

/** Functions that hand on, send or store a body as it comes. */
const transfers = /\b(?:createWriteStream|createReadStream|fromWeb|FormData|arrayBuffer\(\)|blob\(\)|pipeline\(|\.pipe\(|responseType\b)|\.stream\(|[uU]pload|[dD]ownload|backup/;

/** Language models. */
const models = new Set(['openai', 'anthropic', 'google-genai', 'google-generative-ai', 'ollama', 'replicate', 'ai-sdk']);

/**
 * For how long a call may be waited for, in milliseconds, as far as the code tells what it does: what moves whole bodies may take minutes, an answer may not.
 * @param knob what the time is for: one that does not count while a body comes stays short
 */
export function suggestedTime(project: Project, { model, reading, ref, fact }: OutboundCall, knob: Knob): number {
  if (models.has(reading.entry.id)) return long;
  const text = project.sources(ref.file)?.text ?? '';
  const own = text.slice(...fact.range);
  if (programs.has(model.does)) return longPrograms.test(own) ? long : work;
  const isWhole = knob.unit === 'signal' || knob.covers.includes('total') || knob.covers.includes('body');
  return isWhole && !isOfConnection(knob) && transfers.test(`${own} ${textAround(project, ref.file, text, fact.fn)}`) ? long : answer;
}

/** A time of silence on the connection starts anew with each piece. */
function isOfConnection({ at }: Knob): boolean {
  return at.some((place) => /(?:socket|idle|read)Timeout/i.test(place));
}

/** The function in which a call stands; nothing for the module itself. */
function textAround({ evaluator }: Project, file: string, text: string, fn: number): string {
  const range = evaluator.facts(file)?.functions[fn]?.range;
  return range ? text.slice(...range) : '';
}
