/** The words in which a unit's checks are written: all that grader/units/ knows of the grader. */
export { countBytes } from './feedback/bytes.ts';
export * from './feedback/causes.ts';
export { bothBytes, bothValues, type Cause, type Evidence, Failure } from './feedback/evidence.ts';
export { digestOf } from './submission/digest.ts';
export { Argument, Other, Repeated, type Value } from './submission/values.ts';
export { Answer, same } from './vocabulary/answer.ts';
export { Connection } from './vocabulary/connection.ts';
export { floodUntilStalled } from './vocabulary/flood.ts';
export { observe } from './vocabulary/observe.ts';
export { Script } from './vocabulary/script.ts';
export type { ServerUnderTest } from './vocabulary/server-under-test.ts';
export { skip } from './vocabulary/skip.ts';
export { LOOPBACK, listeningAddress, type Stage } from './vocabulary/stage.ts';
export type { UdpActor } from './vocabulary/udp-actor.ts';
export { type Check, type Unit, unit } from './vocabulary/unit.ts';
export { allWays, byteByByte, twoChunks } from './vocabulary/ways.ts';
