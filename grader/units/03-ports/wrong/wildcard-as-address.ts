// Wrong on purpose: 0.0.0.0 is taken for an address like any other.
// check: table-wildcard
// cause: wildcard-as-address
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
    const key = `${protocol} ${local.host}:${local.port}`;
    if (this.#listeners.has(key)) throw inUse(key);
    this.#listeners.set(key, name);
  }

  connect(protocol: string, local: Endpoint, remote: Endpoint, name: string): void {
    mustBePort(local.port);
    mustBePort(remote.port);
    const key = `${protocol} ${local.host}:${local.port} ${remote.host}:${remote.port}`;
    if (this.#connections.has(key)) throw inUse(key);
    this.#connections.set(key, name);
  }

  deliver(protocol: string, local: Endpoint, remote: Endpoint): string | undefined {
    mustBePort(local.port);
    return (
      this.#connections.get(
        `${protocol} ${local.host}:${local.port} ${remote.host}:${remote.port}`,
      ) ?? this.#listeners.get(`${protocol} ${local.host}:${local.port}`)
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
