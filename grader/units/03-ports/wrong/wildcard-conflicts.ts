// Wrong on purpose: the table refuses what Linux refuses: a wildcard beside a specific address.
// check: table-wildcard
// cause: wildcard-conflict
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

const ANY = '0.0.0.0';

export class Demultiplexer {
  #listeners = new Map<string, string>();
  #connections = new Map<string, string>();

  listen(protocol: string, local: Endpoint, name: string): void {
    mustBePort(local.port);
    const taken = [...this.#listeners.keys()].some((key) => {
      const [other, host, port] = key.split(' ');
      const meet = host === ANY || local.host === ANY || host === local.host;
      return other === protocol && port === String(local.port) && meet;
    });
    if (taken) throw inUse(`${local.host}:${local.port}`);
    this.#listeners.set(`${protocol} ${local.host} ${local.port}`, name);
  }

  connect(protocol: string, local: Endpoint, remote: Endpoint, name: string): void {
    mustBePort(local.port);
    mustBePort(remote.port);
    const key = `${protocol} ${local.host} ${local.port} ${remote.host} ${remote.port}`;
    if (this.#connections.has(key)) throw inUse(key);
    this.#connections.set(key, name);
  }

  deliver(protocol: string, local: Endpoint, remote: Endpoint): string | undefined {
    mustBePort(local.port);
    const own = `${protocol} ${local.host} ${local.port}`;
    return (
      this.#connections.get(`${own} ${remote.host} ${remote.port}`) ??
      this.#listeners.get(own) ??
      this.#listeners.get(`${protocol} ${ANY} ${local.port}`)
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
