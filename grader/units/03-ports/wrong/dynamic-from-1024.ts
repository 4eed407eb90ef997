// Wrong on purpose: everything above the system ports is taken for dynamic.
// check: port-ranges
// cause: dynamic-from-1024
export {
  Demultiplexer,
  listenOnFreePort,
  parseEndpoint,
  surveyPorts,
} from '../../../../solutions/03-ports.ts';

export function portRange(port: number): 'system' | 'user' | 'dynamic' {
  if (!Number.isInteger(port) || port < 0 || port > 65535) throw new RangeError(`no port: ${port}`);
  return port < 1024 ? 'system' : 'dynamic';
}
