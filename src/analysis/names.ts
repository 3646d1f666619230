import type { FileFacts, Value } from '../model/facts.js';

/** An expression as it would be written, as far as names go: `this.http.get`, `axios.create()`. For messages. */
export function writtenName(facts: FileFacts, value: Value): string {
  switch (value.is) {
    case 'ref': return facts.bindings[value.to]?.name ?? '';
    case 'global': return value.name;
    case 'member': return `${writtenName(facts, value.of) || '(…)'}.${value.name}`;
    case 'call': {
      const call = facts.calls[value.call];
      return call ? `${call.construct ? 'new ' : ''}${writtenName(facts, call.callee)}()` : '';
    }
    case 'this': return 'this';
    case 'super': return 'super';
    case 'await': return writtenName(facts, value.of);
    case 'import': return value.from;
    case 'element': return `${writtenName(facts, value.of)}[…]`;
    default: return '';
  }
}

/** The callee of a call as it is written. */
export function calleeName(facts: FileFacts, call: number): string {
  const fact = facts.calls[call];
  if (!fact) return '';
  // `super(…)` makes an object of the class itself.
  if (fact.callee.is === 'super') return facts.classes[fact.callee.cls]?.name || 'super';
  const name = writtenName(facts, fact.callee);
  return fact.construct ? `new ${name}` : name;
}

/** Milliseconds as a person says them: `300 s`, `500 ms`. */
export function duration(ms: number): string {
  return ms >= 1000 && ms % 100 === 0 ? `${String(ms / 1000)} s` : `${String(ms)} ms`;
}

/** `an axios client`, `a pg pool`. */
export function withArticle(noun: string): string {
  return `${/^"?[aeiou]/i.test(noun) ? 'an' : 'a'} ${noun}`;
}
