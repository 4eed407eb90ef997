export type End = 'A' | 'B';
export type Ends = Record<End, string>;

export interface Seen {
  at: string;
  from: string;
  flags: string[];
  seq: number;
  ack: number;
  length: number;
}

/** A conversation, and what each segment makes of the end that sent it or heard it. */
export interface Conversation {
  name: string;
  start: Ends;
  segments: readonly Seen[];
  /** The numbers of the segments (from 1) that change the state of the end they were seen at. */
  changes: Record<number, string>;
}

/** The states of both ends after each segment. */
export function statesOf({ start, segments, changes }: Conversation): Ends[] {
  const now = { ...start };
  return segments.map(({ at }, i) => {
    const next = changes[i + 1];
    if (next !== undefined) now[at === 'A' ? 'A' : 'B'] = next;
    return { ...now };
  });
}

/** The same with other first numbers, as another day would have brought them. */
export function renumbered(conversation: Conversation, by: Record<End, number>): Conversation {
  const turn = (number: number, end: End) => (number + by[end]) % 2 ** 32;
  const segments = conversation.segments.map((segment) => {
    const end = segment.from === 'A' ? 'A' : 'B';
    const other = end === 'A' ? 'B' : 'A';
    const ack = segment.flags.includes('ACK') ? turn(segment.ack, other) : 0;
    return { ...segment, seq: turn(segment.seq, end), ack };
  });
  return { ...conversation, segments };
}

/** The same with the ends' names exchanged. */
export function exchanged(conversation: Conversation): Conversation {
  const name = (end: string) => (end === 'A' ? 'B' : 'A');
  const segments = conversation.segments.map((segment) => ({
    ...segment,
    at: name(segment.at),
    from: name(segment.from),
  }));
  const { A, B } = conversation.start;
  return { ...conversation, segments, start: { A: B, B: A } };
}
