import { bothBytes, type Cause, countBytes, receivedText } from '../../vocabulary.ts';
import { prefix as encodeLength, MOST_HEADER } from './protocol.ts';

/** Causes that show in a server's replies. Those of the client stand in client-causes.ts. */
export * from './client-causes.ts';
export * from './limit-causes.ts';

export const littleEndian: Cause = {
  id: 'wrong-byte-order',
  explain({ facts }) {
    const { length, swapped, readsSwapped } = facts ?? {};
    if (typeof readsSwapped === 'number') {
      const prefix = (bytes: Uint8Array) =>
        Buffer.from(bytes)
          .toString('hex')
          .replace(/..(?=.)/g, '$& ');
      const sent = encodeLength(readsSwapped);
      const [right, wrong] = [prefix(sent), prefix(sent.toReversed())];
      return `The request is ${readsSwapped} bytes long, which is ${right}, and no reply came. With ${wrong} in front it was sent again, and a reply came. So your server reads the lowest byte first (little-endian), and took ${right} for ${sent.readUInt32LE().toLocaleString('en-US')}. Network byte order puts the highest byte first.`;
    }
    if (typeof length !== 'number' || typeof swapped !== 'number') return undefined;
    if (length <= MOST_HEADER || swapped > MOST_HEADER) return undefined;
    return `The length came with its lowest byte first (little-endian): read that way it is ${swapped}. Network byte order puts the highest byte first.`;
  },
};

export const openInput: Cause = {
  id: 'input-left-open',
  explain({ called, facts }) {
    if (facts?.missing === undefined || facts.ending !== 'open') return undefined;
    if (!called?.includes('"input"')) return undefined;
    return 'Every command before this one was answered. This one reads its standard input to the end, and goes on waiting: the input that it was given is a pipe that nobody ends.';
  },
  next: 'Where does the input of this program come from, and who says that it is over?',
  lesson: 'a-list-instead-of-a-line',
};

export const outputsMixed: Cause = {
  id: 'outputs-mixed',
  explain(evidence) {
    if (evidence.facts?.stream === undefined || evidence.facts.otherStream === true)
      return undefined;
    const { expected, received } = bothBytes(evidence) ?? {};
    if (!expected || !received || expected.equals(received)) return undefined;
    if (expected.length > 0 && received.length > 0) return undefined;
    return `All that the command printed is there, but as the other output: its standard ${evidence.facts.stream === 'stdout' ? 'output' : 'error'} came as ${countBytes(received.length)}. The header says how many bytes belong to each.`;
  },
};

export const wrongDigest: Cause = {
  id: 'digest-of-other-bytes',
  explain({ facts }) {
    if (facts?.constant === true)
      return 'All replies, with different outputs, had this same digest. It is not computed from the output, so nobody can find anything by it.';
    if (facts?.ofStdout === true)
      return 'That is the digest of stdout alone; stderr belongs to it too.';
    if (facts?.swapped === true)
      return 'That is the digest of stderr and then stdout; they are sent in the other order.';
    if (facts?.upperCase === true) return 'The digest is right, and written in capitals.';
    return undefined;
  },
};

/** As sh and its like, or cmd.exe, begin what they have to say. */
const SHELL_SAYS = /^(?:\/\S*\/)?(?:ba|da|z|k|a)?sh: .*|.*is not recognized as an .*/m;

export const ranInShell: Cause = {
  id: 'ran-in-a-shell',
  explain(evidence) {
    const { facts } = evidence;
    const [complaint] = SHELL_SAYS.exec(String(facts?.complaint ?? '')) ?? [];
    if (complaint !== undefined && facts?.status !== '0')
      return `It is a shell that complains there, and no command of the list: ${complaint}. Your server had a shell started. It got program and arguments as one line of text, and took that apart in its own way.`;
    if (facts?.shell !== true) return undefined;
    const { expected, received } = bothBytes(evidence) ?? {};
    const lines = received?.toString().split(/\r?\n/) ?? [];
    if (expected && lines.some((line) => line.trim() === 'stolen'))
      return 'The argument held a command, echo stolen, and it was run: the line "stolen" is its output. A shell saw what the client had sent, and took the line apart as shells do. It would have run any other command as well.';
    const shell = /\/bin\/sh|syntax error|not recognized|unexpected/i.exec(
      `${evidence.received && 'text' in evidence.received ? evidence.received.text : received}`,
    );
    return shell ? 'A shell saw what the client had sent, and stumbled over it.' : undefined;
  },
  next: 'Who takes the line apart between your server and the program, and does anybody have to?',
  lesson: 'a-list-instead-of-a-line',
};

