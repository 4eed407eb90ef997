// Wrong on purpose: the ports 1 to 1024 are taken for the system's.
// check: port-ranges
// cause: system-to-1024
export {
  Demultiplexer,
  listenOnFreePort,
  parseEndpoint,
  surveyPorts,
} from '../../../../solutions/03-ports.ts';

export function portRange(port: number): 'system' | 'user' | 'dynamic' {
  if (!Number.isInteger(port) || port < 0 || port > 65535) throw new RangeError(`no port: ${port}`);
  if (port <= 1024) return 'system';
  if (port <= 49151) return 'user';
  return 'dynamic';
}
