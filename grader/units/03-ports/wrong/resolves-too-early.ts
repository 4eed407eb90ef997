// Wrong on purpose: listen() is taken for done when it returns.
// check: free-ports
// cause: resolved-before-listening
import net from 'node:net';

export {
  Demultiplexer,
  parseEndpoint,
  portRange,
  surveyPorts,
} from '../../../../solutions/03-ports.ts';

export async function listenOnFreePort(): Promise<net.Server> {
  return net.createServer().listen(0, '127.0.0.1');
}
