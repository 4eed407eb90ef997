// Wrong on purpose: whatever Number() can read is taken for a port.
// check: refuses-endpoints
// cause: number-reads-too-much
import net from 'node:net';

export {
  Demultiplexer,
  listenOnFreePort,
  portRange,
  surveyPorts,
} from '../../../../solutions/03-ports.ts';

export function parseEndpoint(text: string): { host: string; port: number } {
  const match = /^(?:\[([^\]]+)\]|([\w.-]+)):(.*)$/s.exec(text);
  const host = match?.[1] ?? match?.[2];
  if (match === null || host === undefined || (match[1] !== undefined && !net.isIPv6(host))) {
    throw new TypeError(`expected host:port or [IPv6 address]:port, received ${text}`);
  }
  const digits = match[3] ?? '';
  const port = Number(digits);
  if (digits === '' || !Number.isInteger(port) || port < 0)
    throw new TypeError(`no port: ${digits}`);
  if (port > 65535) throw new RangeError(`no port: ${port}`);
  return { host, port };
}