export const inheritedName: Cause = {
  id: 'inherited-name',
  explain({ facts, called, ended }) {
    const name =
      facts?.inherited ??
      /"command":"(constructor|__proto__|toString|hasOwnProperty)"/.exec(called ?? '')?.[1];
    if (name === undefined) return undefined;
    const found = `Nobody put "${name}" on the list, but every object finds it in its prototype: commands[name] is not undefined.`;
    return ended?.reason === 'uncaught'
      ? `${found} What was found there is no list of arguments, and the error (${ended.message}) ended the server for everybody.`
      : `${found} So the name was taken for one of the list.`;
  },
};

export const lengthInCharacters: Cause = {
  id: 'length-in-characters',
  explain({ facts }) {
    if (facts?.characters !== true) return undefined;
    return 'The header ends too early by the length before it: that is the number of its characters, and the header holds some of several bytes. Those who read count bytes.';
  },
  next: 'What does the number in front of a header count, and what did you count?',
  lesson: 'the-bytes-of-a-request-and-a-reply',
};

export const headerPerChunk: Cause = {
  id: 'request-per-chunk',
  explain({ called, ended }) {
    const [found, at = ''] = /cut after (\d+) of|one byte at a time/.exec(called ?? '') ?? [];
    if (found === undefined) return undefined;
    if (at === '' || called?.includes('inside a character'))
      return 'Requests that were cut elsewhere have been answered. This one was cut in the middle of a character: where each chunk is decoded by itself, half a character is none, and its bytes are lost.';
    const place = Number(at) < 4 ? 'inside the four bytes of the length' : 'behind the length';
    const end = ended?.reason === 'uncaught' ? ` It ended your process: ${ended.message}.` : '';
    return `The request came in two chunks, cut after ${at} bytes, ${place}.${end} What has come has to be kept until the rest is there.`;
  },
};

export const oneRequestPerChunk: Cause = {
  id: 'one-request-per-chunk',
  explain({ facts, called }) {
    const missing = facts?.missing !== undefined && facts.ending === 'open';
    if (!missing || !/of three requests|the rest of|two requests before FIN/.test(called ?? ''))
      return undefined;
    return 'Several requests came in one chunk, and not all of them were answered. What follows the first request of a chunk is the beginning of the next.';
  },
};

export const cutOffAtBrokenEnd: Cause = {
  id: 'cut-off-at-broken-end',
  explain({ facts, called }) {
    if (facts?.missing === undefined || facts.ending === 'open') return undefined;
    if (!/8 MiB, before a request/.test(called ?? '') || facts.came === 0) return undefined;
    return `The stream ended inside a request, and your side threw away what it had not sent yet of the reply before it: ${countBytes(Number(facts.count) - Number(facts.came))}. destroy() does that. end() sends FIN behind all that has been written.`;
  },
  next: 'Which replies are owed when the stream ends inside a request, and what becomes of what still waits to be written?',
  lesson: 'a-client-that-is-gone',
};

export const replyAfterFinLost: Cause = {
  id: 'reply-lost-at-half-close',
  explain({ facts, called }, exchange) {
    if (facts?.missing === undefined || facts.ending === 'open') return undefined;
    if (!/before FIN|FIN cuts off/.test(called ?? '')) return undefined;
    if (repliedAfterFin(facts.name, exchange)) return undefined;
    return 'The client had sent its requests and FIN, and your side closed before it had answered. A Node socket does that by itself unless it is told that half-open connections are allowed.';
  },
  next: 'What does a FIN of the client say, and what has to be done by then before your side may send its own?',
  lesson: 'a-client-that-is-gone',
};

