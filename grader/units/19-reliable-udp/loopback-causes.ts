import type { Cause } from '../../vocabulary.ts';

export const acceptsBlackHole: Cause = {
  id: 'black-hole-taken-for-success',
  explain({ facts, received, waited }) {
    if (facts?.blackHole !== true || !received || waited) return undefined;
    return 'Not one datagram came back, and sendAll resolved. Whoever awaits it believes that all has arrived.';
  },
};
