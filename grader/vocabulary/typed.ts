import { inspect } from 'node:util';
import { WIDTH, wrap } from '../feedback/layout.ts';
import { Mistyped } from './programs.ts';

const PER_LINE = 16;
const LABEL = 11;

/** A number that somebody typed: 5, -5, 1e3, 0xff, NaN. Throws Mistyped. */
export function numberOf(word: string): number {
  const value = Number(word);
  if (word.trim() === '' || (Number.isNaN(value) && word !== 'NaN'))
    throw new Mistyped(`expected a number, not "${word}"`);
  return value;
}

/** Bytes in hexadecimal, in one word or several: 0001, 00 01, 00:01. Throws Mistyped. */
export function bytesOf(...words: readonly string[]): Buffer {
  const digits = words.join('').replaceAll(/[\s:]/g, '');
  if (!/^(?:[\da-f]{2})*$/i.test(digits))
    throw new Mistyped(`expected bytes, two hexadecimal digits each, not "${words.join(' ')}"`);
  return Buffer.from(digits, 'hex');
}

/** Bytes in hexadecimal, 16 a line; where there are more lines, each has the number of its first. */
export function hexLines(bytes: Uint8Array): string {
  if (bytes.length === 0) return 'no bytes';
  const lines: string[] = [];
  for (let at = 0; at < bytes.length; at += PER_LINE) {
    const hex = [...bytes.subarray(at, at + PER_LINE)]
      .map((byte) => byte.toString(16).padStart(2, '0'))
      .join(' ');
    lines.push(bytes.length > PER_LINE ? `${String(at).padStart(5)}   ${hex}` : hex);
  }
  return lines.join('\n');
}

/** Whatever an exercise gave, whole: "text", 5n, <e4 bd a0>, [1, 2]. What cannot be seen is escaped. */
export function shown(value: unknown): string {
  if (value instanceof Uint8Array) {
    const hex = Buffer.from(value)
      .toString('hex')
      .replace(/..(?=.)/g, '$& ');
    return value.length === 0 ? 'no bytes' : `<${hex}>`;
  }
  if (typeof value === 'string') {
    return JSON.stringify(value).replace(
      /[\p{Cf}\p{Co}\p{Cn}]/gu,
      (character) => `\\u{${character.codePointAt(0)?.toString(16)}}`,
    );
  }
  if (Array.isArray(value)) return `[${value.map(shown).join(', ')}]`;
  return inspect(value, { breakLength: WIDTH });
}

/** A name, and beside it what belongs to it: pieces that are parted by commas and stay in one line each. */
export function row(name: string, pieces: readonly string[]): string {
  const text = pieces.map((piece) => piece.replaceAll(' ', '\u00a0')).join(', ');
  const margin = name === '' ? 0 : LABEL;
  return wrap(text, WIDTH - margin)
    .map((line, i) => (i === 0 ? name : '').padEnd(margin) + line.replaceAll('\u00a0', ' '))
    .join('\n');
}
