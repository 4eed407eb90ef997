import { type Check, Failure } from '../../vocabulary.ts';
import { Caller, commandServer, show } from './caller.ts';
import {
  allAtOnce,
  childSurvives,
  deadlineAsRefusal,
  eachOutputByItself,
  exactlyTheMost,
  holdsUpOthers,
  noDeadline,
  noLimit,
} from './causes.ts';
import { saying } from './commands.ts';
import { encode, type Reply, ran, refused } from './protocol.ts';
import { Witness } from './witness.ts';

export const deadline: Check = {
  id: 'deadline',
  title: 'a command that hangs is killed, and the reply says so',
  points: 2,
  needs: ['no-shell'],
  lesson: 'a-command-that-does-not-end',
  next: 'What ends this command, if it does not end by itself?',
  causes: [noDeadline, deadlineAsRefusal],
  async play(stage) {
    // On a busy machine a command may be killed before it has begun. Then the next deadline tells.
    for (const deadlineMs of [500, 2000, 8000]) {
      const witness = await Witness.of(stage);
      const caller = new Caller(await (await commandServer(stage, { deadlineMs })).connect());
      const args = [witness.port, 'hang'];
      await caller.connection.send(encode({ command: 'hang', args }));
      const asked = `${show('hang', args)}, with deadlineMs: ${deadlineMs}`;
      const reply = await caller.reply(asked, deadlineMs).catch((failure) => {
        if (!(failure instanceof Failure)) throw failure;
        throw failure.with({ facts: { deadlineMs, running: witness.running } });
      });
      const { begun } = witness;
      const stdout = begun > 0 ? 'begun' : (reply.stdout ?? '');
      ran(reply, { status: null, signal: 'SIGKILL', stdout }, { deadlineMs, hadBegun: begun > 0 });
      if (!(await witness.allEnd())) {
        throw new Failure({
          called: asked,
          expected: { text: 'the command is killed' },
          received: { text: 'a reply, and a command that still runs' },
          facts: { survives: true },
        });
      }
      ran(await caller.ask('say', saying('next')), { stdout: 'next' });
      await caller.finish();
      if (begun > 0) return;
    }
  },
};

export const mostOutput: Check = {
  id: 'most-output',
  title: 'a command that prints more than it may is killed and refused',
  points: 1,
  needs: ['no-shell', 'output-whole'],
  lesson: 'a-command-that-does-not-end',
  next: 'What does your server keep of a command that prints for ever?',
  causes: [exactlyTheMost, eachOutputByItself, noLimit],
  async play(stage) {
    const server = await commandServer(stage, { maxOutputBytes: 1000 });
    const caller = new Caller(await server.connect());
    const limited = (reply: Reply) => ({
      ...reply,
      asked: `${reply.asked}, with maxOutputBytes: 1000`,
    });
    const fill = async (stdout: number, stderr: number) =>
      limited(await caller.ask('fill', ['stdout', `${stdout}`, 'stderr', `${stderr}`, 'x']));
    const most = { stdout: 'x'.repeat(600), stderr: 'x'.repeat(400) };
    ran(await fill(600, 400), most, { limit: 1000, exactly: true });
    refused(await fill(1001, 0), { limit: 1000 });
    refused(await fill(600, 401), { limit: 1000, both: true });
    refused(limited(await caller.ask('endless')), { limit: 1000, endless: true });
    ran(await caller.ask('say', saying('next')), { stdout: 'next' });
    await caller.finish();
  },
};

export const oneAtATime: Check = {
  id: 'one-at-a-time',
  title: 'a connection runs one command at a time, and holds up no other',
  points: 1,
  needs: ['any-split'],
  lesson: 'what-the-grader-plays',
  next: 'What does your server do while a command runs, and which requests have to wait for it?',
  causes: [holdsUpOthers, allAtOnce],
  async play(stage) {
    const server = await commandServer(stage);
    const witness = await Witness.of(stage);
    const slow = new Caller(await server.connect('client 1'));
    const quick = new Caller(await server.connect('client 2'));
    const requests = ['first', 'second'].map((id) => ({
      command: 'wait',
      args: [witness.port, id],
    }));
    await slow.connection.send(Buffer.concat(requests.map(encode)));
    await witness.mustBegin(1, show('wait', [witness.port, 'first']));
    await quick.connection.send(encode({ command: 'say', args: saying('quick') }));
    const reply = await quick
      .reply('client 2, while the command of client 1 runs')
      .catch((failure) => {
        throw failure instanceof Failure ? failure.with({ facts: { heldUp: true } }) : failure;
      });
    ran(reply, { stdout: 'quick' });
    // By now a second command that was started together with the first would have begun as well.
    ran(await quick.ask('say', saying('again')), { stdout: 'again' });
    if (witness.begun > 1) {
      throw new Failure({
        called: 'two requests for "wait" in one chunk, by client 1',
        expected: { text: 'the second is started when the first has ended' },
        received: { text: 'both of them run' },
        facts: { together: witness.begun },
      });
    }
    for (const [n, { args }] of requests.entries()) {
      await witness.mustBegin(n + 1, show('wait', args));
      witness.release(n, ` and ended ${n}`);
      const stdout = `begun and ended ${n}`;
      ran(await slow.reply(show('wait', args)), { stdout });
    }
    await slow.finish();
    await quick.finish();
  },
};

export const resetKills: Check = {
  id: 'reset-kills',
  title: 'a client that resets takes its command with it',
  points: 2,
  needs: ['no-shell', 'one-at-a-time'],
  lesson: 'a-client-that-is-gone',
  next: 'Which event tells you that the client is gone, and what still works for it?',
  causes: [childSurvives],
  async play(stage) {
    const server = await commandServer(stage);
    const witness = await Witness.of(stage);
    const args = [witness.port, 'leaver'];
    const leaver = await server.connect('client 1');
    await leaver.send(encode({ command: 'wait', args }));
    await witness.mustBegin(1, show('wait', args));
    leaver.reset();
    if (!(await witness.allEnd())) {
      throw new Failure({
        called: show('wait', args),
        happened: [
          'client 1 reset the connection while its command ran. Seconds later it still runs.',
        ],
        facts: { survivesReset: true },
      });
    }
    const caller = new Caller(await server.connect('client 2'));
    ran(await caller.ask('say', saying('still here')), { stdout: 'still here' });
    await caller.finish();
  },
};
