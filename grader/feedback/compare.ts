import { countBytes, firstDifference, hexWindow, PER_LINE, quoted } from './bytes.ts';
import type { Evidence, Shown } from './evidence.ts';
import { columns, section, wrap } from './layout.ts';

const ROOM = 64;

/** What was sent, expected and received, with a caret under the first byte that differs. */
export function comparison({ sent, expected, received }: Evidence): string[] {
  const differs = firstPlace(expected, received);
  return [
    ...(sent ? section('Sent', shownLines({ bytes: sent }, 0)) : []),
    ...(expected ? section('Expected', shownLines(expected, differs)) : []),
    ...(received
      ? section('Received', [...shownLines(received, differs), ...caret(received, differs)])
      : []),
  ];
}

function firstPlace(expected?: Shown, received?: Shown): number {
  if (!expected || !received || !('bytes' in expected) || !('bytes' in received)) return -1;
  return firstDifference(expected.bytes, received.bytes);
}

function shownLines(shown: Shown, at: number): string[] {
  if ('text' in shown) return withRemark(shown.text, shown.remark);
  const drawn = bytesLines(shown.bytes, Math.max(0, at));
  const end = shown.end ? `, then ${shown.end}` : '';
  if (shown.bytes.length === 0) return [`0 bytes${end}`];
  const lines =
    end || shown.bytes.length > PER_LINE ? [...drawn, countBytes(shown.bytes.length) + end] : drawn;
  return shown.remark ? [...lines, shown.remark] : lines;
}

function withRemark(text: string, remark?: string): string[] {
  const lines = text.split('\n').flatMap((line) => wrap(line, ROOM));
  if (!remark) return lines;
  const [first = '', ...rest] = lines;
  if (columns(first) + 4 + columns(remark) <= ROOM)
    return [`${first.padEnd(8)}    ${remark}`, ...rest];
  return [...lines, remark];
}

function bytesLines(bytes: Uint8Array, at: number): string[] {
  if (bytes.length === 0) return ['0 bytes'];
  const { line } = hexWindow(bytes, at);
  const text = bytes.length <= PER_LINE ? quoted(bytes) : undefined;
  const whole = text === undefined ? line : `${line.padEnd(20)}  ${text}`;
  const fits = columns(whole) <= ROOM ? [whole] : [line, text ?? ''];
  return fits;
}

function caret(received: Shown, at: number): string[] {
  if (at < 0 || !('bytes' in received)) return [];
  if (received.bytes.length === 0) return [];
  if (at >= received.bytes.length) return [`it ends after ${countBytes(received.bytes.length)}`];
  const { column } = hexWindow(received.bytes, at);
  return [`${' '.repeat(column)}^^ byte ${at.toLocaleString('en-US')}`];
}
