import { type Check, Script, type Stage, type Value } from '../../vocabulary.ts';
import { bytesOf, byUrl, digitsOf, drawGroups, groupsOf } from './spellings.ts';
import file from './vectors.json' with { type: 'json' };
import {
  compatibleInDots,
  leadingZeros,
  mappedInGroups,
  notShortened,
  otherLengthAccepted,
  otherRun,
  sharedBytes,
  singleZeroShortened,
  upperCase,
  wholeArrayBuffer,
  zeroAsNothing,
} from './writing-causes.ts';

interface Written {
  bytes: Uint8Array;
  text: string;
}

const written = (hex: string, text: string): Written => ({
  bytes: new Uint8Array(Buffer.from(hex.replaceAll(' ', ''), 'hex')),
  text,
});

const vectors = file.written.map(({ hex, text }) => written(hex, text));

/** Whether it is 96 bits of 0 and something like an IPv4 address. */
function looksCompatible(bytes: Uint8Array): boolean {
  const groups = groupsOf(bytes);
  return groups.slice(0, 6).every((group) => group === 0) && groups[6] !== 0;
}

function seeded({ random }: Stage, count: number): Written[] {
  return Array.from({ length: count }, () => drawGroups(random)).map((groups) => ({
    bytes: bytesOf(groups),
    text: byUrl(groups),
  }));
}

async function writesAre({ learner }: Stage, played: readonly Written[]): Promise<void> {
  const answers = await learner.calls(played.map(({ bytes }) => ['formatIpv6', bytes]));
  for (const [i, { bytes, text }] of played.entries()) {
    const digits = digitsOf(groupsOf(bytes));
    answers[i]?.returns(text, { remark: `for ${digits}`, facts: { digits } });
  }
}

export const writesGroups: Check = {
  id: 'writes-groups',
  title: 'formatIpv6 writes short groups in lower case, and 0 as 0',
  points: 2,
  lesson: 'one-text-for-each-address',
  next: 'What is the shortest that one group may be, whatever stands beside it?',
  causes: [leadingZeros, upperCase, zeroAsNothing, singleZeroShortened],
  play(stage) {
    const noRun = ({ text }: Written) => !text.includes('::');
    return writesAre(stage, [
      written('2001 0db8 000a 00b0 0c00 d000 200c 417a', '2001:db8:a:b0:c00:d000:200c:417a'),
      written('0001 0000 0003 0000 0005 0006 0007 0008', '1:0:3:0:5:6:7:8'),
      written('2001 0db8 0000 0001 0001 0001 0001 0001', '2001:db8:0:1:1:1:1:1'),
      written('0000 0002 0003 0004 0005 0006 0007 0008', '0:2:3:4:5:6:7:8'),
      written('0001 0002 0003 0004 0005 0006 0007 0000', '1:2:3:4:5:6:7:0'),
      written('ffff '.repeat(8), 'ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff'),
      ...[...vectors, ...seeded(stage, 200)].filter(noRun),
    ]);
  },
};

export const writesLongestRun: Check = {
  id: 'writes-longest-run',
  title: '"::" stands for the longest run of zeros, the first of equals',
  points: 2,
  needs: ['writes-groups'],
  lesson: 'one-text-for-each-address',
  next: 'Which runs of zeros has this address, and how long is each of them?',
  causes: [notShortened, otherRun],
  play(stage) {
    // An address that the C library takes for an IPv4-compatible one is left to the next check.
    const hasRun = ({ bytes, text }: Written) => text.includes('::') && !looksCompatible(bytes);
    return writesAre(stage, [
      written('2001 0db8 0000 0000 0000 0000 0000 0001', '2001:db8::1'),
      written('2001 0db8 0000 0000 0001 0000 0000 0001', '2001:db8::1:0:0:1'),
      written('2001 0000 0000 0001 0000 0000 0000 0001', '2001:0:0:1::1'),
      written('0001 0000 0000 0000 0005 0000 0000 0008', '1::5:0:0:8'),
      written('0001 0000 0003 0000 0000 0000 0007 0000', '1:0:3::7:0'),
      written('0000 '.repeat(8), '::'),
      written(`${'0000 '.repeat(7)} 0001`, '::1'),
      written(`0001 ${'0000 '.repeat(7)}`, '1::'),
      written('0000 0000 0003 0004 0005 0006 0000 0000', '::3:4:5:6:0:0'),
      written('0000 0000 0000 0001 0000 0000 0000 0000', '0:0:0:1::'),
      ...[...vectors, ...seeded(stage, 300)].filter(hasRun),
    ]);
  },
};

