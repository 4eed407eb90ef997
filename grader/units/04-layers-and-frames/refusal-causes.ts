import type { Cause } from '../../vocabulary.ts';

export const rangeErrorEscapes: Cause = {
  id: 'range-error-escapes',
  explain({ facts }) {
    if (facts?.kind !== 'refusal' || facts.nodesOwn !== true) return undefined;
    return 'That is Node’s own RangeError, from a read behind the end of a buffer. It came by accident: whoever catches it cannot tell a bad frame from a bug.';
  },
};

export const lengthNotChecked: Cause = {
  id: 'length-believed',
  explain({ facts }) {
    const { kind, cut, noError, what } = facts ?? {};
    if (kind !== 'refusal' || noError !== true || cut !== false) return undefined;
    return `The frame has ${what}, and was decoded all the same. What a field says about lengths and versions is a claim: compare it with the bytes that are there.`;
  },
};

export const cutNotNoticed: Cause = {
  id: 'cut-not-noticed',
  explain({ facts }) {
    if (facts?.kind !== 'refusal' || facts.noError !== true || facts.cut !== true) return undefined;
    return 'The frame ends too early, and nobody said so: subarray() gives what is there, however little, and an index behind the end gives undefined.';
  },
};

export const wrongLayerNamed: Cause = {
  id: 'another-layer-named',
  next: 'Which header, or which length in it, did not fit the bytes that were there?',
  explain({ facts }) {
    if (facts?.kind !== 'refusal' || facts.name !== 'FrameError') return undefined;
    return 'It is a FrameError, but its message begins with the name of another layer, or with none. Which one could not be read?';
  },
};

export const errorWithoutName: Cause = {
  id: 'error-without-name',
  next: 'What does new FrameError("x").name give, and where does that come from?',
  explain({ facts }) {
    if (facts?.kind !== 'refusal' || facts.name !== 'Error' || facts.namesLayer !== true)
      return undefined;
    return 'The message is as it should be; only the name is not: it is Error. A class that extends Error inherits that name, until it sets one of its own.';
  },
};

export const anotherClass: Cause = {
  id: 'another-class',
  next: 'Which error does rule 11 ask for, and whom does its name help?',
  explain({ facts }) {
    const { kind, name, noError } = facts ?? {};
    if (kind !== 'refusal' || noError === true || name === 'FrameError' || name === '')
      return undefined;
    return `The frame was refused, but by an error whose name is ${name}. Whoever calls a decoder has to tell a bad frame from a bug: that takes an error of its own, FrameError.`;
  },
};
