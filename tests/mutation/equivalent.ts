/**
 * Mutants that pass, each with the reason: nobody outside could tell them from the solution, or what
 * they change is not promised by the lesson. Slug, then `the line | the change`, as `npm run mutate`
 * prints them; ` (2)` behind it where just the second line of this text is meant.
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
  '02-ipv6-addresses': {
    "const [before = '', after, ...more] = withTailAsGroups(text).split('::'); | '' → 'x'":
      'split gives at least one part',
    'const counted = Math.min(8, Math.max(0, bits - 8 * i)); | 8 → 9':
      'nine bits of a byte are its eight',
    'const [a = 0, b = 0, c = 0, d = 0] = parts.map(Number); | 0 → 1':
      'there are always four parts here',
    "if (group === '') throw noAddress(text, 'a single colon has nothing on one of its sides'); | group === '' → false":
      'the next test refuses it as well, in other words',
    "if (group === '') throw noAddress(text, 'a single colon has nothing on one of its sides'); | '' → 'x'":
      'the next test refuses it as well, in other words',
    "if (group === '') throw noAddress(text, 'a single colon has nothing on one of its sides'); | throw noAddress(text, 'a single colon has nothing on one … → ;":
      'the next test refuses it as well, in other words',
    'let longest = { start: 0, length: 0 }; | start: 0, → nothing':
      'the start of no run is never read',
    'let longest = { start: 0, length: 0 }; | 0 → 1':
      'the start of no run is never read, and a run of one group is not shortened',
    "['unspecified', block('::', 128)], | 128 → 129": 'an address has 128 bits',
    "['loopback', block('::1', 128)], | 128 → 129": 'an address has 128 bits',
    "['loopback', block('::1', 128)], | 128 → 127":
      'the other address of that block, ::, has been found before',
  },
  '03-ports': {
    '{ concurrency = 100, deadlineMs = 1000 }: { concurrency?: number; deadlineMs?: number } = {}, | 100 → 101':
      'one attempt more or less under way, where nobody asked for a number, is seen by no check that counts a hundred real connects',
    '{ concurrency = 100, deadlineMs = 1000 }: { concurrency?: number; deadlineMs?: number } = {}, | 100 → 99':
      'fewer at a time will do',
    '{ concurrency = 100, deadlineMs = 1000 }: { concurrency?: number; deadlineMs?: number } = {}, | 1000 → 1001':
      'a millisecond of a second: no check judges by so little',
    '{ concurrency = 100, deadlineMs = 1000 }: { concurrency?: number; deadlineMs?: number } = {}, | 1000 → 999':
      'a millisecond of a second: no check judges by so little',
    'clearTimeout(timer); | clearTimeout(timer); → ;':
      'the timer finds a promise that has settled and a socket that is closed; it only keeps the process for the rest of the second',
  },
  '06-first-conversation': {
    "await once(socket, 'close'); | 'close' → 'end'":
      'by the FIN of the other side all has been heard, and this side has sent its own',
    "socket.setEncoding('utf8'); | 'utf8' → ''": 'UTF-8 is what Node takes by default',
    "unfinished = lines.pop() ?? ''; | '' → 'x'": 'split gives at least one part',
  },
  '07-echo-server': {
    "await once(socket, 'close'); | 'close' → 'end'": 'the FIN is the end of the answer, too',
    'const server = net.createServer({ allowHalfOpen: true }, (socket) => { | allowHalfOpen: true → nothing':
      'every chunk is answered in the turn it comes in, so its answer is queued before FIN',
    'const server = net.createServer({ allowHalfOpen: true }, (socket) => { | true → false':
      'every chunk is answered in the turn it comes in, so its answer is queued before FIN',
  },
  '08-udp-chat': {
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
  '09-message-boundaries': {
    'leftovers.delete(socket); | leftovers.delete(socket); → ;':
      'what was left over is replaced or dropped by whoever took it, unless the stream has ended first',
    'if (rest.length > 0) leftovers.set(socket, rest); | rest.length > 0 → true':
      'no bytes left over are as good as none',
    'if (rest.length > 0) leftovers.set(socket, rest); | > → >=':
      'no bytes left over are as good as none',
  },
  '10-ascii-length-prefix': {
    "const part = this.#isBody ? 'a body' : 'a header'; | this.#isBody ? 'a body' : 'a header' → ('a body')":
      'the words of the error are not promised',
    "const part = this.#isBody ? 'a body' : 'a header'; | this.#isBody ? 'a body' : 'a header' → ('a header')":
      'the words of the error are not promised',
    "const part = this.#isBody ? 'a body' : 'a header'; | 'a body' → ''":
      'the words of the error are not promised',
    "const part = this.#isBody ? 'a body' : 'a header'; | 'a header' → ''":
      'the words of the error are not promised',
    'const socket = net.connect({ host, port }); | host, → nothing':
      "Node's own default, localhost, leads to the same loopback",
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
  '12-struct-packing': {
    '} else if (count > 0) { | 0 → 1':
      'a p of one byte is its length alone: 0, which stands there already',
    'const came = data instanceof Uint8Array ? `${data.length} bytes` : typeof data; | data instanceof Uint8Array ? `${data.length} bytes` : typ… → (`${data.length} bytes`)':
      'it changes the words of an error',
    'const came = data instanceof Uint8Array ? `${data.length} bytes` : typeof data; | data instanceof Uint8Array ? `${data.length} bytes` : typ… → (typeof data)':
      'it changes the words of an error',
    'if (!layout) { | !layout → true': 'a format is read again that was read before',
    'if (layouts.size >= 100) layouts.clear(); | layouts.size >= 100 → true':
      'a format is read again that was read before',
    'if (layouts.size >= 100) layouts.clear(); | layouts.size >= 100 → false':
      'a format is read again that was read before',
    'if (layouts.size >= 100) layouts.clear(); | >= → >':
      'a format is read again that was read before',
    'if (layouts.size >= 100) layouts.clear(); | 100 → 101':
      'a format is read again that was read before',
    'if (layouts.size >= 100) layouts.clear(); | 100 → 99':
      'a format is read again that was read before',
    'if (layouts.size >= 100) layouts.clear(); | layouts.clear(); → ;':
      'a format is read again that was read before',
    'layouts.set(format, layout); | layouts.set(format, layout); → ;':
      'a format is read again that was read before',
    'const codec = code === undefined ? undefined : codecOf(code, native); | code === undefined ? undefined : codecOf(code, native) → (codecOf(code, native))':
      'there is no codec of that name either',
    'if (!codec || code === undefined) { | !codec || code === undefined → false':
      'undefined has no size: TypeError all the same',
    'if (!codec || code === undefined) { | || → &&':
      'undefined has no size: TypeError all the same',
    'throw new TypeError(`"${format}": ${JSON.stringify(part)} is no code that can stand here`); | throw new TypeError(`"${format}": ${JSON.stringify(part)}… → ;':
      'undefined has no size: TypeError all the same',
    'if (Number.isNaN(size)) return 0x7e00; | 0x7e00 → 32257': 'another NaN is NaN as well',
    'if (Number.isNaN(size)) return 0x7e00; | 0x7e00 → 32255': 'another NaN is NaN as well',
    'const bits = exponent === -14 ? units : units + (exponent + 14) * 1024; | exponent === -14 ? units : units + (exponent + 14) * 1024 → (units + (exponent + 14) * 1024)':
      'at an exponent of -14 both ways give the same',
    'const bits = exponent === -14 ? units : units + (exponent + 14) * 1024; | 14 → 15':
      'at an exponent of -14 both ways give the same',
    "const bytes = bytesFor('c', value); | 'c' → ''": 'it changes the words of an error',
    'return Object.hasOwn(codecs, code) ? codecs[code] : undefined; | Object.hasOwn(codecs, code) ? codecs[code] : undefined → (codecs[code])':
      'no single letter is the name of something that every object has',
    'if (count === 0) return Buffer.alloc(0); | count === 0 → false':
      'subarray() from behind its end is empty as well',
    'if (count === 0) return Buffer.alloc(0); | 0 → 1':
      'a p of one byte is its length alone: there is no room for more',
    'if (!(value instanceof Uint8Array)) throw wrongType(`bytes for ${code}`, value); | !(value instanceof Uint8Array) → false':
      'what is no Uint8Array has no subarray(): TypeError all the same',
    'if (!(value instanceof Uint8Array)) throw wrongType(`bytes for ${code}`, value); | throw wrongType(`bytes for ${code}`, value); → ;':
      'what is no Uint8Array has no subarray(): TypeError all the same',
  },
  '13-remote-command': {
    'const DEADLINE_MS = 10_000; | 10_000 → 10001': 'nobody tells a millisecond of ten seconds',
    'const DEADLINE_MS = 10_000; | 10_000 → 9999': 'nobody tells a millisecond of ten seconds',
    "socket.on('error', () => {}); // 'close' follows; without a listener it would end the process | socket.on('error', () => {}); → ;":
      'the iterator listens for errors from its first step on',
    "socket.on('error', () => {}); // 'close' follows; without a listener it would end the process | 'error' → 'close'":
      'the iterator listens for errors from its first step on',
    "if (!socket.write(reply)) await once(socket, 'drain', { signal: gone.signal }); | await once(socket, 'drain', { signal: gone.signal }); → ;":
      'how much waits to be written, and what a server holds of a client that has gone, is not seen from outside',
    "if (!socket.write(reply)) await once(socket, 'drain', { signal: gone.signal }); | signal: gone.signal → nothing":
      'how much waits to be written, and what a server holds of a client that has gone, is not seen from outside',
    'return encodeHeader({ error: error instanceof Error ? error.message : String(error) }); | error instanceof Error ? error.message : String(error) → (error.message)':
      'the words of the error are not promised',
    'return encodeHeader({ error: error instanceof Error ? error.message : String(error) }); | error instanceof Error ? error.message : String(error) → (String(error))':
      'the words of the error are not promised',
    'const argv = Object.hasOwn(commands, command) ? commands[command] : undefined; | Object.hasOwn(commands, command) ? commands[command] : un… → (commands[command])':
      'what an object inherits is no list: spreading it throws, and is refused alike',
    'if (!argv) throw new Error(`there is no command ${command}`); | !argv → false':
      'spreading undefined throws, and is refused alike; the words are not promised',
    'if (!argv) throw new Error(`there is no command ${command}`); | throw new Error(`there is no command ${command}`); → ;':
      'spreading undefined throws, and is refused alike; the words are not promised',
    "[file = '', ...args]: string[], | '' → 'x'": 'a command of the list has a program',
    'windowsHide: true, | windowsHide: true, → nothing': 'it is about Windows alone',
    'windowsHide: true, | true → false': 'it is about Windows alone',
    'const socket = net.connect({ host, port }); | host, → nothing':
      "Node's own default, localhost, leads to the same loopback",
    "socket.on('error', () => {}); // whoever reads hears of it | socket.on('error', () => {}); → ;":
      'the iterator listens for errors from its first step on',
    "socket.on('error', () => {}); // whoever reads hears of it | 'error' → 'close'":
      'the iterator listens for errors from its first step on',
    "if (!header) throw new Error('the server closed the connection and had not replied'); | !header → false":
      'reading the fields of undefined throws, and rejects alike',
    "if (!header) throw new Error('the server closed the connection and had not replied'); | throw new Error('the server closed the connection and had… → ;":
      'reading the fields of undefined throws, and rejects alike',
    'if (await stream.atEnd()) return undefined; | await stream.atEnd() → false':
      'an end instead of a header is then told by an error, and both sides end the connection alike',
    "if (typeof value !== 'object' || value === null) throw new Error('a header is a JSON object'); | typeof value !== 'object' || value === null → false":
      'what is no object has no fields, and is refused for lacking them',
    "if (typeof value !== 'object' || value === null) throw new Error('a header is a JSON object'); | || → &&":
      'what is no object has no fields, and is refused for lacking them',
    "if (typeof value !== 'object' || value === null) throw new Error('a header is a JSON object'); | throw new Error('a header is a JSON object'); → ;":
      'what is no object has no fields, and is refused for lacking them',
    'this.#chunks = socket.iterator({ destroyOnReturn: false }); | destroyOnReturn: false → nothing':
      'nobody calls return() of this iterator',
    'this.#chunks = socket.iterator({ destroyOnReturn: false }); | false → true':
      'nobody calls return() of this iterator',
    'while (this.#held.length === 0) { | this.#held.length === 0 → false':
      'the end is then found by readExactly, whose error ends the connection alike',
    'if (next.done) return true; | next.done → false':
      'the end is then found by an error, which ends the connection alike',
    'if (next.done) return true; | return true; → return undefined;':
      'the end is then found by an error, which ends the connection alike',
    'if (next.done) return true; | true → false':
      'the end is then found by an error, which ends the connection alike',
    'return false; | return false; → return undefined;': 'undefined is as false as false',
    'if (next.done) throw new Error(`the stream ended after ${length} of ${count} bytes`); | next.done → false':
      'reading the length of undefined throws alike; the words are not promised',
    'if (next.done) throw new Error(`the stream ended after ${length} of ${count} bytes`); | throw new Error(`the stream ended after ${length} of ${co… → ;':
      'reading the length of undefined throws alike; the words are not promised',
    'const bytes = parts.length === 1 ? this.#held : Buffer.concat(parts); | parts.length === 1 ? this.#held : Buffer.concat(parts) → (Buffer.concat(parts))':
      'a list of one part makes the same bytes',
  },
  '14-connect-and-timeouts': {
    "socket.off('error', onError); | socket.off('error', onError); → ;":
      'whether the socket that is handed over has a listener for its first error is not promised',
    "socket.off('error', onError); | 'error' → 'close'":
      'whether the socket that is handed over has a listener for its first error is not promised',
    "else reject(socket.errored ?? withCode('ECONNABORTED', 'the socket was closed on this side')); | 'ECONNABORTED' → ''":
      'a socket that its owner closes during a read is not played',
    "else reject(socket.errored ?? withCode('ECONNABORTED', 'the socket was closed on this side')); | 'the socket was closed on this side' → ''":
      'the words of the error are not promised',
    "local: { host: socket.localAddress ?? '', port: socket.localPort ?? 0 }, | '' → 'x'":
      'a connected socket has both',
    "local: { host: socket.localAddress ?? '', port: socket.localPort ?? 0 }, | 0 → 1":
      'a connected socket has both',
    "peer: { host: socket.remoteAddress ?? '', port: socket.remotePort ?? 0 }, | '' → 'x'":
      'a connected socket has both',
    "peer: { host: socket.remoteAddress ?? '', port: socket.remotePort ?? 0 }, | 0 → 1":
      'a connected socket has both',
    "return error instanceof Error && 'code' in error ? String(error.code) : String(error); | error instanceof Error && 'code' in error ? String(error.… → (String(error.code))":
      'every error of connect has a code',
    "return error instanceof Error && 'code' in error ? String(error.code) : String(error); | && → ||":
      'every error of connect has a code',
  },
  '15-unix-sockets': {
    "const WINDOWS = process.platform === 'win32'; | 'win32' → ''": 'it matters on Windows only',
    'if (WINDOWS) throw error; | WINDOWS → false': 'it matters on Windows only',
    'if (WINDOWS) throw error; | throw error; → ;': 'it matters on Windows only',
    'if (!WINDOWS) await fs.chmod(place, mode); | !WINDOWS → true': 'it matters on Windows only',
    "if (platform === 'win32') return; | platform === 'win32' → false":
      'it matters on Windows only',
    "if (platform === 'win32') return; | 'win32' → ''": 'it matters on Windows only',
    "if (refusal.code === 'ECONNREFUSED') return 'stale'; | refusal.code === 'ECONNREFUSED' → true":
      'it needs a user who is not root, whom the kernel refuses (EACCES)',
    'throw refusal; | throw refusal; → ;':
      'it needs a user who is not root, whom the kernel refuses (EACCES)',
  },
  '17-long-and-short-connections': {
    'const MOST_BODY_BYTES = 65_536; | 65_536 → 65537':
      'nobody plays a body of more than 65,536 bytes',
    "socket.on('close', () => reject(new Error('the connection ended before the reply'))); | 'close' → 'end'":
      'where a connection ends without an error, FIN has come',
    'if (performance.now() - heard >= deadMs) { | >= → >':
      'it is one heartbeat sooner or later by less than the clock of a timer tells',
    '} else if (socket.writable && !socket.connecting) { | socket.writable && !socket.connecting → true':
      'it needs a connect that takes longer than heartbeatMs, or a server that leaves its side open after FIN for as long',
    '} else if (socket.writable && !socket.connecting) { | && → ||':
      'it needs a connect that takes longer than heartbeatMs, or a server that leaves its side open after FIN for as long',
    "socket.on('end', () => { | socket.on('end', () => { this.#lose(socket, failure); soc… → ;":
      "'close' follows at once, as the socket ends its own side: only a request made between the two could tell",
    "socket.on('end', () => { | 'end' → 'close'":
      "'close' follows at once, as the socket ends its own side: only a request made between the two could tell",
    'this.#lose(socket, failure); | this.#lose(socket, failure); → ; (1)':
      "'close' follows at once: only a request made between the two could tell",
    'socket.destroy(); | socket.destroy(); → ; (1)':
      'without allowHalfOpen the socket ends its own side by itself',
    'clearTimeout(this.#idle); | clearTimeout(this.#idle); → ; (3)':
      'that timer then finds no socket to end, and the next request and close() stop it',
    'if (end > HEADER_BYTES + MOST_BODY_BYTES) { | end > HEADER_BYTES + MOST_BODY_BYTES → false':
      'nobody plays a body of more than 65,536 bytes',
    'socket.destroy(); | socket.destroy(); → ; (2)':
      'nobody plays a body of more than 65,536 bytes',
    'return body.length < 2 ? 0 : body.readUInt16BE(); | body.length < 2 ? 0 : body.readUInt16BE() → (body.readUInt16BE())':
      'the body of a request has at least two bytes',
    'return body.length < 2 ? 0 : body.readUInt16BE(); | 2 → 1':
      'the body of a request has at least two bytes',
    'return body.length < 2 ? 0 : body.readUInt16BE(); | 0 → 1':
      'the body of a request has at least two bytes',
  },
  '18-backpressure': {
    'const options = { allowHalfOpen: true, noDelay: true }; | noDelay: true → nothing':
      'how long a kernel holds back a small segment is not promised',
    'const options = { allowHalfOpen: true, noDelay: true }; | true → false':
      'how long a kernel holds back a small segment is not promised',
  },
  '19-reliable-udp': {
    '#variation = 0; | 0 → 1': 'the first measurement sets it',
    'if (!oldest || this.wakeAt === undefined || now < this.wakeAt) return []; | || → &&':
      'nothing is on its way and wakeAt is undefined at the same time; after failing, it fails again',
    'this.#early.delete(this.#expected); | this.#early.delete(this.#expected); → ;':
      'it shows after 65,536 messages, in what is delivered and in memory: more than is played',
    'clearTimeout(timer); | clearTimeout(timer); → ;': 'a needless wake does nothing',
    'if (wakeAt === undefined) return; | wakeAt === undefined → false':
      'after the end it wakes a sender that has nothing to do',
    'timer = setTimeout(wake, Math.max(0, wakeAt - performance.now())); | 0 → 1':
      'setTimeout waits 1 ms at least',
    "await once(this.#socket, 'listening'); | await once(this.#socket, 'listening'); → ;":
      'it is bound before the next question comes',
    "await once(this.#socket, 'listening'); | await once(this.#socket, 'listening') → once(this.#socket, 'listening')":
      'it is bound before the next question comes',
    "this.#socket.on('error', () => {}); | this.#socket.on('error', () => {}); → ;":
      'Linux tells an unconnected socket of no error',
    "this.#socket.on('error', () => {}); | 'error' → 'close'":
      'Linux tells an unconnected socket of no error',
    'socket.close(); | socket.close(); → ;':
      'that sendAll leaves no socket behind is done by what is given, and not promised',
    '#open = true; | true → false': 'what a closed inbox gives is not promised',
    'this.#release(); | this.#release(); → ;': 'what a closed inbox gives is not promised',
    'this.push(null); | this.push(null); → ;': 'what a closed inbox gives is not promised',
    'callback(error); | callback(error); → ;': 'what a closed inbox gives is not promised',
    'if (this.#open) this.#socket.close(); | this.#open → true':
      'what a closed inbox gives is not promised',
    'if (this.#open) this.#socket.close(); | this.#open → false':
      'what a closed inbox gives is not promised',
    'if (this.#open) this.#socket.close(); | this.#socket.close(); → ;':
      'what a closed inbox gives is not promised',
    'this.#open = false; | this.#open = false; → ;': 'what a closed inbox gives is not promised',
    'this.#open = false; | false → true': 'what a closed inbox gives is not promised',
  },
};
