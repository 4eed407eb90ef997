import type { Check, Stage } from '../../vocabulary.ts';
import {
  groupsSwapped,
  oneGroupRefused,
  tailAsHex,
  tailRefused,
  zerosAtTheEnd,
} from './reading-causes.ts';
import { bytesOf, drawGroups, drawSpelling, type Groups } from './spellings.ts';

interface Read {
  text: string;
  hex: string;
  remark?: string;
}

async function readsAre({ learner }: Stage, played: readonly Read[]): Promise<void> {
  const answers = await learner.calls(played.map(({ text }) => ['parseIpv6', text]));
  for (const [i, { text, hex, remark }] of played.entries()) {
    const more = remark === undefined ? {} : { remark };
    answers[i]?.returns(Buffer.from(hex, 'hex'), { ...more, facts: { text } });
  }
}

function hexOf(groups: Groups): string {
  return Buffer.from(bytesOf(groups)).toString('hex');
}

export const readsGroups: Check = {
  id: 'reads-groups',
  title: 'parseIpv6 gives the 16 bytes of eight groups',
  points: 2,
  lesson: 'eight-groups',
  next: 'Which two bytes has one group, and which of them comes first?',
  causes: [groupsSwapped],
  play(stage) {
    const seeded = Array.from({ length: 100 }, () => drawGroups(stage.random))
      .map((groups) => ({ text: drawSpelling(groups, stage.random), hex: hexOf(groups) }))
      .filter(({ text }) => !text.includes('::'));
    return readsAre(stage, [
      { text: '1:2:3:4:5:6:7:8', hex: '00010002000300040005000600070008' },
      {
        text: 'ABCD:EF01:2345:6789:ABCD:EF01:2345:6789',
        hex: 'abcdef0123456789abcdef0123456789',
      },
      { text: '2001:DB8:0:0:8:800:200C:417A', hex: '20010db80000000000080800200c417a' },
      { text: '2001:0db8:0000:0000:0008:0800:200c:417a', hex: '20010db80000000000080800200c417a' },
      { text: '0:0:0:0:0:0:0:0', hex: '00'.repeat(16) },
      { text: 'fFfF:ffff:FFFF:ffff:ffff:ffff:ffff:ffff', hex: 'ff'.repeat(16) },
      { text: '0000:00f0:0f00:1000:0:a:00b:c', hex: '000000f00f0010000000000a000b000c' },
      ...seeded,
    ]);
  },
};

export const readsDoubleColon: Check = {
  id: 'reads-double-colon',
  title: '"::" stands for as many groups of 0 as are missing',
  points: 2,
  needs: ['reads-groups'],
  lesson: 'the-double-colon',
  next: 'How many groups stand before the "::", how many behind it, and how many are due in all?',
  causes: [zerosAtTheEnd, oneGroupRefused],
  play(stage) {
    const seeded = Array.from({ length: 300 }, () => drawGroups(stage.random))
      .map((groups) => ({ text: drawSpelling(groups, stage.random), hex: hexOf(groups) }))
      .filter(({ text }) => text.includes('::'));
    return readsAre(stage, [
      { text: '::1', hex: `${'00'.repeat(15)}01` },
      { text: '1::', hex: `0001${'00'.repeat(14)}` },
      { text: '::', hex: '00'.repeat(16) },
      { text: '1::8', hex: `0001${'00'.repeat(12)}0008` },
      { text: '2001:db8::8:800:200c:417a', hex: '20010db80000000000080800200c417a' },
      { text: 'FF01::101', hex: `ff01${'00'.repeat(12)}0101` },
      { text: '0::0', hex: '00'.repeat(16) },
      { text: '1:2:3:4:5:6:7::', hex: '00010002000300040005000600070000' },
      { text: '::2:3:4:5:6:7:8', hex: '00000002000300040005000600070008' },
      { text: '1:2:3::5:6:7:8', hex: '00010002000300000005000600070008' },
      { text: '0:0::0:1', hex: `${'00'.repeat(15)}01` },
      ...seeded,
    ]);
  },
};

export const readsIpv4Tail: Check = {
  id: 'reads-ipv4-tail',
  title: 'the last two groups may be an IPv4 address',
  points: 2,
  needs: ['reads-double-colon'],
  lesson: 'an-ipv4-address-at-the-end',
  next: 'How many bytes are the four decimal numbers, and how many groups does that make?',
  causes: [tailAsHex, tailRefused],
  play(stage) {
    const seeded = Array.from({ length: 50 }, () => {
      const tail = [...stage.random.bytes(4)];
      const head = drawGroups(stage.random).slice(0, 6);
      const hex = hexOf([...head, 0, 0]).slice(0, 24) + Buffer.from(tail).toString('hex');
      const text = head.map((group) => group.toString(16)).join(':');
      return { text: `${text}:${tail.join('.')}`, hex };
    });
    return readsAre(stage, [
      { text: '::ffff:192.0.2.1', hex: `${'00'.repeat(10)}ffffc0000201` },
      { text: '::192.0.2.1', hex: `${'00'.repeat(12)}c0000201` },
      { text: '::0.0.0.0', hex: '00'.repeat(16) },
      { text: '::255.255.255.255', hex: `${'00'.repeat(12)}ffffffff` },
      { text: '0:0:0:0:0:FFFF:129.144.52.38', hex: `${'00'.repeat(10)}ffff81903426` },
      { text: '1:2:3:4:5:6:7.8.9.10', hex: '0001000200030004000500060708090a' },
      { text: '1:2:3:4:5::7.8.9.10', hex: '0001000200030004000500000708090a' },
      { text: '::2:3:4:5:6:7.8.9.10', hex: '0000000200030004000500060708090a' },
      { text: '64:ff9b::192.0.2.33', hex: `0064ff9b${'00'.repeat(8)}c0000221` },
      ...seeded,
    ]);
  },
};
