/** The words in which a unit's checks are written: all that grader/units/ knows of the grader. */
export { countBytes, quoted } from './feedback/bytes.ts';
export * from './feedback/causes.ts';
export {
  bothBytes,
  bothValues,
  type Cause,
  type Evidence,
  Failure,
  receivedError,
  receivedText,
} from './feedback/evidence.ts';
export type { Random } from './random.ts';
export { digestOf } from './submission/digest.ts';
export type { Call, Fault, Role, Scene, Trace } from './submission/scene.ts';
export type { TcpState } from './submission/tcp-states.ts';
export { Argument, Other, Reference, Repeated, type Value } from './submission/values.ts';
export { Answer, same } from './vocabulary/answer.ts';
export type { Begun } from './vocabulary/begun.ts';
export { connectByHand, END_OF_INPUT, listenByHand, textOf } from './vocabulary/by-hand.ts';
export type { Callback } from './vocabulary/callback.ts';
export { EARLY_MS } from './vocabulary/clock.ts';
export { Connection } from './vocabulary/connection.ts';
export { callElsewhere } from './vocabulary/elsewhere.ts';
export { floodUntilStalled } from './vocabulary/flood.ts';
export { DIGITS, frameReader, UINT32 } from './vocabulary/frame-reader.ts';
export { observe } from './vocabulary/observe.ts';
export {
  type Answerer,
  Mistyped,
  type Program,
  type Programs,
  type Terminal,
} from './vocabulary/programs.ts';
export { Script } from './vocabulary/script.ts';
export type { ServerUnderTest } from './vocabulary/server-under-test.ts';
export { skip } from './vocabulary/skip.ts';
export { type SocketState, SocketUnderTest } from './vocabulary/socket-under-test.ts';
export { LOOPBACK, listeningAddress, type Stage } from './vocabulary/stage.ts';
export { bytesOf, hexLines, numberOf, row, shown } from './vocabulary/typed.ts';
export type { UdpActor } from './vocabulary/udp-actor.ts';
export { type Check, type Unit, unit } from './vocabulary/unit.ts';
export { connectToPath, PathListener } from './vocabulary/unix.ts';
export { allWays, byteByByte, twoChunks } from './vocabulary/ways.ts';
