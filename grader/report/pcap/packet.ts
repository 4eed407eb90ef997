/** An end of a flow. */
export interface Endpoint {
  address: string;
  port: number;
}

/** One packet as it crossed the wire, or as it must have: what the headers are made of. */
export interface Packet {
  /** Microseconds since 1970. */
  atUs: number;
  source: Endpoint;
  target: Endpoint;
  /** TCP's fields; a packet without them is a UDP datagram. */
  tcp?: { flags: number; sequence: number; acknowledgement: number };
  payload: Uint8Array;
  comment?: string;
}

export const FIN = 0x01;
export const SYN = 0x02;
export const RST = 0x04;
export const PSH = 0x08;
export const ACK = 0x10;
