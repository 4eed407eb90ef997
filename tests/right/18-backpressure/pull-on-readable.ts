// Right: a class for each direction, which pulls with read() only as much as the receiver has room for.
import net from 'node:net';

export interface Address {
  host: string;
  port: number;
}

class OneWay {
  readonly #source: net.Socket;
  readonly #sink: net.Socket;
  #full = false;
  #over = false;

  constructor(source: net.Socket, sink: net.Socket) {
    this.#source = source;
    this.#sink = sink;
    source.on('readable', this.#pull);
    source.on('end', this.#finish);
    sink.on('drain', this.#goOn);
  }

  readonly #goOn = () => {
    this.#full = false;
    this.#pull();
  };

  readonly #pull = () => {
    while (!this.#full) {
      const piece: Buffer | null = this.#source.read();
      if (piece === null) return;
      this.#full = !this.#sink.write(piece);
    }
  };

  readonly #finish = () => {
    if (this.#over) return;
    this.#over = true;
    this.#sink.end();
  };
}

class Pair {
  readonly #ends: readonly [net.Socket, net.Socket];

  constructor(client: net.Socket, upstream: net.Socket) {
    this.#ends = [client, upstream];
    for (const end of this.#ends) end.on('error', this.#breakOff);
    new OneWay(client, upstream);
    new OneWay(upstream, client);
  }

  readonly #breakOff = () => {
    for (const end of this.#ends) if (!end.destroyed) end.resetAndDestroy();
  };
}

export function startRelay(address: Address, target: Address): Promise<net.Server> {
  const { promise, resolve, reject } = withResolvers<net.Server>();
  const server = new net.Server({ allowHalfOpen: true });
  server.on('connection', (client) => {
    const upstream = new net.Socket({ allowHalfOpen: true });
    new Pair(client, upstream);
    upstream.connect(target.port, target.host);
  });
  server.once('listening', () => resolve(server));
  server.once('error', reject);
  server.listen(address.port, address.host);
  return promise;
}

function withResolvers<T>() {
  let resolve: (value: T) => void = () => {};
  let reject: (error: Error) => void = () => {};
  const promise = new Promise<T>((settle, fail) => {
    resolve = settle;
    reject = fail;
  });
  return { promise, resolve, reject };
}
