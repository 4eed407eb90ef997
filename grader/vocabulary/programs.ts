import type { Address } from '../loopback/tcp.ts';

/** Where somebody sits: the lines that they type, and what they are shown. */
export interface Terminal {
  lines: AsyncIterable<string>;
  print(text: string): void;
}

/** A part of an exercise as a program, to be played with by hand. `Exports` are those of the exercise. */
export type Program<Exports> = {
  /** What it does, in a few words. */
  about: string;
  transport: 'tcp' | 'udp';
  /** What the bytes on the wire say in the unit's own terms; undefined: they are shown as they are. */
  tell?(bytes: Buffer): string | undefined;
  /** Whether a server has anything to say to what a person types into nc; true where it is left out. */
  typed?: boolean;
} & (
  | { start(exports: Exports, address: Address): Promise<{ address(): unknown }> }
  | {
      /** What to type, in a line. */
      usage: string;
      /** Words to begin with, shown as an example. */
      example?: string;
      /** `words` stood behind the program's name. It ends when the person or the other side is done. */
      talk(exports: Exports, address: Address, terminal: Terminal, words: string[]): Promise<void>;
    }
);

/** By the names that a person gives them; the first is what runs where none is given. */
export type Programs<Exports> = Record<string, Program<Exports>>;