export const writesIpv4Mapped: Check = {
  id: 'writes-ipv4-mapped',
  title: 'an IPv4-mapped address ends in dots, and no other does',
  points: 2,
  needs: ['writes-longest-run'],
  lesson: 'one-text-for-each-address',
  next: 'Which are the first 96 bits of this address? For which prefix does the lesson ask for dots?',
  causes: [mappedInGroups, compatibleInDots],
  play(stage) {
    const mapped = (tail: Uint8Array) => ({
      bytes: Uint8Array.from([...Array.from({ length: 10 }, () => 0), 0xff, 0xff, ...tail]),
      text: `::ffff:${[...tail].join('.')}`,
    });
    return writesAre(stage, [
      mapped(Uint8Array.of(192, 0, 2, 1)),
      mapped(Uint8Array.of(0, 0, 0, 0)),
      mapped(Uint8Array.of(255, 255, 255, 255)),
      written('0000 0000 0000 0000 0000 0000 c000 0201', '::c000:201'),
      written('0064 ff9b 0000 0000 0000 0000 c000 0221', '64:ff9b::c000:221'),
      ...vectors.filter(({ bytes }) => looksCompatible(bytes)),
      written('0000 0000 0000 0000 ffff 0000 c000 0201', '::ffff:0:c000:201'),
      written('0000 0000 0000 0000 0001 ffff c000 0201', '::1:ffff:c000:201'),
      written('0000 0000 0000 0000 0000 fffe c000 0201', '::fffe:c000:201'),
      written('2001 0db8 0000 0000 0000 ffff c000 0201', '2001:db8::ffff:c000:201'),
      ...Array.from({ length: 30 }, () => mapped(stage.random.bytes(4))),
    ]);
  },
};

export const keepsBytesApart: Check = {
  id: 'keeps-bytes-apart',
  title: 'each answer has bytes of its own; those given lie anywhere',
  points: 1,
  needs: ['reads-double-colon', 'writes-groups'],
  lesson: 'eight-groups',
  next: 'Whose memory are these bytes, and where in it do they begin?',
  causes: [sharedBytes, wholeArrayBuffer],
  async play(stage) {
    const { learner, random } = stage;
    const script = new Script().invoke('parseIpv6', '1::').invoke('parseIpv6', '::2');
    const [answers] = await learner.play([script], { late: true });
    const later = '2'.padStart(32, '0');
    const first: Value = Buffer.from(bytesOf([1, 0, 0, 0, 0, 0, 0, 0]));
    answers?.[0]?.returns(first, { remark: 'also after the next call', facts: { later } });
    const groups = Array.from({ length: 8 }, () =>
      Array.from({ length: 8 }, () => random.integer(1, 0xffff)),
    );
    // A small Buffer is a part of a pool that it shares with others; a Uint8Array made of it is not.
    const alone = await learner.calls(groups.map((each) => ['formatIpv6', bytesOf(each)]));
    const pooled = await learner.calls(
      groups.map((each) => ['formatIpv6', Buffer.from(bytesOf(each))]),
    );
    for (const [i, each] of groups.entries()) {
      const text = byUrl(each);
      const remark = `for ${digitsOf(each)}`;
      alone[i]?.returns(text, { remark });
      pooled[i]?.returns(text, { remark, facts: { part: true } });
    }
  },
};

export const refusesLengths: Check = {
  id: 'refuses-lengths',
  title: 'formatIpv6 throws RangeError unless there are 16 bytes',
  points: 1,
  needs: ['writes-groups'],
  lesson: 'what-the-grader-plays',
  next: 'What would the reader take these bytes for, had they been written as an address?',
  causes: [otherLengthAccepted],
  async play({ learner }) {
    const lengths = [4, 15, 17, 0, 8, 32];
    const alone = lengths.map((length) => new Uint8Array(length).fill(1));
    // Behind the end of a small Buffer lie bytes of somebody else's, which can be read by mistake.
    const played = [...alone, ...alone.map((bytes) => Buffer.from(bytes))];
    const answers = await learner.calls(played.map((bytes) => ['formatIpv6', bytes]));
    for (const [i, { length }] of played.entries())
      answers[i]?.throws('RangeError', 'an IPv6 address has 16 bytes', { length });
  },
};
