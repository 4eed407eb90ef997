import type net from 'node:net';
import type { Address } from '../loopback/tcp.ts';

/** Where somebody sits: the lines that they type, and what they are shown. */
export interface Terminal {
  lines: AsyncIterable<string>;
  print(text: string): void;
  /** Shows an error with the learner's own places in it. */
  failed(error: unknown): void;
}

interface Shown {
  /** What it does, in a few words. */
  about: string;
  /** Who it is in the ladder, where it is none of the exercise's: 'our server'. */
  actor?: string;
  /** What the bytes on the wire say in the unit's own terms; undefined: they are shown as they are. */
  tell?(bytes: Buffer): string | undefined;
  /** The same, for what is cut anywhere: each direction of each connection has one of its own. */
  reader?(): (bytes: Buffer) => string | undefined;
}

/** What a program is that has something on the wire. */
export interface OnTheWire extends Shown {
  transport: 'tcp' | 'udp';
  /** false: no tap stands before it, which would accept, or refuse, in its place. */
  tap?: false;
}

/** What a program is whose sockets have paths (or, on Windows, the names of pipes). */
export interface OnAPath extends Shown {
  transport: 'path';
  /** The name of the socket, where the person gives no path. */
  socketName: string;
}

interface Serving {
  /** What can be typed at the server itself, in a line. */
  usage?: string;
}

export interface Server<Exports> extends OnTheWire, Serving {
  /** Commands that talk to it, each of which somebody has tried; nc where it is left out. */
  byHand?(port: number): string[];
  /** `words` stood behind the program's name. */
  start(
    exports: Exports,
    address: Address,
    terminal: Terminal,
    words: string[],
  ): Promise<{ address(): unknown }>;
}

export interface PathServer<Exports> extends OnAPath, Serving {
  /** `words` stood behind the path. */
  start(exports: Exports, path: string, terminal: Terminal, words: string[]): Promise<net.Server>;
}

interface Talking {
  /** What to type, in a line. */
  usage: string;
  /** Words to begin with, shown as an example. */
  example?: string;
}

export interface Client<Exports> extends OnTheWire, Talking {
  /** `words` stood behind the program's name. It ends when the person or the other side is done. */
  talk(exports: Exports, address: Address, terminal: Terminal, words: string[]): Promise<void>;
}

export interface PathClient<Exports> extends OnAPath, Talking {
  /** `words` stood behind the path. */
  talk(exports: Exports, path: string, terminal: Terminal, words: string[]): Promise<void>;
}

/** It answers what a person types, and has nothing on the wire. */
export interface Answerer<Exports> {
  /** What it does, in a few words. */
  about: string;
  /** The words that it takes: FORMAT [VALUE …]. What stands in brackets may be left out. */
  takes: string;
  /** Words to begin with, as they are typed at its prompt: >IH 1 2. */
  example: string;
  /** How to write the words, where that is not plain: told at the prompt. */
  notes?: string;
  /**
   * What to print, without the last newline. It gets as many words as it takes, and throws Mistyped
   * where they are not what it takes. What the exercise throws is passed on.
   */
  answer(exports: Exports, words: readonly string[]): string | Promise<string>;
}

/** What was typed is not what a program takes: the person is told, and no error of theirs is. */
export class Mistyped extends Error {}

/** A part of an exercise as a program, to be played with by hand. `Exports` are those of the exercise. */
export type Program<Exports> =
  | Server<Exports>
  | PathServer<Exports>
  | Client<Exports>
  | PathClient<Exports>
  | Answerer<Exports>;

/** By the names that a person gives them; the first is what runs where none is given. */
export type Programs<Exports> = Record<string, Program<Exports>>;
