// Wrong on purpose: a port may have any number of digits.
// check: refuses-endpoints
// cause: no-port-accepted
import net from 'node:net';

export {
  Demultiplexer,
  listenOnFreePort,
  portRange,
  surveyPorts,
} from '../../../../solutions/03-ports.ts';

export function parseEndpoint(text: string): { host: string; port: number } {
  const match = /^(?:\[([^\]]+)\]|([\w.-]+)):(0|[1-9]\d*)$/.exec(text);
  const host = match?.[1] ?? match?.[2];
  if (match === null || host === undefined || (match[1] !== undefined && !net.isIPv6(host))) {
    throw new TypeError(`expected host:port or [IPv6 address]:port, received ${text}`);
  }
  return { host, port: Number(match[3]) };
}
