// Wrong on purpose: a port may be written with zeros in front.
// check: refuses-endpoints
// cause: leading-zero-accepted
import net from 'node:net';

export {
  Demultiplexer,
  listenOnFreePort,
  portRange,
  surveyPorts,
} from '../../../../solutions/03-ports.ts';

export function parseEndpoint(text: string): { host: string; port: number } {
  const match = /^(?:\[([^\]]+)\]|([\w.-]+)):(\d+)$/.exec(text);
  const host = match?.[1] ?? match?.[2];
  if (match === null || host === undefined || (match[1] !== undefined && !net.isIPv6(host))) {
    throw new TypeError(`expected host:port or [IPv6 address]:port, received ${text}`);
  }
  const port = Number(match[3]);
  if (port > 65535) throw new RangeError(`no port: ${port}`);
  return { host, port };
}
