/** How many bytes a line of hex shows. */
export const PER_LINE = 16;

/** "1 byte", "6 bytes", "65,507 bytes". */
export function countBytes(count: number): string {
  return `${count.toLocaleString('en-US')} ${count === 1 ? 'byte' : 'bytes'}`;
}

/**
 * The text of the first `most` bytes, as far as their characters are whole; undefined unless a person can
 * read it: UTF-8 without control characters but newlines and tabs.
 */
export function asText(bytes: Uint8Array, most = bytes.length): string | undefined {
  if (bytes.length === 0) return undefined;
  try {
    const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
    const text = decoder.decode(bytes.subarray(0, most), { stream: most < bytes.length });
    return /[^\P{C}\n\r\t]/u.test(text) ? undefined : text;
  } catch {
    return undefined;
  }
}

/** The place of the first byte that differs, or -1 where none does. */
export function firstDifference(one: Uint8Array, other: Uint8Array): number {
  const shorter = Math.min(one.length, other.length);
  for (let i = 0; i < shorter; i++) if (one[i] !== other[i]) return i;
  return one.length === other.length ? -1 : shorter;
}

/** A window of hex on the bytes around `at`: one line, and the column at which the byte `at` stands in it. */
export function hexWindow(bytes: Uint8Array, at: number): { line: string; column: number } {
  const start =
    bytes.length <= PER_LINE ? 0 : Math.max(0, Math.min(at - 8, bytes.length - PER_LINE));
  const end = Math.min(bytes.length, start + PER_LINE);
  const before = start > 0 ? '… ' : '';
  const after = end < bytes.length ? ' …' : '';
  const hex = [...bytes.subarray(start, end)]
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join(' ');
  return { line: before + hex + after, column: before.length + (at - start) * 3 };
}

/** `"hello\n"`, cut to fit; undefined where the bytes are no text. */
export function quoted(bytes: Uint8Array, most = 24): string | undefined {
  const text = asText(bytes, 4 * most);
  if (text === undefined) return undefined;
  const characters = [...text];
  const cut = bytes.length > 4 * most || characters.length > most;
  return JSON.stringify(characters.slice(0, most).join('')) + (cut ? ' …' : '');
}