export const closedAfterOneReply: Cause = {
  id: 'closed-after-one-reply',
  explain({ facts, called }, exchange) {
    if (facts?.missing === undefined || facts.ending === 'open') return undefined;
    if (!/second of two requests before FIN/.test(called ?? '')) return undefined;
    if (!repliedAfterFin(facts.name, exchange)) return undefined;
    return 'After the client had sent FIN, your server sent a reply, and then its own FIN: the connection ended with the first of two commands. The second request had come before the FIN as well. Do two commands of one connection run at once, where one is to follow the other? Or does nobody look for the next request any more?';
  },
  next: 'How many commands does one connection run at once, and how does your server know that the last has ended?',
  lesson: 'what-the-grader-plays',
};

/** Whether a reply left for this client after it had sent FIN. */
function repliedAfterFin(name: unknown, { events }: Parameters<Cause['explain']>[1]): boolean {
  const fin = events.findLastIndex(({ from, kind }) => from === name && kind === 'fin');
  return events.slice(fin + 1).some(({ to, kind }) => to === name && kind === 'data');
}

export const finKills: Cause = {
  id: 'fin-kills-command',
  explain({ facts, called }) {
    if (!/before FIN/.test(called ?? '')) return undefined;
    const { signal = 'null', refused = '' } = facts ?? {};
    if (signal === 'null' && !/abort|kill|SIG/i.test(String(refused))) return undefined;
    return `The client had sent its requests, then FIN, and waited for the replies. Its command was ended all the same (${signal === 'null' ? refused : signal}). FIN says that no more requests will come. It does not say that nobody reads the replies.`;
  },
  next: 'Which event ends your command, and what does it say of the client: that it has asked all, or that it is gone?',
  lesson: 'a-client-that-is-gone',
};

export const outputAsText: Cause = {
  id: 'output-as-text',
  explain(evidence) {
    const { expected, received } = bothBytes(evidence) ?? {};
    if (evidence.facts?.binary !== true || !expected || !received) return undefined;
    const replaced =
      received.includes(Buffer.from('\ufffd')) && !expected.includes(Buffer.from('\ufffd'));
    if (!replaced) return undefined;
    return 'ef bf bd came, three bytes that the command did not print: they stand for bytes that are no UTF-8. The output went through a string, and what cannot be decoded is lost there.';
  },
  next: 'Where in your server is the output text, and who asked for text?',
  lesson: 'bytes-and-what-they-mean',
};

export const maxBuffer: Cause = {
  id: 'max-buffer',
  explain(evidence) {
    const { facts } = evidence;
    if (typeof facts?.size !== 'number') return undefined;
    const text = receivedText(evidence);
    const { received } = bothBytes(evidence) ?? {};
    const cut = received?.length === 1024 * 1024 || /maxBuffer|1,048,576 bytes/.test(text);
    if (!cut) return undefined;
    return 'The output was cut at 1,048,576 bytes, 1 MiB: that is the maxBuffer of exec() and execFile(), which kill a command that prints more.';
  },
};

export const oneAfterTheOther: Cause = {
  id: 'one-output-after-the-other',
  explain({ facts, called }) {
    const filled = /"fill","args":\["(stdout|stderr)"/.exec(called ?? '')?.[1];
    if (!filled || facts?.missing === undefined || facts.ending !== 'open') return undefined;
    return `The command first fills ${filled}, with far more than a pipe holds, and then writes to the other output. It has come to a stop: ${filled} is full and not read, as it would be while your server waits for the other output to end.`;
  },
};

export const brokenEndsServer: Cause = {
  id: 'broken-request-ends-server',
  explain({ called, ended }) {
    if (ended?.reason !== 'uncaught' || /"missing"/.test(called ?? '')) return undefined;
    return `One client's broken request ended the server for all of them: ${ended.message}. What a stranger sends is parsed and checked where its error is caught.`;
  },
};

export const unhandledStart: Cause = {
  id: 'unhandled-start',
  explain({ called, ended }) {
    if (ended?.reason !== 'uncaught' || !/"missing"/.test(called ?? '')) return undefined;
    return `The program could not be started (${ended.code}). spawn() tells that by an 'error' event; where nobody listens for it, it ends the server.`;
  },
};

export const notChecked: Cause = {
  id: 'types-not-checked',
  explain({ facts }) {
    if (facts?.notRefused !== true || typeof facts.broken !== 'string') return undefined;
    return `It was run, though the request has ${facts.broken}. JSON.parse() gives whatever the sender wrote; no type of yours stands in its way.`;
  },
};
