import { once } from 'node:events';
import fs from 'node:fs';
import net from 'node:net';
import { Worker } from 'node:worker_threads';
import { type Stage, skip } from '../../vocabulary.ts';

/** Listens with the shortest queues there are, tells the ports, and then stands still: nothing is accepted. */
const LISTEN_AND_STAND_STILL = `
  const { once } = require('node:events');
  const net = require('node:net');
  const { parentPort, workerData } = require('node:worker_threads');
  const servers = Array.from({ length: workerData }, () =>
    net.createServer().listen({ port: 0, host: '127.0.0.1', backlog: 1 }));
  Promise.all(servers.map((server) => once(server, 'listening'))).then(() => {
    parentPort.postMessage(servers.map((server) => server.address().port));
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
  });
`;

const FULL_AFTER_MS = 100;
const MOST = 64;
const LOOK_EVERY_MS = 20;
/** So many ports more are opened and left alone: then there is room for others above the lowest. */
const SPARE = 6;
/** A port takes a listener, two connections that fill its queue, and one more that finds it full. */
const FILES_FOR_MANY = 4096;

/**
 * Ports that leave every SYN unanswered: their queues of waiting connections are full. The check is
 * skipped where this system answers a SYN whatever the queue.
 */
export async function openMutePorts(stage: Stage, count: number): Promise<number[]> {
  const ports = await tryMutePorts(stage, count);
  return ports ?? skip('this system answers a SYN even where the queue of connections is full');
}

/**
 * The same of so many that a learner's own limit is reached. Undefined where the kernel cannot be asked
 * what is under way, or where this process may not open so many files.
 */
export async function openManyMutePorts(
  stage: Stage,
  count: number,
): Promise<number[] | undefined> {
  return filesAllowed() < FILES_FOR_MANY ? undefined : tryMutePorts(stage, count);
}

function filesAllowed(): number {
  try {
    const limits = fs.readFileSync('/proc/self/limits', 'utf8');
    return Number(/^Max open files\s+(\d+)/m.exec(limits)?.[1] ?? 0);
  } catch {
    return 0;
  }
}

async function tryMutePorts(stage: Stage, count: number): Promise<number[] | undefined> {
  const worker = new Worker(LISTEN_AND_STAND_STILL, { eval: true, workerData: count + SPARE });
  stage.closeAtEnd(() => worker.terminate());
  const [ports]: number[][] = await once(worker, 'message');
  if (!ports) throw new Error('the worker told no ports');
  const lowest = ports.sort((a, b) => a - b).slice(0, count);
  const full = await Promise.all(lowest.map((port) => fill(stage, port)));
  return full.includes(false) ? undefined : lowest;
}

/** Connects to a port until it answers no more; whether that came to pass. */
async function fill(stage: Stage, port: number): Promise<boolean> {
  for (let tries = 0, unanswered = 0; tries < MOST; tries++) {
    const socket = net.connect({ host: '127.0.0.1', port });
    const came = await answerWithin(socket, FULL_AFTER_MS);
    if (came === 'connect') {
      socket.on('error', () => {}); // it is reset when the port is freed
      stage.closeAtEnd(async () => socket.destroy());
      continue;
    }
    socket.destroy();
    if (came === 'error') return false;
    // On a busy machine one SYN may be late by chance.
    unanswered++;
    if (unanswered === 2) return true;
  }
  return false;
}

/** What comes of an attempt to connect within that time. */
async function answerWithin(
  socket: net.Socket,
  ms: number,
): Promise<'connect' | 'error' | 'nothing'> {
  return new Promise((resolve) => {
    // When a timer fires late, an answer may have come meanwhile: setImmediate lets the loop look first.
    const timer = setTimeout(() => setImmediate(resolve, 'nothing'), ms);
    const settle = (came: 'connect' | 'error') => {
      clearTimeout(timer);
      resolve(came);
    };
    socket.once('connect', () => settle('connect'));
    socket.once('error', () => settle('error'));
  });
}

/**
 * Looks now and then how many attempts at these ports are under way, while something lasts; the most at one
 * time. An attempt that ends and the one behind it may be read as two, so two looks in a row have to see them.
 */
export async function mostAttempts(
  ports: readonly number[],
  lasts: Promise<unknown>,
): Promise<number | undefined> {
  let most: number | undefined;
  let before = 0;
  const look = () => {
    const now = synSentTo(ports);
    if (now === undefined) return;
    most = Math.max(most ?? 0, Math.min(now, before));
    before = now;
  };
  const timer = setInterval(look, LOOK_EVERY_MS);
  await lasts.catch(() => {}); // whoever began it hears of its failure
  clearInterval(timer);
  return most;
}

/** How many sockets of this computer have sent a SYN there and wait; undefined where there is no Linux to tell. */
export function synSentTo(ports: readonly number[]): number | undefined {
  const SYN_SENT = '02';
  const remotes = ports.map(
    (port) => `0100007F:${port.toString(16).toUpperCase().padStart(4, '0')}`,
  );
  try {
    const rows = fs.readFileSync('/proc/net/tcp', 'utf8').split('\n');
    return rows.filter((row) => {
      const [, , remote = '', state] = row.trim().split(/\s+/);
      return remotes.includes(remote) && state === SYN_SENT;
    }).length;
  } catch {
    return undefined;
  }
}
