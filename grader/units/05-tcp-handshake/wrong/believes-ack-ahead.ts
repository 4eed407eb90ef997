// Wrong on purpose: any ACK that is ahead of our SYN is one of it.
// check: explains-repeats
// cause: old-ack-believed
import type {
  End,
  Ends,
  Segment,
  TcpEvent,
  TcpState,
} from '../../../../solutions/05-tcp-handshake.ts';
import { isBefore, sequenceLength, step } from '../../../../solutions/05-tcp-handshake.ts';

export { isBefore, sequenceLength, step };

interface Known {
  state: TcpState;
  syn?: number;
  fin?: number;
}

export function explain(segments: readonly Segment[], start: Ends): Ends[] {
  const ends: Record<End, Known> = { A: { state: start.A }, B: { state: start.B } };
  return segments.map((segment) => {
    const end = ends[segment.at];
    const events = segment.at === segment.from ? left(segment, end) : arrived(segment, end);
    for (const event of events) end.state = step(end.state, event).state;
    return { A: ends.A.state, B: ends.B.state };
  });
}

function left({ flags, seq, length }: Segment, end: Known): TcpEvent[] {
  if (flags.includes('RST')) {
    return /^(CLOSED|LISTEN|SYN-.*)$/.test(end.state) ? [] : ['ABORT'];
  }
  if (flags.includes('SYN')) end.syn = seq;
  if (flags.includes('FIN')) end.fin = (seq + sequenceLength({ flags, length }) - 1) % 2 ** 32;
  if (flags.includes('FIN')) return ['CLOSE'];
  return flags.includes('SYN') && !flags.includes('ACK') ? ['active OPEN'] : [];
}

function arrived({ flags, ack, length }: Segment, end: Known): TcpEvent[] {
  if (flags.includes('RST')) return ['rcv RST'];
  if (flags.includes('SYN') && !flags.includes('ACK')) return ['rcv SYN'];
  const ofSyn = end.syn !== undefined && isBefore(end.syn, ack);
  if (end.state.startsWith('SYN-') && !ofSyn) return [];
  if (flags.includes('SYN')) return ['rcv SYN,ACK'];
  const ofFin = end.fin !== undefined && isBefore(end.fin, ack);
  if (flags.includes('FIN')) return [ofFin ? 'rcv FIN,ACK of FIN' : 'rcv FIN'];
  const events: TcpEvent[] = [ofFin ? 'rcv ACK of FIN' : 'rcv ACK of SYN'];
  return length > 0 ? [...events, 'rcv data'] : events;
}
