// Wrong on purpose: the brackets are taken for a part of the address.
// check: parses-endpoints
// cause: brackets-kept
import net from 'node:net';

export {
  Demultiplexer,
  listenOnFreePort,
  portRange,
  surveyPorts,
} from '../../../../solutions/03-ports.ts';

export function parseEndpoint(text: string): { host: string; port: number } {
  const match = /^(\[[^\]]+\]|[\w.-]+):(0|[1-9]\d*)$/.exec(text);
  const host = match?.[1];
  if (match === null || host === undefined)
    throw new TypeError(`expected host:port or [IPv6 address]:port, received ${text}`);
  if (host.startsWith('[') && !net.isIPv6(host.slice(1, -1)))
    throw new TypeError(`expected host:port or [IPv6 address]:port, received ${text}`);
  const port = Number(match[2]);
  if (port > 65535) throw new RangeError(`no port: ${port}`);
  return { host, port };
}
