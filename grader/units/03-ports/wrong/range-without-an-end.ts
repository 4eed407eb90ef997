// Wrong on purpose: whatever is above 49151 is dynamic, however large.
// check: port-ranges
// cause: no-port-accepted
export {
  Demultiplexer,
  listenOnFreePort,
  parseEndpoint,
  surveyPorts,
} from '../../../../solutions/03-ports.ts';

export function portRange(port: number): 'system' | 'user' | 'dynamic' {
  if (!Number.isInteger(port) || port < 0) throw new RangeError(`no port: ${port}`);
  if (port < 1024) return 'system';
  if (port < 49152) return 'user';
  return 'dynamic';
}
