// Wrong on purpose: parseInt() is trusted to tell what is a number.
// check: refuses-endpoints
// cause: parse-int-stops
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
  const port = Number.parseInt(match[3] ?? '', 10);
  if (Number.isNaN(port) || port < 0) throw new TypeError(`no port: ${match[3]}`);
  if (port > 65535) throw new RangeError(`no port: ${port}`);
  return { host, port };
}
