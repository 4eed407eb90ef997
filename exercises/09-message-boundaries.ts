import type net from 'node:net';

/** What readLines takes: the largest length of a line in bytes, 65,536 unless told. */
export interface LineOptions {
  maxLineLength?: number;
}

/**
 * Exactly the next n bytes of the stream, as soon as they are there, wherever the stream was cut.
 * For n = 0 that is an empty Buffer, at once. What came behind them is kept for the next reader.
 *
 * Where the stream ends before that, it rejects with an Error that says how many of how many bytes
 * came; where the connection is reset, with an Error; where n is no integer of at least 0, with a
 * RangeError, and nothing is taken.
 */
export function readExactly(socket: net.Socket, n: number): Promise<Buffer> {
  throw new Error('readExactly is not written yet');
}

/**
 * The lines of the stream, decoded as UTF-8, without their ends: \n, or \r\n. A \r that no \n
 * follows is part of the line. What stands behind the last end is the last line, if it is not empty.
 *
 * A line of more than `maxLineLength` bytes (its end not counted) makes the iteration reject with a
 * RangeError, before its end has come; a reset makes it reject with an Error. Whoever leaves the
 * loop finds the socket open, and the next reader goes on behind the last line.
 */
export function readLines(socket: net.Socket, options?: LineOptions): AsyncIterable<string> {
  throw new Error('readLines is not written yet');
}
