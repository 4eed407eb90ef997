// Right: callbacks and promises made by hand, a lock that is opened exclusively
import fs from 'node:fs';
import net from 'node:net';

export type Found = 'free' | 'live' | 'stale' | 'other';

export function socketPath(folder: string, name: string, platform = process.platform): string {
  const place = platform === 'win32' ? `\\\\.\\pipe\\${name}` : `${folder}/${name}`;
  const problem = lengthProblem(place, platform);
  if (problem) throw problem;
  return place;
}

export function startTicketServer(place: string, mode?: number): Promise<net.Server> {
  return new Promise((resolve, reject) => {
    const problem = lengthProblem(place, process.platform);
    if (problem) return reject(problem);
    listen(place, mode ?? 0o600, (error, server) => {
      if (server) return resolve(server);
      if (error?.code !== 'EADDRINUSE' || process.platform === 'win32') return reject(error);
      bury(place, error, (failure, unlock) => {
        if (failure) return reject(failure);
        listen(place, mode ?? 0o600, (second, replaced) => {
          unlock();
          if (replaced) resolve(replaced);
          else reject(second);
        });
      });
    });
  });
}

type Done = (error: NodeJS.ErrnoException | null, server?: net.Server) => void;

function listen(place: string, mode: number, done: Done): void {
  let number = 0;
  const server = net.createServer((socket) => {
    socket.on('error', () => {
      socket.destroy();
    });
    socket.on('data', (chunk) => {
      let answer = '';
      for (let at = chunk.indexOf('\n'); at !== -1; at = chunk.indexOf('\n', at + 1))
        answer += `${++number}\n`;
      if (answer !== '') socket.write(answer);
    });
  });
  server.once('error', done);
  server.listen(place, () => {
    server.removeListener('error', done);
    if (process.platform === 'win32') return done(null, server);
    fs.chmod(place, mode, (error) => {
      if (!error) return done(null, server);
      server.close();
      done(error);
    });
  });
}

/** Removes a dead server's socket; `done` gets the error, or what gives the lock back. */
function bury(
  place: string,
  inUse: Error,
  done: (error: Error | null, unlock: () => void) => void,
): void {
  const lock = `${place}-starting`;
  const nothing = () => {};
  fs.open(lock, 'wx', (error, descriptor) => {
    if (error) return done(error.code === 'EEXIST' ? inUse : error, nothing);
    const unlock = () => {
      fs.closeSync(descriptor);
      fs.unlinkSync(lock);
    };
    const fail = (failure: Error) => {
      unlock();
      done(failure, nothing);
    };
    probePath(place).then((found) => {
      if (found !== 'stale') return fail(inUse);
      fs.unlink(place, (failure) => {
        if (failure) fail(failure);
        else done(null, unlock);
      });
    }, fail);
  });
}

export function drawTicket(place: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const problem = lengthProblem(place, process.platform);
    if (problem) return reject(problem);
    const socket = net.createConnection({ path: place });
    let line = Buffer.alloc(0);
    socket.on('connect', () => socket.write('\n'));
    socket.on('error', reject);
    socket.on('end', () => reject(new Error('it ended before a whole number had come')));
    socket.on('data', (chunk) => {
      line = Buffer.concat([line, chunk]);
      const end = line.indexOf('\n');
      if (end < 0) return;
      const text = line.subarray(0, end).toString();
      if (/^[0-9]+$/.test(text)) resolve(parseInt(text, 10));
      else reject(new Error(`that is no number: ${text}`));
      socket.end();
      socket.destroy();
    });
  });
}

export function probePath(place: string): Promise<Found> {
  return new Promise((resolve, reject) => {
    const problem = lengthProblem(place, process.platform);
    if (problem) return reject(problem);
    const socket = net.createConnection(place);
    socket.on('connect', () => {
      socket.end();
      socket.destroy();
      resolve('live');
    });
    socket.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EAGAIN') return resolve('live');
      if (!['ENOENT', 'ECONNREFUSED', 'ENOTSOCK'].includes(error.code ?? '')) return reject(error);
      fs.lstat(place, (failure, status) => {
        if (failure && failure.code === 'ENOENT') resolve('free');
        else if (failure) reject(failure);
        else resolve(status.isSocket() ? 'stale' : 'other');
      });
    });
  });
}

function lengthProblem(place: string, platform: string): RangeError | undefined {
  if (platform === 'win32') return undefined;
  const room = platform === 'linux' ? 108 : 104;
  return Buffer.from(place).length < room ? undefined : new RangeError(`too long: ${place}`);
}
