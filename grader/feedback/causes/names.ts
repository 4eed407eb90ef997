import { builtinModules } from 'node:module';
import { type Cause, type Evidence, receivedText } from '../evidence.ts';

/** Causes that show in a name that JavaScript or Node does not know. */

/** What Python has, and what does that here. */
const PYTHON: Record<string, string> = {
  encode:
    'In JavaScript new TextEncoder().encode(text), or Buffer.from(text), makes bytes of a text',
  encoding:
    'In JavaScript new TextEncoder().encode(text), or Buffer.from(text), makes bytes of a text',
  decode: 'In JavaScript new TextDecoder().decode(bytes) makes a text of bytes',
  len: 'In JavaScript texts, lists and bytes have a length: bytes.length',
  bytes:
    'In JavaScript Buffer.from(text) makes bytes of a text, and Buffer.concat(list) one of many',
  bytearray: 'In JavaScript Buffer.alloc(n) makes bytes, and Buffer.concat(list) one of many',
  append: 'In JavaScript list.push(item) adds to a list',
  strip: 'In JavaScript text.trim() takes blanks and newlines away, at both ends',
  rstrip: 'In JavaScript text.trimEnd() takes blanks and newlines away',
  startswith: 'In JavaScript it is text.startsWith(other)',
  endswith: 'In JavaScript it is text.endsWith(other)',
  print: 'In JavaScript it is console.log(value)',
  str: 'In JavaScript String(value) makes a text',
  int: 'In JavaScript Number(text) makes a number, of texts too that int() would refuse',
  ord: 'In JavaScript text.codePointAt(0) gives the number of a character',
  chr: 'In JavaScript String.fromCodePoint(number) makes a character',
  range: 'In JavaScript that is for (let i = 0; i < n; i++)',
  None: 'In JavaScript it is undefined or null',
  True: 'In JavaScript it is true',
  False: 'In JavaScript it is false',
  self: 'In JavaScript it is this',
  send: 'In Node socket.write(bytes) sends on a TCP connection',
  shutdown: 'In Node socket.end() sends FIN, and goes on reading',
  sendall: 'In Node socket.write(bytes) sends them all, and does not wait for it',
  sendto: 'In Node a UDP socket has socket.send(bytes, port, address)',
  recv: "In Node what comes is told: by 'data' events, or by for await (const chunk of socket)",
  recvfrom: "In Node each datagram is told by a 'message' event",
  accept: "In Node each client is told by a 'connection' event of the server",
  settimeout:
    "In Node socket.setTimeout(ms) tells by 'timeout' that the socket was idle; it closes nothing",
  setblocking: 'In Node no socket ever blocks',
  setsockopt: 'In Node options are methods, such as socket.setNoDelay() and socket.setKeepAlive()',
};

/** Names that a module of Node exports and learners use without importing them. */
const EXPORTED: Record<string, string> = {
  once: 'node:events',
  EventEmitter: 'node:events',
  pipeline: 'node:stream/promises',
  isIP: 'node:net',
  isIPv4: 'node:net',
  isIPv6: 'node:net',
  createServer: 'node:net',
  createConnection: 'node:net',
  createSocket: 'node:dgram',
  createHash: 'node:crypto',
  spawn: 'node:child_process',
  promisify: 'node:util',
};

export const pythonsName: Cause = {
  id: 'pythons-name',
  explain(evidence) {
    const text = errorOf(evidence);
    const name = /^(?:TypeError: )?(?:\S*\.)?(\w+) is not a function/.exec(text)?.[1];
    const missing = name ?? undefinedName(text) ?? '';
    if (!Object.hasOwn(PYTHON, missing)) return undefined;
    return `${missing} is Python's word for it. ${PYTHON[missing]}.`;
  },
  next: 'Which row of the table in lessons/appendix-socket-calls.md is the one you need?',
};

export const notImported: Cause = {
  id: 'not-imported',
  explain(evidence) {
    const name = undefinedName(errorOf(evidence));
    if (name === undefined) return undefined;
    const whence = builtinModules.includes(name)
      ? `import ${name} from 'node:${name}';`
      : EXPORTED[name] && `import { ${name} } from '${EXPORTED[name]}';`;
    return whence === undefined
      ? `Nothing is called ${name} at that place: no variable, no parameter and no import.`
      : `${name} comes from a module of Node, and the file does not import it. ${whence}`;
  },
  next: 'What stands at the top of your file, and which names does the rest of it use?',
};

/** What a Buffer has and the Uint8Array that it is built on has not. */
const OF_BUFFERS =
  /\b(copy|equals|compare|swap\d\d|(?:read|write)\w*[BL]E|(?:read|write)U?[Ii]nt8|write)$/;

export const plainUint8Array: Cause = {
  id: 'plain-uint8array',
  explain(evidence) {
    const [, called = ''] =
      /^(?:TypeError: )?(\S+) is not a function/.exec(errorOf(evidence)) ?? [];
    const [, name] = OF_BUFFERS.exec(called) ?? [];
    if (name === undefined || !called.includes('.')) return undefined;
    return `${name}() is a method of Buffer, and what came is no Buffer: a plain Uint8Array holds bytes too, and has not that method. target.set(bytes, at) copies from both, and Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length) makes a Buffer that looks at the same bytes.`;
  },
  next: 'Which types does the lesson allow for this parameter, and what do they have in common?',
};

function undefinedName(text: string): string | undefined {
  return /^(?:ReferenceError: )?(\w+) is not defined$/.exec(text)?.[1];
}

/** The error that came in the place of a value, or that ended the process. */
export function errorOf(evidence: Evidence): string {
  const { ended } = evidence;
  return ended?.reason === 'uncaught' ? ended.message : receivedText(evidence);
}
