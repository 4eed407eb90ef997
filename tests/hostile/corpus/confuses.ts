import { echo, type Hostile } from './hostile.ts';

export const confuses: readonly Hostile[] = [
  {
    idea: 'a proxy that throws',
    code: echo(
      "return new Proxy({}, { get() { throw new Error('no'); }, has() { throw new Error('no'); } });",
    ),
    most: 4,
  },
  {
    idea: 'getters that throw',
    code: echo("return { get listening() { throw new Error('no'); } };"),
    most: 4,
    told: 'a value that cannot be read (no)',
  },
  {
    idea: 'a cyclic value',
    code: echo('const all: any = {}; all.all = all; return all;'),
    most: 4,
    told: 'nested too deeply, or in itself',
  },
  {
    idea: 'a huge value',
    code: echo("return 'x'.repeat(2 ** 28);"),
    most: 4,
    told: 'a text of more than 64 MiB',
  },
  {
    idea: 'a thenable that never calls back',
    code: echo('return { then() {} };'),
    most: 4,
    told: 'has not settled',
  },
  {
    idea: 'an error whose message cannot be read',
    code: echo("throw Object.defineProperty(new Error(), 'message', { get() { throw 1; } });"),
    most: 4,
    told: 'an error that cannot be read',
  },
  {
    idea: 'a class instead of a function',
    code: `import net from 'node:net';\nexport class startEchoServer extends net.Server {}\n`,
    most: 0,
    told: "cannot be invoked without 'new'",
  },
  {
    idea: 'an object that looks like a server',
    code: echo(
      "return Object.setPrototypeOf({ listening: true, address: () => ({ address: '127.0.0.1', port: 9 }) }, net.Server.prototype);",
    ),
    most: 4,
  },
  {
    idea: 'a server that listens elsewhere',
    code: echo("return right.startEchoServer({ ...address, host: '0.0.0.0' });"),
    most: 4,
    told: '0.0.0.0 means every address of the machine',
  },
  {
    idea: 'a server that closes itself at once',
    code: echo(
      'const server = await right.startEchoServer(address); server.close(); return server;',
    ),
    most: 4,
    told: 'does not listen: not yet, or no longer',
  },
  {
    idea: 'a server that answers before it is asked',
    code: echo(
      "const server = await right.startEchoServer(address); server.on('connection', (s: any) => s.write('hello')); return server;",
    ),
    most: 8,
    told: '"hello"',
  },
  {
    idea: 'a server whose address lies',
    code: echo(
      "const server = await right.startEchoServer(address); server.address = () => ({ address: '127.0.0.1', port: 9, family: 'IPv4' }); return server;",
    ),
    most: 4,
    told: 'ECONNREFUSED',
  },
  {
    idea: 'terminal escapes in an error',
    code: echo("throw new Error('\\u001b[2J\\u001b[31mred');"),
    most: 4,
    told: 'Error: red',
  },
];
