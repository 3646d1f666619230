import { pathText, type Abstract } from './abstract.js';

/** `Infinity`, `Number.POSITIVE_INFINITY`: a number that bounds nothing. */
export function isInfinite(value: Abstract): boolean {
  return (value.is === 'literal' && value.value === Infinity) || (value.is === 'library' && value.package === 'globalThis' && /^(?:Number\.POSITIVE_INFINITY|Infinity)$/.test(pathText(value.path)));
}
