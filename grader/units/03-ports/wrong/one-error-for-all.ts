// Wrong on purpose: a number that is too large is refused like a form that is wrong.
// check: refuses-endpoints
// cause: one-error-for-two
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
  const port = Number(match[3]);
  if (port > 65535) throw new TypeError(`no port: ${port}`);
  return { host, port };
}
