import { type EventEmitter, errorMonitor } from 'node:events';
import net from 'node:net';
import type { Seen } from './tap.ts';

type Tell = (seen: Seen) => void;

/**
 * Tells what passes on one socket of this very process, where a tap before it would change what is to
 * be seen: who accepts, who refuses, whose file has the name. Bytes are told when they are read.
 */
function listenTo(socket: net.Socket, us: Seen['from'], client: number, tell: Tell): void {
  const them = us === 'client' ? 'server' : 'client';
  const { push, _write, _writev, _final, resetAndDestroy } = socket;
  const data = (from: Seen['from'], chunk: unknown, encoding?: BufferEncoding) => {
    const bytes = typeof chunk === 'string' ? Buffer.from(chunk, encoding) : chunk;
    if (bytes instanceof Uint8Array)
      tell({ client, from, kind: 'data', bytes: Buffer.from(bytes) });
  };
  let ended = false;
  let broken = false;
  Object.assign(socket, {
    push(chunk: unknown, encoding?: BufferEncoding) {
      if (chunk === null) tell({ client, from: them, kind: 'fin' });
      else data(them, chunk);
      return Reflect.apply(push, socket, [chunk, encoding]);
    },
    _write(chunk: unknown, encoding: BufferEncoding, done: unknown) {
      data(us, chunk, encoding);
      Reflect.apply(_write, socket, [chunk, encoding, done]);
    },
    _writev(chunks: { chunk: unknown; encoding: BufferEncoding }[], done: unknown) {
      for (const { chunk, encoding } of chunks) data(us, chunk, encoding);
      if (_writev) Reflect.apply(_writev, socket, [chunks, done]);
    },
    _final(done: unknown) {
      // A socket that is still connecting calls it twice.
      if (!ended) tell({ client, from: us, kind: 'fin' });
      ended = true;
      Reflect.apply(_final, socket, [done]);
    },
    resetAndDestroy() {
      broken = true;
      tell({ client, from: us, kind: 'rst' });
      return Reflect.apply(resetAndDestroy, socket, []);
    },
  });
  monitor(socket, (code) => {
    if (code !== 'ECONNRESET' && code !== 'EPIPE') return;
    tell({ client, from: them, kind: 'rst' });
    broken = true;
  });
  // destroy(): what the kernel sends then is FIN, unless bytes lie unread.
  socket.on('close', () => {
    if (!ended && !broken) tell({ client, from: us, kind: 'fin' });
  });
}

/** Tells what passes on all connections that a server accepts. */
export function listenToServer(server: net.Server, tell: Tell): void {
  let clients = 0;
  server.prependListener('connection', (socket) => {
    const client = ++clients;
    tell({ client, from: 'client', kind: 'connect' });
    listenTo(socket, 'server', client, tell);
  });
}

/** Tells what passes on all connections that this process opens from now on. */
export function listenToClients(tell: Tell): void {
  const { connect } = net.Socket.prototype;
  let clients = 0;
  Object.assign(net.Socket.prototype, {
    connect(this: net.Socket, ...args: unknown[]): unknown {
      const client = ++clients;
      // What is written before there is a connection is told once there is one, or never.
      let held: Seen[] | undefined = [];
      monitor(this, (code) => {
        if (held && code === 'ECONNREFUSED') tell({ client, from: 'server', kind: 'refused' });
      });
      this.prependOnceListener('connect', () => {
        tell({ client, from: 'client', kind: 'connect' });
        for (const seen of held ?? []) tell(seen);
        held = undefined;
      });
      listenTo(this, 'client', client, (seen) => (held ? held.push(seen) : tell(seen)));
      return Reflect.apply(connect, this, args);
    },
  });
}

/** Hears of a socket's error in silence: without a listener of its program's it is as fatal as before. */
function monitor(socket: EventEmitter, heard: (code: unknown) => void): void {
  socket.on(errorMonitor, (error: Error) => heard('code' in error ? error.code : undefined));
}
