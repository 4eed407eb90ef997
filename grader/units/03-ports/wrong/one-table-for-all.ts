// Wrong on purpose: the table is a variable of the module, and not of the object.
// check: table-listeners
// cause: one-table-for-all
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

const listeners = new Map<string, string>();
const connections = new Map<string, string>();

export class Demultiplexer {
  listen(protocol: string, local: Endpoint, name: string): void {
    mustBePort(local.port);
    const key = `${protocol} ${local.host}:${local.port}`;
    if (listeners.has(key)) throw inUse(key);
    listeners.set(key, name);
  }

  connect(protocol: string, local: Endpoint, remote: Endpoint, name: string): void {
    mustBePort(local.port);
    mustBePort(remote.port);
    const key = `${protocol} ${local.host}:${local.port} ${remote.host}:${remote.port}`;
    if (connections.has(key)) throw inUse(key);
    connections.set(key, name);
  }

  deliver(protocol: string, local: Endpoint, remote: Endpoint): string | undefined {
    mustBePort(local.port);
    return (
      connections.get(`${protocol} ${local.host}:${local.port} ${remote.host}:${remote.port}`) ??
      listeners.get(`${protocol} ${local.host}:${local.port}`) ??
      listeners.get(`${protocol} 0.0.0.0:${local.port}`)
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
