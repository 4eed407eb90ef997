/**
 * Mutants that pass, each with the reason: nobody outside could tell them from the solution, or what
 * they change is not promised by the lesson. Slug, then `the line | the change`, as `npm run mutate`
 * prints them.
 */
export const EQUIVALENT: Record<string, Record<string, string>> = {
  '00-bytes-and-text': {
    "return Buffer.byteLength(text, 'utf8'); | 'utf8' → ''": 'UTF-8 is what Node takes by default',
  },
  '01-ipv4-addresses': {
    "return [24, 16, 8, 0].map((bits) => (address >>> bits) & 255).join('.'); | >>> → >>":
      '& 255 takes the same eight bits',
    "const [base = '', length = '', ...more] = cidr.split('/'); | '' → 'x'":
      'neither is an address or a length: both are refused by the same TypeError',
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
    "await once(this.#socket, 'close'); | await once(this.#socket, 'close'); → ;":
      'close() gives the descriptor back at once; the event only says so later',
    "await once(this.#socket, 'close'); | await once(this.#socket, 'close') → once(this.#socket, 'close')":
      'close() gives the descriptor back at once; the event only says so later',
    'members.set(sender, { address: from.address, port: from.port, name, heard: new Recent() }); | address: from.address, → nothing':
      'the host is 127.0.0.1, and that is where send() goes without an address',
    'if (from.port === 0) return; | from.port === 0 → false':
      'no ordinary socket sends from port 0',
    'if (from.port === 0) return; | 0 → 1': 'no ordinary program sends from port 1',
    "socket.on('error', () => {}); | socket.on('error', () => {}); → ;":
      'after it is bound, an unconnected socket whose sends have callbacks has no errors to tell',
    "socket.on('error', () => {}); | 'error' → 'close'":
      'after it is bound, an unconnected socket whose sends have callbacks has no errors to tell',
    'ask(); | ask(); → ;': 'the lesson does not say when the first JOIN is sent',
    "if (this.#leaving) throw new Error('you have left the chat'); | this.#leaving → false":
      'send() rejects on a closed socket',
    "if (this.#leaving) throw new Error('you have left the chat'); | throw new Error('you have left the chat'); → ;":
      'send() rejects on a closed socket',
    "return dgram.createSocket(net.isIPv6(host) ? 'udp6' : 'udp4'); | net.isIPv6(host) ? 'udp6' : 'udp4' → ('udp4')":
      'the lesson says that the host is 127.0.0.1',
    "return dgram.createSocket(net.isIPv6(host) ? 'udp6' : 'udp4'); | 'udp6' → ''":
      'the lesson says that the host is 127.0.0.1',
  },
  '11-length-prefix-framing': {
    '#bodyBytes = 0; | 0 → 1': 'it is set to 0 before each body',
    'at += part.length; | += → =': 'a body that goes on begins with its chunk: at is 0 there',
    'if (first === undefined) return frames; | first === undefined → false':
      'a copy is then made that nobody uses',
    "const [came, of] = this.#body | this.#body ? [this.#bodyBytes, `a frame's ${this.#length}… → ([this.#bodyBytes, `a frame's ${this.#length} bytes`])":
      'it changes the words of an error',
    "const [came, of] = this.#body | this.#body ? [this.#bodyBytes, `a frame's ${this.#length}… → ([this.#headerBytes, `a header's ${HEADER_BYTES} bytes`])":
      'it changes the words of an error',
    'const server = net.createServer({ allowHalfOpen: true }, answerFrames); | allowHalfOpen: true → nothing':
      'every frame is answered in the turn it comes in, so its answer is queued before FIN',
    'const server = net.createServer({ allowHalfOpen: true }, answerFrames); | true → false':
      'every frame is answered in the turn it comes in, so its answer is queued before FIN',
  },
};
