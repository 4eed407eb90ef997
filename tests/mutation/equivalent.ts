/**
 * Mutants that pass, each with the reason: nobody outside could tell them from the solution, or what
 * they change is not promised by the lesson. Slug, then `the line | the change`, as `npm run mutate`
 * prints them.
 */
export const EQUIVALENT: Record<string, Record<string, string>> = {
  '00-bytes-and-text': {
    "return Buffer.byteLength(text, 'utf8'); | 'utf8' → ''": 'UTF-8 is what Node takes by default',
  },
  '07-echo-server': {
    "await once(socket, 'close'); | 'close' → 'end'": 'the FIN is the end of the answer, too',
    'const server = net.createServer({ allowHalfOpen: true }, (socket) => { | allowHalfOpen: true → nothing':
      'every chunk is answered in the turn it comes in, so its answer is queued before FIN',
    'const server = net.createServer({ allowHalfOpen: true }, (socket) => { | true → false':
      'every chunk is answered in the turn it comes in, so its answer is queued before FIN',
  },
  '08-udp-chat': {
    'const LARGEST_DATAGRAM = 65_507; | 65_507 → 65508':
      'the kernel refuses that datagram (EMSGSIZE): nothing is sent either way',
    'const MS_BETWEEN_JOINS = 200; | 200 → 201': '100 to 500 ms are promised',
    'const MS_BETWEEN_JOINS = 200; | 200 → 199': '100 to 500 ms are promised',
    'if (this.#keys.includes(key)) return false; | return false; → return undefined;':
      'undefined is as false as false',
    'else if (type === SAID) this.#hear(datagram); | type === SAID → true':
      'what is no SAID is too short, or its text is no UTF-8, and is dropped there',
    'await this.#send(message(LEAVE)).catch(() => {}); | await this.#send(message(LEAVE)).catch(() => {}) → this.#send(message(LEAVE)).catch(() => {})':
      'close() sends what was handed over before it',
  },
};
