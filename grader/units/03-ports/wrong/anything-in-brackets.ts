// Wrong on purpose: what stands in brackets is an IPv6 address without being looked at.
// check: refuses-endpoints
// cause: brackets-unchecked
export {
  Demultiplexer,
  listenOnFreePort,
  portRange,
  surveyPorts,
} from '../../../../solutions/03-ports.ts';

export function parseEndpoint(text: string): { host: string; port: number } {
  const match = /^(?:\[([^[\]]+)\]|([\w.-]+)):(0|[1-9]\d*)$/.exec(text);
  const host = match?.[1] ?? match?.[2];
  if (match === null || host === undefined) {
    throw new TypeError(`expected host:port or [IPv6 address]:port, received ${text}`);
  }
  const port = Number(match[3]);
  if (port > 65535) throw new RangeError(`no port: ${port}`);
  return { host, port };
}
