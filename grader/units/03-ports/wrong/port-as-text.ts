// Wrong on purpose: the port is left as the text that it was.
// check: parses-endpoints
// cause: port-as-text
import net from 'node:net';

export {
  Demultiplexer,
  listenOnFreePort,
  portRange,
  surveyPorts,
} from '../../../../solutions/03-ports.ts';

export function parseEndpoint(text: string): { host: string; port: string } {
  const match = /^(?:\[([^\]]+)\]|([\w.-]+)):(0|[1-9]\d*)$/.exec(text);
  const host = match?.[1] ?? match?.[2];
  if (match === null || host === undefined || (match[1] !== undefined && !net.isIPv6(host))) {
    throw new TypeError(`expected host:port or [IPv6 address]:port, received ${text}`);
  }
  const [, , , port = ''] = match;
  if (Number(port) > 65535) throw new RangeError(`no port: ${port}`);
  return { host, port };
}
