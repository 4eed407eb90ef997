// Wrong on purpose: a second socket takes the place of the first without a word.
// check: table-in-use
// cause: taken-twice
export {
  listenOnFreePort,
  parseEndpoint,
  portRange,
  surveyPorts,
} from '../../../../solutions/03-ports.ts';

interface Endpoint {
  host: string;
  port: number;
}

export class Demultiplexer {
  #listeners = new Map<string, string>();
  #connections = new Map<string, string>();

  listen(protocol: string, local: Endpoint, name: string): void {
    mustBePort(local.port);
    this.#listeners.set(`${protocol} ${local.host}:${local.port}`, name);
  }

  connect(protocol: string, local: Endpoint, remote: Endpoint, name: string): void {
    mustBePort(local.port);
    mustBePort(remote.port);
    this.#connections.set(
      `${protocol} ${local.host}:${local.port} ${remote.host}:${remote.port}`,
      name,
    );
  }

  deliver(protocol: string, local: Endpoint, remote: Endpoint): string | undefined {
    mustBePort(local.port);
    return (
      this.#connections.get(
        `${protocol} ${local.host}:${local.port} ${remote.host}:${remote.port}`,
      ) ??
      this.#listeners.get(`${protocol} ${local.host}:${local.port}`) ??
      this.#listeners.get(`${protocol} 0.0.0.0:${local.port}`)
    );
  }
}

function mustBePort(port: number): void {
  if (!Number.isInteger(port) || port < 1 || port > 65535) {
    throw new RangeError(`expected a port from 1 to 65535, received ${port}`);
  }
}
