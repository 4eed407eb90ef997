import type { CheckResult, ExchangeEvent } from '../report/results.ts';
import { asText, PER_LINE } from './bytes.ts';
import { ladder } from './ladder.ts';
import { wrap } from './layout.ts';

const WIDE = 76;

/** All that was kept of a check's exchange: every row of the ladder, and the bytes that did not fit into it. */
export function wholeExchange({ title, exchange }: CheckResult): string[] {
  const drawn = ladder(exchange, undefined, Number.POSITIVE_INFINITY);
  if (drawn.length === 0)
    return [
      ...wrap(`${title}: nothing crossed the wire, since this check only calls functions.`, WIDE),
    ];
  const bytes = exchange.events.filter(({ length }) => length > 6);
  return [
    title,
    '',
    ...drawn.map((line) => `    ${line}`),
    ...(exchange.omitted > 0 ? [`    ${exchange.omitted} more were not kept`] : []),
    ...bytes.flatMap((event) => ['', ...dump(event)]),
  ];
}

/** The first bytes that an event carried, as hex with the text beside it. */
function dump({ at_us, from, to, length, hex }: ExchangeEvent): string[] {
  const bytes = Buffer.from(hex, 'hex');
  const cut = length > bytes.length ? `, the first ${bytes.length} of ${length} bytes` : '';
  const rows: string[] = [];
  for (let at = 0; at < bytes.length; at += PER_LINE) {
    const part = bytes.subarray(at, at + PER_LINE);
    const shown = [...part].map((byte) => byte.toString(16).padStart(2, '0')).join(' ');
    rows.push(`      ${shown.padEnd(3 * PER_LINE + 1)}${readable(part)}`.trimEnd());
  }
  return [`    ${(at_us / 1000).toFixed(1)} ms  ${from} → ${to}${cut}`, ...rows];
}

function readable(bytes: Buffer): string {
  return [...bytes]
    .map((byte) => asText(Uint8Array.of(byte)) ?? '.')
    .join('')
    .replace(/[\n\r\t]/g, '.');
}
