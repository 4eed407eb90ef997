import {
  Argument,
  type Check,
  Failure,
  Reference,
  Script,
  type Stage,
  same,
  type Value,
} from '../../vocabulary.ts';
import { zeroSign } from './float-causes.ts';
import { noBuffer, onlyBuffers } from './packing-causes.ts';
import {
  bareValue,
  beyondTheRoom,
  boolOnlyOne,
  byteOffset,
  dataChanged,
  numberForBigint,
  otherSign,
  paddingLookedAt,
  readInOtherOrder,
  viewHandedOut,
  zerosStripped,
} from './unpacking-causes.ts';
import { floats, integers, layouts, strings, unpackedOnly, type Vector } from './vectors.ts';

/** A length byte of 255 where two bytes have room: what lies behind them is another value. */
const lyingLength: Vector = {
  format: '<3pB',
  values: [],
  bytes: Buffer.from('ff616207', 'hex'),
  unpacked: [Buffer.from('ab'), 7],
};

/** A p without room for its length byte: CPython fails here, and the lesson says what comes instead. */
const noRoom: Vector = {
  format: '<0pB',
  values: [],
  bytes: Buffer.of(7),
  unpacked: [Buffer.alloc(0), 7],
};

export const unpacks: Check = {
  id: 'unpacks',
  title: 'unpack gives back the values, each of its own type',
  points: 3,
  needs: ['packs-native', 'packs-bytes', 'packs-eight-bytes', 'packs-floats'],
  lesson: 'what-unpack-gives-back',
  next: 'Which bytes belong to this code, in which order do they stand, and what type has its value?',
  causes: [
    bareValue,
    byteOffset,
    onlyBuffers,
    noBuffer,
    zeroSign,
    numberForBigint,
    boolOnlyOne,
    readInOtherOrder,
    otherSign,
    zerosStripped,
    beyondTheRoom,
    paddingLookedAt,
  ],
  async play({ learner }) {
    const played = [
      ...integers,
      ...floats,
      ...layouts,
      ...strings,
      ...unpackedOnly,
      lyingLength,
      noRoom,
    ];
    // A small Buffer is a part of a larger ArrayBuffer; a Uint8Array made of it has one of its own.
    const parts = await learner.calls(played.map(({ format, bytes }) => ['unpack', format, bytes]));
    const wholes = await learner.calls(
      played.map(({ format, bytes }) => ['unpack', format, Uint8Array.from(bytes)]),
    );
    for (const [i, { format, unpacked, bytes }] of played.entries()) {
      const part = parts[i];
      const whole = wholes[i];
      const data = bytes.toString('hex');
      const remark = `from ${data}`;
      const offset = whole?.error === undefined && same(whole?.value, unpacked);
      part?.returns(unpacked, { remark, facts: { format, data, offset } });
      whole?.returns(unpacked, { remark, facts: { format, data, plain: true } });
      if (part && !carriedByBuffers(part.value))
        part.fail({ text: 'a Buffer for each string of bytes' }, { noBuffer: true });
    }
  },
};

function carriedByBuffers(values: Value): boolean {
  return (
    Array.isArray(values) &&
    values.every((value) => !(value instanceof Uint8Array) || Buffer.isBuffer(value))
  );
}

export const copies: Check = {
  id: 'copies',
  title: 'unpack gives copies, and leaves the data as it was',
  points: 1,
  needs: ['unpacks'],
  lesson: 'what-unpack-gives-back',
  next: 'Whose memory do the bytes lie in that you gave back?',
  causes: [viewHandedOut, dataChanged],
  async play({ learner }) {
    const data = new Argument('data', Buffer.from('0361626378', 'hex'));
    const formats: [string, Value[]][] = [
      ['>4pc', [Buffer.from('abc'), Buffer.from('x')]],
      ['>5s', [Buffer.from('0361626378', 'hex')]],
      ['>5c', [...Buffer.from('0361626378', 'hex')].map((byte) => Buffer.of(byte))],
    ];
    const played = formats.map(([format]) =>
      new Script().invoke('unpack', format, data).overwrite(data),
    );
    const answers = await learner.play(played, { late: true });
    for (const [i, [, expected]] of formats.entries())
      answers[i]?.[0]?.returns(expected, { facts: { overwritten: true } });
    for (const order of '<>') await leavesTheData(learner, `${order}HIqfd3s4pc?`);
  },
};

/** Unpacks what pack() gave, and looks at it again. */
async function leavesTheData(learner: Stage['learner'], format: string): Promise<void> {
  const strings = ['ab', 'cd', 'e'].map((text) => Buffer.from(text));
  const kept = await learner.keep('pack', format, 258, 66_051, -5n, 0.5, 0.1, ...strings, true);
  const data = Object.assign(new Reference('data'), { name: kept.kept });
  const { value } = kept.answer;
  if (!(value instanceof Uint8Array)) return kept.answer.fail({ text: 'a Buffer' });
  const before = Buffer.from(value);
  const unpacked = await learner.call('unpack', format, data);
  const after = await learner.ask(kept.kept, 'toString', 'hex');
  const now = Buffer.from(String(after.value), 'hex');
  if (before.equals(now)) return;
  throw new Failure({
    called: unpacked.called,
    expected: { bytes: before, remark: 'in data, as before' },
    received: { bytes: now },
    facts: { after: true },
  });
}
