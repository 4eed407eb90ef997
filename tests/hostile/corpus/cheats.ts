import { echo, type Hostile, NOT_LOADED, right } from './hostile.ts';

export const cheats: readonly Hostile[] = [
  {
    idea: 'writes to the result channel',
    code: `import fs from 'node:fs';\nfs.writeSync(3, '{"kind":"loaded","id":"1","exports":{"startEchoServer":"function"}}\\n{"kind":"answer","id":"*","outcomes":[[{"kind":"returned","value":1,"promised":true,"allocated":0}]]}\\n');\nexport {};\n`,
    most: 0,
    told: 'does not export startEchoServer',
  },
  {
    idea: 'writes rubbish to the result channel',
    code: right("import fs from 'node:fs';\nfs.writeSync(3, 'null\\n{{{\\n');"),
    most: 0,
    told: 'was no answer: does your code write there?',
  },
  {
    idea: 'patches JSON',
    code: `JSON.stringify = () => '{"status":"pass","score":22}';\nexport {};\n`,
    most: 0,
  },
  {
    idea: 'patches Date and Math.random',
    code: right('Date.now = () => 0; Math.random = () => 0.5; performance.now = () => 0;'),
    most: 22,
    least: 22,
  },
  {
    idea: 'patches Array.prototype',
    code: `Array.prototype.push = function () { return 0; };\nArray.prototype.every = () => true;\nexport {};\n`,
    most: 0,
  },
  {
    idea: 'patches Buffer',
    code: `Buffer.prototype.equals = () => true;\nBuffer.compare = () => 0;\n${echo("throw new Error('none');")}`,
    most: 4,
  },
  {
    idea: 'patches Promise',
    code: `Promise.prototype.then = function () { return this as any; };\nexport async function startEchoServer() {}\n`,
    most: 0,
  },
  {
    idea: 'patches net so that its own servers look as if they listened',
    code: `import net from 'node:net';\nObject.defineProperty(net.Server.prototype, 'listening', { get: () => true });\nnet.Server.prototype.address = () => ({ address: '127.0.0.1', port: 9, family: 'IPv4' });\n${echo('return net.createServer();')}`,
    most: 4,
    told: 'ECONNREFUSED',
  },
  {
    idea: 'starts a child',
    code: right("import { execSync } from 'node:child_process';\nexecSync('echo');"),
    most: 0,
    told: NOT_LOADED,
  },
  {
    idea: 'starts a worker',
    code: right("import { Worker } from 'node:worker_threads';\nnew Worker('1', { eval: true });"),
    most: 0,
    told: NOT_LOADED,
  },
  {
    idea: 'reads the file of the solution',
    code: "import fs from 'node:fs';\nfs.readFileSync('/etc/hostname');\nexport {};\n",
    most: 0,
    told: NOT_LOADED,
  },
  {
    idea: 'imports the solution',
    code: "export * from '../../../solutions/07-echo-server.ts';\n",
    most: 0,
    told: "lies outside of the exercises' folder",
  },
  {
    idea: 'opens the inspector of the grader',
    code: "process.kill(process.ppid, 'SIGUSR1');\nawait new Promise((r) => setTimeout(r, 300));\nconst list = await fetch('http://127.0.0.1:9229/json/list').then((r) => r.text());\nconsole.log(list);\nexport {};\n",
    most: 0,
    told: `${NOT_LOADED}`,
  },
  {
    idea: 'removes all listeners of the process',
    code: right(
      'for (const name of process.eventNames()) process.removeAllListeners(name as any);',
    ),
    most: 22,
  },
  {
    idea: 'closes the result channel',
    code: right("import fs from 'node:fs';\nfs.closeSync(3);"),
    most: 0,
    told: NOT_LOADED,
  },
  {
    idea: 'answers only what it has seen before',
    code: echo(
      "const seen = new Set(['hello\\n', 'two words ']);\n  const server = net.createServer((s) => s.on('data', (d) => { if (seen.has(String(d))) s.write(d); }));\n  server.listen(address); await new Promise((r) => server.once('listening', r)); return server;",
    ),
    most: 8,
    told: 'bytes come back as they went',
  },
];
