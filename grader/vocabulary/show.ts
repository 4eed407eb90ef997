import { inspect } from 'node:util';
import { countBytes } from '../feedback/bytes.ts';
import { Argument, type Given, Other, Reference, Repeated } from '../submission/values.ts';

const MOST_CHARACTERS = 40;

/** A value as a person would write it: "text", 5n, <e4 bd a0>, [1, 2]. */
export function show(value: Given): string {
  if (value instanceof Repeated) return countBytes(value.bytes.length * value.times);
  if (value instanceof Argument) return show(value.bytes);
  if (value instanceof Reference) return value.shown;
  if (value instanceof Other) return value.what;
  if (value instanceof Uint8Array) return showBytes(value);
  if (typeof value === 'string') return showText(value);
  if (Array.isArray(value)) return `[${listed(value)}]`;
  if (typeof value === 'object' && value !== null) {
    return `{ ${Object.entries(value)
      .map(([key, item]) => `${key}: ${show(item)}`)
      .join(', ')} }`;
  }
  return inspect(value);
}

/** `byteLength("你好")`. */
export function showCall(name: string, args: readonly Given[]): string {
  return `${name}(${listed(args)})`;
}

function listed(values: readonly Given[]): string {
  const shown = values.slice(0, 6).map(show);
  return [...shown, ...(values.length > 6 ? [`… ${values.length - 6} more`] : [])].join(', ');
}

function showText(text: string): string {
  const characters = [...text];
  const begins = JSON.stringify(characters.slice(0, MOST_CHARACTERS).join(''));
  // What looks like a blank and is none has to be seen. U+200D joins what is one emoji.
  const seen = begins.replace(/(?![ \u200d])[\p{Z}\p{Cf}\p{Cc}]/gu, escaped);
  return seen + (characters.length > MOST_CHARACTERS ? ' …' : '');
}

function escaped(character: string): string {
  const units = character.split(''); // of UTF-16: two of them where it lies above U+FFFF
  return units.map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`).join('');
}

function showBytes(bytes: Uint8Array): string {
  if (bytes.length === 0) return 'no bytes';
  if (bytes.length > 24) return countBytes(bytes.length);
  return `<${(Buffer.from(bytes).toString('hex').match(/../g) ?? []).join(' ')}>`;
}

/** How many bytes are handed over at once. */
export function inSteps(size: number): string {
  return size === 1 ? 'one byte at a time' : `${size} bytes at a time`;
}
