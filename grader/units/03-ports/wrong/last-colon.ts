// Wrong on purpose: the last colon separates, whatever stands before it.
// check: refuses-endpoints
// cause: bare-ipv6-accepted
import net from 'node:net';

export {
  Demultiplexer,
  listenOnFreePort,
  portRange,
  surveyPorts,
} from '../../../../solutions/03-ports.ts';

export function parseEndpoint(text: string): { host: string; port: number } {
  const at = text.lastIndexOf(':');
  const digits = text.slice(at + 1);
  let host = text.slice(0, at);
  if (host.startsWith('[') && host.endsWith(']') && net.isIPv6(host.slice(1, -1))) {
    host = host.slice(1, -1);
  } else if (!/^[\w.-]+$/.test(host) && !net.isIPv6(host)) {
    throw new TypeError(`expected host:port or [IPv6 address]:port, received ${text}`);
  }
  if (at < 0 || !/^(0|[1-9]\d*)$/.test(digits))
    throw new TypeError(`expected host:port or [IPv6 address]:port, received ${text}`);
  const port = Number(digits);
  if (port > 65535) throw new RangeError(`no port: ${port}`);
  return { host, port };
}
