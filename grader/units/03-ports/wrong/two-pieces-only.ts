// Wrong on purpose: a colon can only stand between host and port.
// check: parses-endpoints
// cause: brackets-refused
export {
  Demultiplexer,
  listenOnFreePort,
  portRange,
  surveyPorts,
} from '../../../../solutions/03-ports.ts';

export function parseEndpoint(text: string): { host: string; port: number } {
  const pieces = text.split(':');
  const [host = '', digits = ''] = pieces;
  if (pieces.length !== 2 || !/^[\w.-]+$/.test(host) || !/^(0|[1-9]\d*)$/.test(digits)) {
    throw new TypeError(`expected host:port or [IPv6 address]:port, received ${text}`);
  }
  const port = Number(digits);
  if (port > 65535) throw new RangeError(`no port: ${port}`);
  return { host, port };
}
