import type { Value } from '../../vocabulary.ts';
import file from './vectors.json' with { type: 'json' };

/** A layer as the lesson states it: its name, and its fields. */
export type Layer = { layer: string } & { [field: string]: Value };

/** A frame, where it comes from, and what is in it. */
export interface Captured {
  from: string;
  bytes: Buffer;
  layers: Layer[];
}

interface Row {
  from: string;
  hex: string;
  layers: readonly { layer: string }[];
}

function fieldOf(value: unknown): Value {
  if (typeof value === 'object' && value !== null && 'bytes' in value)
    return Buffer.from(String(value.bytes), 'hex');
  if (typeof value === 'number' || typeof value === 'boolean') return value;
  return String(value);
}

function layerOf(row: { layer: string }): Layer {
  const fields = Object.entries(row).map(([name, value]) => [name, fieldOf(value)] as const);
  return { ...Object.fromEntries(fields), layer: row.layer };
}

const rows: readonly Row[] = file.frames;

/** Real frames, and what tshark says of them. */
export const captured: readonly Captured[] = rows.map(({ from, hex, layers }) => ({
  from,
  bytes: Buffer.from(hex, 'hex'),
  layers: layers.map(layerOf),
}));

/** The frames of these captures: udp, or raw 2 for the second frame of raw. */
export function frames(...names: string[]): Captured[] {
  return names.flatMap((name) => {
    const [capture, number] = name.split(' ');
    const from = `${capture}.pcapng, frame ${number ?? ''}`;
    const found = captured.filter((frame) =>
      number === undefined ? frame.from.startsWith(from) : frame.from === from,
    );
    if (found.length === 0) throw new Error(`no frame of ${name} in vectors.json`);
    return found;
  });
}

/** The names of layers, from the outside to the inside. */
export function namesOf(layers: readonly Layer[]): string[] {
  return layers.map(({ layer }) => layer);
}

/** Where each layer begins in the frame. */
export function offsetsOf({ layers }: Captured): number[] {
  let at = 0;
  return layers.map((layer) => {
    const start = at;
    const { options } = layer;
    const more = options instanceof Uint8Array ? options.length : 0;
    at += (HEADER_BYTES[layer.layer] ?? 0) + more;
    return start;
  });
}

/** Where the last layer ends: what is behind that is padding. */
export function endOf(frame: Captured): number {
  const last = frame.layers.at(-1);
  const bytes = last?.bytes;
  const size = last?.layer === 'arp' ? 28 : bytes instanceof Uint8Array ? bytes.length : 0;
  return (offsetsOf(frame).at(-1) ?? 0) + size;
}

const HEADER_BYTES: Record<string, number> = {
  ethernet: 14,
  vlan: 4,
  arp: 28,
  ipv4: 20,
  ipv6: 40,
  udp: 8,
  tcp: 20,
};
