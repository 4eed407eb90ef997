import { once } from 'node:events';
import net from 'node:net';
import type * as exercise from '../../../solutions/18-backpressure.ts';
import { LOOPBACK, type Programs } from '../../vocabulary.ts';

type Exercise = typeof exercise;

/** A target to relay to: it sends back what it is sent. */
async function startEcho(): Promise<net.AddressInfo> {
  const server = net.createServer({ allowHalfOpen: true }, (socket) => {
    socket.on('error', () => {});
    socket.pipe(socket);
  });
  server.listen(LOOPBACK);
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('it does not listen');
  return address;
}

const programs: Programs<Exercise> = {
  relay: {
    about: 'startRelay, before a server that sends back what it is sent',
    transport: 'tcp',
    async start({ startRelay }, address) {
      const { port } = await startEcho();
      return startRelay(address, { host: LOOPBACK.host, port });
    },
  },
};

export default programs;
