// Wrong on purpose: the range in which Linux looks for a free port is taken for the dynamic ports.
// check: port-ranges
// cause: linux-ephemeral-range
export {
  Demultiplexer,
  listenOnFreePort,
  parseEndpoint,
  surveyPorts,
} from '../../../../solutions/03-ports.ts';

export function portRange(port: number): 'system' | 'user' | 'dynamic' {
  if (!Number.isInteger(port) || port < 0 || port > 65535) throw new RangeError(`no port: ${port}`);
  if (port < 1024) return 'system';
  // cat /proc/sys/net/ipv4/ip_local_port_range
  return port >= 32768 && port <= 60999 ? 'dynamic' : 'user';
}
