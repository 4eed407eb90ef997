// Wrong on purpose: a number that is free on one's own computer is taken for free.
// check: free-ports
// cause: fixed-port
import net from 'node:net';

export {
  Demultiplexer,
  parseEndpoint,
  portRange,
  surveyPorts,
} from '../../../../solutions/03-ports.ts';

export function listenOnFreePort(): Promise<net.Server> {
  return new Promise((resolve, reject) => {
    const server = net.createServer();
    server.on('error', reject);
    server.listen(54321, '127.0.0.1', () => resolve(server));
  });
}
