// Wrong on purpose: without a host the server is open to every network.
// check: free-ports
// cause: listens-elsewhere
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
    server.listen(0, () => resolve(server));
  });
}
