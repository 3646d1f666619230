import { flatten, unknown, type Abstract } from './abstract.js';

/** A template or concatenation: the constant text, or its constant parts. */
export function foldText(parts: readonly (readonly Abstract[])[]): Abstract {
  const texts = [''];
  const add = (text: string): void => void texts.push(`${texts.pop() ?? ''}${text}`);
  for (const part of parts) {
    const [value] = part;
    if (part.length === 1 && value?.is === 'literal' && value.value !== undefined) add(String(value.value));
    else if (part.length === 1 && value?.is === 'text') {
      const [first = '', ...others] = value.parts;
      add(first);
      texts.push(...others);
    } else texts.push('');
  }
  return texts.length === 1 ? { is: 'literal', value: texts[0] ?? '' } : { is: 'text', parts: texts };
}

/** Arithmetic on constants; with an unknown part it is still some number. */
export function foldBinary(op: string, left: readonly Abstract[], right: readonly Abstract[]): Abstract {
  if (!['+', '-', '*', '/', '%', '**'].includes(op)) return unknown('a comparison');
  const a = onlyNumber(left);
  const b = onlyNumber(right);
  return a === undefined || b === undefined ? { is: 'number' } : { is: 'literal', value: arithmetic(op, a, b) };
}

export function foldUnary(op: string, values: readonly Abstract[]): readonly Abstract[] {
  if (op === '+') return values.map(toNumber);
  if (op === '!' || op === 'typeof') return [unknown('a condition')];
  return [{ is: 'number' }];
}

/** `Number(x)`, `parseInt(x)`, `+x`: a numeric text becomes its number, everything else keeps its origin. */
export function toNumber(value: Abstract): Abstract {
  if (value.is === 'literal') return typeof value.value === 'string' && value.value.trim() !== '' && !Number.isNaN(Number(value.value)) ? { is: 'literal', value: Number(value.value) } : value;
  if (value.is === 'or') return { is: 'or', first: toNumber(value.first), then: value.then.map(toNumber) };
  return value;
}

function onlyNumber(values: readonly Abstract[]): number | undefined {
  const [value, ...others] = flatten(values);
  return others.length === 0 && value?.is === 'literal' && typeof value.value === 'number' ? value.value : undefined;
}

function arithmetic(op: string, a: number, b: number): number {
  switch (op) {
    case '+': return a + b;
    case '-': return a - b;
    case '*': return a * b;
    case '/': return a / b;
    case '%': return a % b;
    default: return a ** b;
  }
}
