import { type Check, Failure, type ServerUnderTest } from '../../vocabulary.ts';
import { Caller, commandServer } from './caller.ts';
import {
  brokenEndsServer,
  inheritedName,
  lengthInCharacters,
  notChecked,
  ranInShell,
  unhandledStart,
} from './causes.ts';
import { saying } from './commands.ts';
import { encode, MOST_HEADER, prefix, ran, refused } from './protocol.ts';
import { largestHeader, lengthAsText, longRefusal } from './request-causes.ts';

/** Harmless to whoever runs them: each would print a word. */
const FOR_SHELLS = [
  '; echo stolen',
  '&& echo stolen',
  '| echo stolen',
  '$(echo stolen)',
  '`echo stolen`',
  '\necho stolen\n',
  'it\'s "quoted"',
  'a  b',
  '',
  '*',
  '$HOME %PATH% ~ \\ ^',
  '--version',
];

export const noShell: Check = {
  id: 'no-shell',
  title: 'arguments reach the program as they are; no shell sees them',
  points: 2,
  needs: ['runs-command'],
  lesson: 'a-list-instead-of-a-line',
  next: 'Who takes the line apart between your server and the program, and does anybody have to?',
  causes: [ranInShell, lengthAsText],
  async play(stage) {
    const server = await commandServer(stage);
    const caller = new Caller(await server.connect());
    for (const args of [['; echo stolen'], ['&& echo stolen'], FOR_SHELLS]) {
      const reply = await caller.ask('args', args).catch((failure) => askPlain(failure, server));
      ran(reply, { stdout: `${JSON.stringify(args)}\n` }, { shell: true, args: args.length });
    }
    await caller.finish();
  },
};

/** Fails again, with what comes of a request as long that no shell would stumble over. */
async function askPlain(failure: unknown, server: ServerUnderTest): Promise<never> {
  if (!(failure instanceof Failure) || failure.evidence.facts?.ending !== 'open') throw failure;
  const other = await server.connect().catch(() => undefined);
  if (!other) throw failure;
  for (const length of [127, 193]) {
    const header = JSON.stringify({ command: 'args', args: [] });
    const letters = 'x'.repeat(length - header.length - 2);
    await other.send(encode({ command: 'args', args: [letters] }));
    const before = other.peer.receivedLength;
    await other.peer.receive(before + 4, 3000);
    const answered = other.peer.receivedLength > before;
    if (answered === length > 127) throw failure;
    // The rest of a reply comes with its first bytes, or soon after them.
    if (answered) await new Caller(other).reply('a plain one').catch(() => undefined);
  }
  throw failure.with({ facts: { plain: 193 } });
}

export const allowList: Check = {
  id: 'allow-list',
  title: 'what is not on the list is refused, and the connection goes on',
  points: 2,
  needs: ['runs-command'],
  lesson: 'an-allow-list',
  next: 'Where does your server look this name up, and what else can be found there?',
  causes: [inheritedName, lengthInCharacters],
  async play(stage) {
    const caller = new Caller(await (await commandServer(stage)).connect());
    const names = ['nothing', '列表', 'say; echo stolen', '$(echo stolen)', 'SAY', ' say', ''];
    for (const name of [...names, process.execPath, 'echo']) refused(await caller.ask(name));
    for (const name of ['constructor', '__proto__', 'toString', 'hasOwnProperty']) {
      refused(await caller.ask(name), { inherited: name });
    }
    ran(await caller.ask('say', saying('still here')), { stdout: 'still here' });
    await caller.finish();
  },
};

/** Headers that ask for nothing, each with what is wrong about it. */
const BROKEN: [header: string, wrong: string][] = [
  ['{"command":"say","args":[', 'JSON that breaks off'],
  ['say', 'no JSON'],
  ['', 'an empty header'],
  ['null', 'null instead of an object'],
  ['["say",[]]', 'a list instead of an object'],
  ['{}', 'no fields'],
  ['{"command":"say"}', 'no args'],
  ['{"command":"say","args":"ab"}', 'args that are a text'],
  ['{"command":"args","args":["a",1]}', 'a number among the args'],
  ['{"command":"say","args":{"length":0}}', 'args that are an object'],
  ['{"args":[]}', 'no command'],
  ['{"command":["say"],"args":[]}', 'a command that is a list'],
];

export const refusesBroken: Check = {
  id: 'refuses-broken',
  title: 'a broken request is refused, and disturbs nobody',
  points: 2,
  needs: ['no-shell', 'allow-list'],
  lesson: 'what-the-grader-plays',
  next: 'Whose request is it, and how far does the damage reach?',
  causes: [brokenEndsServer, unhandledStart, notChecked, longRefusal, largestHeader],
  async play(stage) {
    const server = await commandServer(stage);
    const caller = new Caller(await server.connect('client 1'));
    for (const [header, wrong] of BROKEN) {
      await caller.connection.send(encode(header));
      refused(await caller.reply(`${header || 'nothing'} (${wrong})`), { broken: wrong });
    }
    refused(await caller.ask('args', ['a\u0000b']), { broken: 'an argument with U+0000' });
    refused(await caller.ask('missing'), { start: true });
    const padded = `{"command":"nothing","args":[]}`.padEnd(MOST_HEADER);
    await caller.connection.send(encode(padded));
    refused(await caller.reply(`a header of ${MOST_HEADER.toLocaleString('en-US')} bytes`));
    const spent = JSON.stringify({ command: '', args: [] }).length;
    await caller.connection.send(encode({ command: 'n'.repeat(MOST_HEADER - spent), args: [] }));
    refused(
      await caller.reply(`a long name, in a header of ${MOST_HEADER.toLocaleString('en-US')}`),
    );
    for (const length of [0xffffffff, MOST_HEADER + 1]) {
      const liar = await server.connect('client 2');
      await liar.send(Buffer.concat([prefix(length), Buffer.from('{"command":"say"')]));
      await liar.expectClosed(`the server closes a connection whose header has ${length} bytes`);
    }
    ran(await caller.ask('say', saying('still here')), { stdout: 'still here' });
    await caller.finish();
  },
};
