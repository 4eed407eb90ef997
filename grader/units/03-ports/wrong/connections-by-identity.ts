// Wrong on purpose: the ends of a connection are compared with ===.
// check: table-connections
// cause: connections-lost
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

interface Connection {
  protocol: string;
  local: Endpoint;
  remote: Endpoint;
  name: string;
}

export class Demultiplexer {
  #listeners = new Map<string, string>();
  #connections: Connection[] = [];

  listen(protocol: string, local: Endpoint, name: string): void {
    mustBePort(local.port);
    const key = `${protocol} ${local.host}:${local.port}`;
    if (this.#listeners.has(key)) throw inUse(key);
    this.#listeners.set(key, name);
  }

  connect(protocol: string, local: Endpoint, remote: Endpoint, name: string): void {
    mustBePort(local.port);
    mustBePort(remote.port);
    if (this.#find(protocol, local, remote)) throw inUse(name);
    this.#connections.push({ protocol, local, remote, name });
  }

  deliver(protocol: string, local: Endpoint, remote: Endpoint): string | undefined {
    mustBePort(local.port);
    return (
      this.#find(protocol, local, remote)?.name ??
      this.#listeners.get(`${protocol} ${local.host}:${local.port}`) ??
      this.#listeners.get(`${protocol} 0.0.0.0:${local.port}`)
    );
  }

  #find(protocol: string, local: Endpoint, remote: Endpoint): Connection | undefined {
    return this.#connections.find(
      (one) => one.protocol === protocol && one.local === local && one.remote === remote,
    );
  }
}

function inUse(what: string): Error {
  return Object.assign(new Error(`${what} is in use`), { code: 'EADDRINUSE' });
}

function mustBePort(port: number): void {
  if (!Number.isInteger(port) || port < 1 || port > 65535) {
    throw new RangeError(`expected a port from 1 to 65535, received ${port}`);
  }
}
