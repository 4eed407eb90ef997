/** Where the drawing of the states has its boxes, lines and words. */

export const WIDTH = 960;
export const BOX = { width: 150, height: 40 };

/** The middle of each box. CLOSED stands at both ends, as in the RFC's figure. */
export const BOXES: Record<string, readonly [x: number, y: number][]> = {
  CLOSED: [
    [450, 40],
    [750, 730],
  ],
  LISTEN: [[450, 160]],
  'SYN-RECEIVED': [[150, 270]],
  'SYN-SENT': [[750, 270]],
  ESTABLISHED: [[450, 370]],
  'FIN-WAIT-1': [[150, 480]],
  'CLOSE-WAIT': [[750, 480]],
  'FIN-WAIT-2': [[150, 610]],
  CLOSING: [[450, 610]],
  'LAST-ACK': [[750, 610]],
  'TIME-WAIT': [[450, 730]],
};

export interface Route {
  /** The corners of the line, from box to box. */
  line: readonly [x: number, y: number][];
  /** Where its words stand, and on which side of that place. */
  words: readonly [x: number, y: number, anchor?: 'start' | 'middle' | 'end'];
}

export const ROUTES: Record<string, Route> = {
  'CLOSED → LISTEN': {
    line: [
      [435, 60],
      [435, 140],
    ],
    words: [425, 104, 'end'],
  },
  'LISTEN → CLOSED': {
    line: [
      [465, 140],
      [465, 60],
    ],
    words: [475, 104, 'start'],
  },
  'CLOSED → SYN-SENT': {
    line: [
      [525, 50],
      [790, 50],
      [790, 250],
    ],
    words: [800, 104, 'start'],
  },
  'SYN-SENT → CLOSED': {
    line: [
      [735, 250],
      [735, 30],
      [525, 30],
    ],
    words: [725, 104, 'end'],
  },
  'LISTEN → SYN-SENT': {
    line: [
      [525, 165],
      [690, 250],
    ],
    words: [600, 178, 'start'],
  },
  'LISTEN → SYN-RECEIVED': {
    line: [
      [375, 165],
      [210, 250],
    ],
    words: [300, 178, 'end'],
  },
  'SYN-SENT → SYN-RECEIVED': {
    line: [
      [675, 270],
      [225, 270],
    ],
    words: [450, 261],
  },
  'SYN-RECEIVED → ESTABLISHED': {
    line: [
      [200, 290],
      [375, 360],
    ],
    words: [270, 352, 'end'],
  },
  'SYN-SENT → ESTABLISHED': {
    line: [
      [700, 290],
      [525, 360],
    ],
    words: [622, 340, 'start'],
  },
  'SYN-RECEIVED → FIN-WAIT-1': {
    line: [
      [120, 290],
      [120, 460],
    ],
    words: [110, 420, 'end'],
  },
  'ESTABLISHED → FIN-WAIT-1': {
    line: [
      [400, 390],
      [200, 460],
    ],
    words: [312, 440, 'start'],
  },
  'ESTABLISHED → CLOSE-WAIT': {
    line: [
      [500, 390],
      [700, 460],
    ],
    words: [610, 418, 'start'],
  },
  'FIN-WAIT-1 → FIN-WAIT-2': {
    line: [
      [120, 500],
      [120, 590],
    ],
    words: [110, 548, 'end'],
  },
  'FIN-WAIT-1 → CLOSING': {
    line: [
      [225, 480],
      [450, 480],
      [450, 590],
    ],
    words: [460, 540, 'start'],
  },
  'FIN-WAIT-1 → TIME-WAIT': {
    line: [
      [190, 500],
      [310, 562],
      [310, 680],
      [390, 710],
    ],
    words: [300, 662, 'end'],
  },
  'FIN-WAIT-2 → TIME-WAIT': {
    line: [
      [125, 630],
      [125, 730],
      [375, 730],
    ],
    words: [135, 700, 'start'],
  },
  'CLOSING → TIME-WAIT': {
    line: [
      [450, 630],
      [450, 710],
    ],
    words: [460, 664, 'start'],
  },
  'CLOSE-WAIT → LAST-ACK': {
    line: [
      [750, 500],
      [750, 590],
    ],
    words: [760, 548, 'start'],
  },
  'LAST-ACK → CLOSED': {
    line: [
      [750, 630],
      [750, 710],
    ],
    words: [760, 664, 'start'],
  },
  'TIME-WAIT → CLOSED': {
    line: [
      [525, 730],
      [675, 730],
    ],
    words: [600, 721],
  },
};
