// Wrong on purpose: a request after close() throws, in place of giving a promise that is rejected.
// check: closes
// cause: thrown-at-once
import {
  LongClient as Client,
  type RequestOptions,
} from '../../../../solutions/17-long-and-short-connections.ts';

export {
  requestOnce,
  startSlowEchoServer,
} from '../../../../solutions/17-long-and-short-connections.ts';

export class LongClient extends Client {
  #closed = false;

  override request(body: Uint8Array, options: RequestOptions = {}): Promise<Buffer> {
    if (this.#closed) throw new Error('the client is closed');
    return super.request(body, options);
  }

  override close(): Promise<void> {
    this.#closed = true;
    return super.close();
  }
}
