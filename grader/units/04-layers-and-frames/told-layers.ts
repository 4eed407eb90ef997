import { countBytes, quoted, row, shown } from '../../vocabulary.ts';

const FLAGS = ['CWR', 'ECE', 'URG', 'ACK', 'PSH', 'RST', 'SYN', 'FIN'];
const MOST_SHOWN = 16;
const IPV4_UDP = { at: 12, etherType: 0x0800, protocolAt: 23, protocol: 17, message: 42 };

/** A layer a row, with its fields: what decodeFrame gave, whatever that is. */
export function toldLayers(layers: unknown): string {
  if (!Array.isArray(layers)) return shown(layers);
  return layers.map(toldLayer).join('\n');
}

function toldLayer(layer: unknown): string {
  if (!(layer instanceof Object && 'layer' in layer)) return shown(layer);
  const fields = Object.entries(layer).filter(([name]) => name !== 'layer');
  return row(String(layer.layer), fields.map(toldField));
}

function toldField([name, value]: [string, unknown]): string {
  if (typeof value === 'number' && (name === 'etherType' || name === 'identification'))
    return `${name} ${hex(value, 4)}`;
  if (typeof value === 'number' && name === 'flags') {
    const set = FLAGS.filter((_, i) => value & (0x80 >> i));
    return `${name} ${hex(value, 2)} (${set.join(' ')})`;
  }
  if (typeof value === 'string') return `${name} ${value}`;
  if (!(value instanceof Uint8Array)) return `${name} ${shown(value)}`;
  const what = name === 'bytes' ? '' : ` of ${name}`;
  const text = quoted(value);
  const first = shown(value.subarray(0, MOST_SHOWN)).replace(
    '>',
    value.length > MOST_SHOWN ? ' …>' : '>',
  );
  const seen = value.length === 0 ? [] : text === undefined ? [first] : [first, text];
  return [`${countBytes(value.length)}${what}`, ...seen].join(' ');
}

function hex(value: number, digits: number): string {
  return `0x${value.toString(16).padStart(digits, '0')}`;
}

/** `192.0.2.1:40000 to 192.0.2.2:4242 "hello"`, for a frame that carries UDP in IPv4 without options. */
export function toldFrame(bytes: Buffer): string | undefined {
  const { at, etherType, protocolAt, protocol, message } = IPV4_UDP;
  if (bytes.length < message || bytes.readUInt16BE(at) !== etherType) return undefined;
  if (bytes.readUInt8(14) !== 0x45 || bytes.readUInt8(protocolAt) !== protocol) return undefined;
  const endpoint = (address: number, port: number) =>
    `${bytes.subarray(address, address + 4).join('.')}:${bytes.readUInt16BE(port)}`;
  const text = quoted(bytes.subarray(message), 12) ?? countBytes(bytes.length - message);
  return `${endpoint(26, 34)} to ${endpoint(30, 36)} ${text}`;
}
