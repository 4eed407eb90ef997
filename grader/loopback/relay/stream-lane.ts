import { once } from 'node:events';
import type net from 'node:net';
import { type Direction, damage, decide, type Faults, inWords, type Passage } from './faults.ts';

/** Decisions are made for each so many bytes of the stream: where its chunks end is never the same twice. */
const BLOCK = 1024;
/** A lost segment is sent again by TCP, and all behind it waits: this long, the least timeout of Linux. */
const RETRANSMISSION_MS = 200;
const MOST_QUEUED = 256 * 1024;

type Told = Omit<Passage, 'client'>;

/**
 * One direction of a relayed connection. A program on TCP never sees a segment lost, doubled or late:
 * it sees bytes that come later, with all those behind them. So a loss is such a wait here.
 */
export class StreamLane {
  readonly #source: net.Socket;
  readonly #target: net.Socket;
  readonly #faults: Faults;
  readonly #direction: Direction;
  readonly #tell: (passage: Told) => void;
  readonly #queue: { at: number; bytes: Buffer }[] = [];
  #queued = 0;
  #offset = 0;
  #ended = false;
  #running = false;
  #lateUntil = 0;
  /** The black hole has begun: FIN does not get through either. */
  #swallowed = false;

  constructor(
    source: net.Socket,
    target: net.Socket,
    faults: Faults,
    direction: Direction,
    tell: (passage: Told) => void,
  ) {
    this.#source = source;
    this.#target = target;
    this.#faults = faults;
    this.#direction = direction;
    this.#tell = tell;
    source.on('data', (chunk: Buffer) => this.#take(chunk));
    source.on('end', () => {
      this.#ended = true;
      void this.#run();
    });
  }

  /** Cuts a chunk where blocks begin, and decides about each piece by the block that it belongs to. */
  #take(chunk: Buffer): void {
    for (let at = 0; at < chunk.length; ) {
      const index = Math.floor(this.#offset / BLOCK);
      const within = this.#offset % BLOCK;
      const piece = chunk.subarray(at, at + BLOCK - within);
      this.#takePiece(piece, index, within);
      at += piece.length;
      this.#offset += piece.length;
    }
    if (this.#queued > MOST_QUEUED) this.#source.pause();
    void this.#run();
  }

  #takePiece(piece: Buffer, index: number, within: number): void {
    const { blackHole } = this.#faults;
    const hole = blackHole !== undefined && index >= blackHole;
    const decided = decide(this.#faults, this.#direction, index);
    const flip = decided.flip === undefined ? -1 : (decided.flip % (BLOCK * 8)) - within * 8;
    const hit = flip >= 0 && flip < piece.length * 8;
    const late = decided.lost && !hole && within === 0 ? RETRANSMISSION_MS : 0;
    const verdict = {
      lost: hole,
      twice: false,
      heldBack: false,
      delayMs: decided.delayMs + late,
      flip: hit ? flip : undefined,
    };
    const what = inWords(verdict, piece.length);
    const words = late > 0 ? `lost and sent again: ${what}` : what;
    this.#tell({ direction: this.#direction, index, bytes: piece, verdict, what: words });
    this.#swallowed ||= hole;
    if (hole) return;
    this.#lateUntil = Math.max(this.#lateUntil, performance.now() + verdict.delayMs);
    this.#queue.push({ at: this.#lateUntil, bytes: damage(piece, verdict) });
    this.#queued += piece.length;
  }

  async #run(): Promise<void> {
    if (this.#running) return;
    this.#running = true;
    for (let next = this.#queue.shift(); next; next = this.#queue.shift()) {
      const ms = next.at - performance.now();
      if (ms > 0) await new Promise((resolve) => setTimeout(resolve, ms));
      if (this.#target.destroyed) return;
      this.#queued -= next.bytes.length;
      if (!this.#target.write(next.bytes))
        await Promise.race([once(this.#target, 'drain'), once(this.#target, 'close')]).catch(
          () => {},
        );
      if (this.#queued <= MOST_QUEUED / 2) this.#source.resume();
    }
    this.#running = false;
    if (this.#ended && !this.#swallowed) this.#target.end();
  }
}
