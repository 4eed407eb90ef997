// Wrong on purpose: a port has to be less than 65535.
// check: table-port-zero
// cause: edge-port-refused
import * as right from '../../../../solutions/03-ports.ts';

export {
  listenOnFreePort,
  parseEndpoint,
  portRange,
  surveyPorts,
} from '../../../../solutions/03-ports.ts';

function mustBeInRange({ port }: right.Endpoint): void {
  if (!(port < 65_535)) throw new RangeError(`expected a port below 65535, received ${port}`);
}

export class Demultiplexer extends right.Demultiplexer {
  override listen(protocol: right.Protocol, local: right.Endpoint, name: string): void {
    mustBeInRange(local);
    super.listen(protocol, local, name);
  }
}
