import { flatten, pathText, type Abstract } from '../abstract.js';
import type { OutboundCall, OutboundContext } from './outbound.js';
import { settingsAt } from './place.js';

/** Whether the options say that a call is no wait: a database that is a file, a store in memory. */
export function isExempt(context: OutboundContext, outbound: OutboundCall): boolean {
  const { unless } = outbound.model;
  if (!unless) return false;
  const values = unless.at.flatMap((place) => settingsAt(context, outbound, place)).flatMap((s) => flatten(s.values)).filter((v) => v.is !== 'absent');
  return values.length > 0 && values.every((value) => unless.is.some((one) => isOne(value, one)));
}

function isOne(value: Abstract, one: string | boolean): boolean {
  return value.is === 'literal' ? value.value === one : value.is === 'library' && pathText(value.path) === one;
}
