/** What is typed behind the unit's number, and what is answered. */
export const ANSWERS: readonly (readonly [words: readonly string[], stdout: string])[] = [
  [['00', 'length', '你好'], 'byteLength gives 6\nin UTF-8     e4 bd a0  e5 a5 bd\n'],
  [['00', 'length', 'a', '\\ud83d'], 'byteLength gives 5\nin UTF-8     61  20  ef bf bd\n'],
  [['00', 'split', '4', '你好'], 'e4 bd a0 e5 │ a5 bd\n'],
  [['00', 'split', '0', 'a'], 'no bytes │ 61\n'],
  [['00', 'decode', 'e4bda0e5', 'A5BD'], '"你好"\n'],
  [['00', 'decode', 'efbbbf41efbbbf'], '"A\\u{feff}"\n'],
  [['01', 'parse', '172.16.254.1'], '2886794753\n10101100 00010000 11111110 00000001\n'],
  [['01', 'format', '0xac10fe01'], '172.16.254.1\n'],
  [
    ['01', 'contains', '10.0.0.0/8', '10.1.2.3'],
    '10.0.0.0         0000 1010 │ 0000 0000 0000 0000 0000 0000\n' +
      '10.1.2.3         0000 1010 │ 0000 0001 0000 0010 0000 0011\n' +
      'true\n',
  ],
  [
    ['01', 'range', '192.168.1.9/26'],
    'network     192.168.1.0      1100 0000 1010 1000 0000 0001 00│00 0000\n' +
      'broadcast   192.168.1.63     1100 0000 1010 1000 0000 0001 00│11 1111\n' +
      'hosts       62\n',
  ],
  [
    ['01', 'range', '0.0.0.0/0'],
    'network     0.0.0.0          │ 0000 0000 0000 0000 0000 0000 0000 0000\n' +
      'broadcast   255.255.255.255  │ 1111 1111 1111 1111 1111 1111 1111 1111\n' +
      'hosts       4294967294\n',
  ],
  [['01', 'kind', '100.64.0.1'], 'shared\n'],
  [['01', 'class', '172.16.254.1'], 'B\n'],
  [
    ['02', 'parse', '2001:db8::8:800:200c:417a'],
    '20 01  0d b8  00 00  00 00  00 08  08 00  20 0c  41 7a\n',
  ],
  [['02', 'format', '2001:DB8:0:0:8:800:200C:417A'], '2001:db8::8:800:200c:417a\n'],
  [['02', 'format', '00000000', '00000000', '0000ffff', 'c0000201'], '::ffff:192.0.2.1\n'],
  [['02', 'kind', 'febf::1'], 'link-local\n'],
  [['03', 'endpoint', '[::1]:80'], 'host       "::1"\nport       80\n'],
  [['03', 'range', '1024'], 'user\n'],
  [['03', 'table', 'deliver', 'tcp', '10.0.0.1:443', '192.0.2.9:50000'], 'web, listening\n'],
  [['03', 'table', 'deliver', 'udp', '10.0.0.1:443', '192.0.2.7:50000'], 'undefined: no socket\n'],
  [
    ['04', 'decode', 'udp', '3'],
    `    0   02 00 00 00 00 0b 02 00 00 00 00 0a 08 00 45 00
   16   00 21 78 f7 40 00 40 11 3d d1 c0 00 02 01 c0 00
   32   02 02 9c 40 10 92 00 0d 8b 2b 68 65 6c 6c 6f
ethernet   destination 02:00:00:00:00:0b, source 02:00:00:00:00:0a,
           etherType 0x0800
ipv4       typeOfService 0, totalLength 33, identification 0x78f7,
           dontFragment true, moreFragments false, fragmentOffset 0, ttl 64,
           protocol 17, checksum ok, source 192.0.2.1, destination 192.0.2.2,
           0 bytes of options
udp        sourcePort 40000, destinationPort 4242, length 13, checksum ok
payload    5 bytes <68 65 6c 6c 6f> "hello"
`,
  ],
  [
    ['04', 'decode', '02000000000b02000000000a', '88b5', '01'],
    `02 00 00 00 00 0b 02 00 00 00 00 0a 88 b5 01
ethernet   destination 02:00:00:00:00:0b, source 02:00:00:00:00:0a,
           etherType 0x88b5
payload    1 byte <01>
`,
  ],
  [['04', 'checksum', '0001', 'f203', 'f4f5', 'f6f7'], '220d   (8717)\n'],
  [
    ['04', 'encapsulate', 'hello'],
    `Ethernet   at  0   02 00 00 00 00 0b 02 00 00 00 00 0a 08 00
IPv4       at 14   45 00 00 21 78 f7 00 00 40 11 7d d1 c0 00 02 01 c0 00 02 02
UDP        at 34   9c 40 10 92 00 0d 8b 2b
payload    at 42   68 65 6c 6c 6f
`,
  ],
  [['05', 'step', 'LISTEN', 'rcv', 'SYN'], 'LISTEN → SYN-RECEIVED (passive), sends SYN,ACK\n'],
  [
    ['05', 'step', 'syn-received', 'passive', 'rcv', 'rst'],
    'SYN-RECEIVED (passive) → LISTEN, sends nothing\n',
  ],
  [['05', 'step', 'time-wait', 'rcv fin'], 'TIME-WAIT → TIME-WAIT, sends ACK, timer: 2MSL\n'],
  [
    ['05', 'step', 'CLOSED', 'CLOSE'],
    'CLOSED → CLOSED, sends nothing, error: connection does not exist\n',
  ],
  [
    ['05', 'explain', 'refused'],
    `at  from                                  A: CLOSED, B: CLOSED
 A   A    SYN      seq=1985001279         A: SYN-SENT
 B   A    SYN      seq=1985001279
 B   B    ACK,RST  seq=0 ack=1985001280
 A   B    ACK,RST  seq=0 ack=1985001280   A: CLOSED
`,
  ],
  [
    ['05', 'explain', 'A:SYN', 'B:SYN,ACK', 'A:ACK', 'A:5', 'A:FIN:late', 'A:again'],
    `at  from                             A: CLOSED, B: LISTEN
 A   A    SYN      seq=100           A: SYN-SENT
 B   A    SYN      seq=100           B: SYN-RECEIVED (passive)
 B   B    SYN,ACK  seq=300 ack=101
 A   B    SYN,ACK  seq=300 ack=101   A: ESTABLISHED
 A   A    ACK      seq=101 ack=301
 B   A    ACK      seq=101 ack=301   B: ESTABLISHED
 A   A    5 octets seq=101 ack=301
 B   A    5 octets seq=101 ack=301
 A   A    ACK,FIN  seq=106 ack=301   A: FIN-WAIT-1
 A   A    ACK,FIN  seq=106 ack=301
 B   A    ACK,FIN  seq=106 ack=301   B: CLOSE-WAIT
`,
  ],
  [
    ['05', 'explain', 'B=CLOSED', 'A:SYN:late', 'B:SYN:late', 'A:late', 'B:late', 'A:SYN,ACK'],
    `at  from                             A: CLOSED, B: CLOSED
 A   A    SYN      seq=100           A: SYN-SENT
 B   B    SYN      seq=300           B: SYN-SENT
 A   B    SYN      seq=300           A: SYN-RECEIVED (active)
 B   A    SYN      seq=100           B: SYN-RECEIVED (active)
 A   A    SYN,ACK  seq=100 ack=301
 B   A    SYN,ACK  seq=100 ack=301   B: ESTABLISHED
`,
  ],
  [['05', 'before', '4294967295', '0'], 'true\n'],
  [['12', 'pack', '>IH', '1', '2'], '00 00 00 01 00 02\n'],
  [['12', 'pack', '@BIH3s', '1', '2', '3', 'ab'], '01 00 00 00 02 00 00 00 03 00 61 62 00\n'],
  [['12', 'pack', '>q?', '-5n', 'true'], 'ff ff ff ff ff ff ff fb 01\n'],
  [['12', 'pack', 'b', '-5'], 'fb\n'],
  [
    ['12', 'pack', '18s', 'hex:616263'],
    '    0   61 62 63 00 00 00 00 00 00 00 00 00 00 00 00 00\n   16   00 00\n',
  ],
  [['12', 'unpack', '>IH', '000000010002'], '1, 2\n'],
  [['12', 'unpack', '>q?2s', '0000000000000005', '01', '6162'], '5n, true, <61 62> "ab"\n'],
  [['12', 'calcsize', '@BIH'], '10\n'],
];

/** The answers of each program, all of which one run of it can give at its prompt. */
