// Wrong on purpose: endpoint objects are used as keys of a Map.
// check: table-listeners
// cause: compared-as-objects
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
  #listeners: Record<string, Map<Endpoint, string>> = { tcp: new Map(), udp: new Map() };
  #connections = new Map<string, string>();

  listen(protocol: string, local: Endpoint, name: string): void {
    mustBePort(local.port);
    const listeners = this.#listeners[protocol];
    if (listeners?.has(local)) throw inUse(`port ${local.port}`);
    listeners?.set(local, name);
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
      ) ??
      this.#listeners[protocol]?.get(local) ??
      this.#listeners[protocol]?.get({ host: '0.0.0.0', port: local.port })
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
