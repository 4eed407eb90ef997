// Wrong on purpose: the text is cut at its colons, and the first two pieces are taken.
// check: parses-endpoints
// cause: split-at-colon
export {
  Demultiplexer,
  listenOnFreePort,
  portRange,
  surveyPorts,
} from '../../../../solutions/03-ports.ts';

export function parseEndpoint(text: string): { host: string; port: number } {
  const [host = '', digits = ''] = text.split(':');
  if (!/^[\w.-]+$/.test(host) || !/^(0|[1-9]\d*)$/.test(digits)) {
    throw new TypeError(`expected host:port or [IPv6 address]:port, received ${text}`);
  }
  const port = Number(digits);
  if (port > 65535) throw new RangeError(`no port: ${port}`);
  return { host, port };
}
