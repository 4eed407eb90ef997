// Right: callbacks, and bytes that are decoded when the newline has come
import net from 'node:net';

interface Address {
  host: string;
  port: number;
}

const NEWLINE = 0x0a;

/** Calls back with each whole line. Bytes are collected, so that no character is ever cut. */
function lineSplitter(onLine: (line: string) => void): (chunk: Buffer) => void {
  let kept = Buffer.alloc(0);
  return (chunk) => {
    kept = Buffer.concat([kept, chunk]);
    for (let at = kept.indexOf(NEWLINE); at >= 0; at = kept.indexOf(NEWLINE)) {
      const line = kept.toString('utf8', 0, at);
      kept = kept.subarray(at + 1);
      onLine(line);
    }
  };
}

function start({ host, port }: Address, serve: (socket: net.Socket) => void): Promise<net.Server> {
  return new Promise((resolve, reject) => {
    const server = net.createServer((socket) => {
      socket.on('error', (error) => console.log('a client is gone:', error.message));
      socket.write('你好\n');
      serve(socket);
    });
    server.on('error', reject);
    server.listen({ host, port, backlog: 16 }, () => resolve(server));
  });
}

export const startGreetingServer = (address: Address): Promise<net.Server> =>
  start(address, (socket) => {
    socket.on('data', (chunk) => console.log('heard', chunk.length, 'bytes'));
  });

export const startConversationServer = (address: Address): Promise<net.Server> =>
  start(address, (socket) => {
    let over = false;
    const hear = lineSplitter((line) => {
      if (over) return;
      over = line === 'exit';
      socket.write(over ? '再见\n' : `你好, ${line}\n`);
      if (over) socket.end();
    });
    socket.on('data', hear);
  });

/** Resolves as soon as the greeting is known: leaving is the socket's affair then. */
export function greet(address: Address, options?: { deadlineMs?: number }): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = net.createConnection(address.port, address.host);
    const deadlineMs = options?.deadlineMs;
    const timer =
      deadlineMs === undefined
        ? undefined
        : setTimeout(() => {
            reject(new Error(`no greeting within ${deadlineMs} ms`));
            socket.destroy();
          }, deadlineMs);
    let heard = false;
    socket.on(
      'data',
      lineSplitter((line) => {
        if (heard) return;
        heard = true;
        clearTimeout(timer);
        resolve(line);
        socket.write('再见\n');
        socket.end();
      }),
    );
    socket.on('error', reject);
    socket.on('close', () => {
      clearTimeout(timer);
      reject(new Error('the server left without a greeting'));
    });
  });
}

/** Says everything at once, then reads to the end. */
export function converse(address: Address, lines: readonly string[]): Promise<string[]> {
  return new Promise((resolve, reject) => {
    const toSay: string[] = [];
    for (const line of lines) {
      toSay.push(line);
      if (line === 'exit') break;
    }
    const heard: string[] = [];
    const socket = net.createConnection(address.port, address.host);
    socket.on(
      'data',
      lineSplitter((line) => heard.push(line)),
    );
    socket.on('error', reject);
    socket.on('close', () => {
      if (heard.length > toSay.length) resolve(heard);
      else reject(new Error('the server left'));
    });
    socket.end(toSay.map((line) => `${line}\n`).join(''));
  });
}
