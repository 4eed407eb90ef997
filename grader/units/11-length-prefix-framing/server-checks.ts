import * as reference from '../../../solutions/11-length-prefix-framing.ts';
import { type Check, LOOPBACK, observe, replyLostAtHalfClose } from '../../vocabulary.ts';
import { cutOffAtBrokenEnd, lostFrameAtFin, sharedState } from './causes.ts';
import { frame, header, MIB, reversed } from './frames.ts';

const TEXTS = ['hello', 'byebye', '', '你好'].map((text) => Buffer.from(text));
const REQUEST = Buffer.concat(TEXTS.map(frame));
const REPLY = Buffer.concat(TEXTS.map((text) => frame(reversed(text))));

export const serverAnswers: Check = {
  id: 'server-answers',
  title: 'the server answers each frame by one frame, its bytes reversed',
  points: 3,
  lesson: 'what-the-grader-plays',
  next: 'Which frame do these bytes belong to, and who had sent it?',
  causes: [sharedState, replyLostAtHalfClose, lostFrameAtFin],
  async play({ server, random, turn }) {
    const frames = await server('startFrameServer');
    frames.mustListenOn('127.0.0.1');
    const one = await frames.connect('client 1');
    const two = await frames.connect('client 2');
    await one.send(REQUEST);
    await one.expect(REPLY);
    await one.sendInPieces(random.cut(REQUEST, 6));
    await one.expect(REPLY);
    // Two clients in the middle of their frames at the same time.
    const [ours, theirs] = [random.bytes(40), random.bytes(40)];
    await one.send(frame(ours).subarray(0, 20));
    await turn();
    await two.send(frame(theirs).subarray(0, 30));
    await turn();
    await one.send(frame(ours).subarray(20));
    await one.expect(frame(reversed(ours)), { interleaved: true });
    await two.send(frame(theirs).subarray(30));
    await two.expect(frame(reversed(theirs)), { interleaved: true });
    await one.finish();
    await two.sendOneByOne(frame(Buffer.from('byte by byte')));
    await two.expect(frame(reversed(Buffer.from('byte by byte'))));
    await two.finish();
    for (const payload of [Buffer.alloc(0), Buffer.from('last'), random.bytes(MIB + 1)]) {
      const leaving = await frames.connect('client 3');
      const sent = leaving.send(Buffer.concat([REQUEST, frame(payload)]));
      leaving.fin();
      await sent;
      await leaving.expectToEnd(Buffer.concat([REPLY, frame(reversed(payload))]));
    }
  },
};

export const serverSurvives: Check = {
  id: 'server-survives',
  title: 'a client that breaks off or lies does not disturb the others',
  points: 2,
  needs: ['server-answers'],
  lesson: 'a-stream-that-ends-inside-a-frame',
  next: 'Whose conversation is over here, and who has to hear of it?',
  causes: [cutOffAtBrokenEnd],
  async play({ server, random, turn }) {
    const frames = await server('startFrameServer');
    const witness = await frames.connect('witness');
    /** Where it is not, the client that came before it is drawn beside it. */
    const stillServed = async (after: string) => {
      await turn();
      await witness.send(REQUEST);
      await witness.expect(REPLY, { name: after });
    };
    await stillServed('witness');

    const reset = await frames.connect('client 1');
    await reset.send(
      Buffer.concat([frame(Buffer.from('hello')), header(100), Buffer.from('half')]),
    );
    await reset.expect(frame(reversed(Buffer.from('hello'))));
    reset.reset();
    await stillServed('client 1');

    const liar = await frames.connect('client 2');
    await liar.send(Buffer.concat([header(0xffffffff), Buffer.from('you would like that')]));
    await liar.expectClosed('the server closes a connection whose frame is too long');
    await stillServed('client 2');

    const cut = await frames.connect('client 3');
    await cut.send(Buffer.concat([frame(Buffer.from('hello')), header(100), Buffer.from('half')]));
    cut.fin();
    await cut.expect(frame(reversed(Buffer.from('hello'))));
    await cut.expectClosed('the server closes a connection that ended inside a frame');
    await stillServed('client 3');

    // An answer larger than the kernel's buffers: most of it still waits when the broken end comes.
    const large = random.bytes(8 * MIB);
    const slow = await frames.connect('client 4');
    await slow.send(frame(large));
    await slow.peer.receive(1);
    slow.peer.pause();
    await slow.send(Buffer.concat([header(100), Buffer.from('half')]));
    slow.fin();
    await stillServed('client 4');
    slow.peer.resume();
    await slow.expect(frame(reversed(large)), { brokenEnd: true });
    await slow.expectClosed('the server closes a connection that ended inside a frame');
    await stillServed('client 4');
    await witness.finish();
  },
};

export const worksWithReference: Check = {
  id: 'works-with-reference',
  title: 'your encoder, decoder and server work with those of others',
  points: 1,
  needs: ['encodes', 'linear-time', 'refuses-long', 'server-answers'],
  lesson: 'what-the-grader-plays',
  next: 'Which of the two sides reads the header in another way?',
  async play({ learner, server, random }) {
    const payload = random.bytes(1000);
    const [encoded] = await learner.calls([['encodeFrame', payload]]);
    const theirs = new reference.FrameDecoder();
    const bytes = encoded?.value instanceof Uint8Array ? encoded.value : Buffer.alloc(0);
    const decoded = observe(
      'what the reference decoder finds in your frame',
      (async () => theirs.push(bytes))(),
    );
    (await decoded).resolves([payload]);
    const own = await server('startFrameServer');
    const client = await own.connect();
    await client.send(reference.encodeFrame(payload));
    await client.expect(reference.encodeFrame(reversed(payload)));
    await client.finish();
    const others = await reference.startFrameServer(LOOPBACK);
    await new Promise((resolve) => others.close(resolve));
  },
};
