// Wrong on purpose: port 0 is refused, because nobody can be reached there.
// check: port-ranges
// cause: zero-refused
export {
  Demultiplexer,
  listenOnFreePort,
  parseEndpoint,
  surveyPorts,
} from '../../../../solutions/03-ports.ts';

export function portRange(port: number): 'system' | 'user' | 'dynamic' {
  if (!Number.isInteger(port) || port < 1 || port > 65535) throw new RangeError(`no port: ${port}`);
  if (port < 1024) return 'system';
  return port < 49152 ? 'user' : 'dynamic';
}
