// Wrong on purpose: the four digits of a group are taken for its text.
// check: writes-groups
// cause: leading-zeros

export { type Ipv6Kind, ipv6Kind, parseIpv6 } from '../../../../solutions/02-ipv6-addresses.ts';

export function formatIpv6(bytes: Uint8Array): string {
  if (bytes.length !== 16) throw new RangeError(`16 bytes are due, not ${bytes.length}`);
  const hex = Buffer.from(bytes).toString('hex');
  if (/^0{20}ffff/.test(hex)) return `::ffff:${bytes.subarray(12).join('.')}`;
  const groups = hex.match(/..../g) ?? [];
  const [run] = runsOf(groups).sort(([a, b], [c, d]) => d - c - (b - a));
  if (!run) return groups.join(':');
  const [start, end] = run;
  return `${groups.slice(0, start).join(':')}::${groups.slice(end).join(':')}`;
}

/** The runs of zeros as [start, end), in the order in which they stand. */
function runsOf(groups: readonly string[]): [start: number, end: number][] {
  const runs: [number, number][] = [];
  for (let start = 0; start < groups.length; start++) {
    let end = start;
    while (groups[end] === '0000') end++;
    if (end - start > 1) runs.push([start, end]);
    start = end;
  }
  return runs;
}
