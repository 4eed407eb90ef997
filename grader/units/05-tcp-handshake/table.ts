/**
 * The whole state machine, row by row, as RFC 9293 says it. Columns: the state, where the event leads
 * to (= stays), what is sent, what else (an error, or the timer), and the section that says so.
 */
const TEXT = `
passive OPEN
  CLOSED                  LISTEN                  -        -                          3.10.1
  LISTEN                  =                       -        connection already exists  3.9.1.1
  SYN-SENT                =                       -        connection already exists  3.10.1
  SYN-RECEIVED (passive)  =                       -        connection already exists  3.10.1
  SYN-RECEIVED (active)   =                       -        connection already exists  3.10.1
  ESTABLISHED             =                       -        connection already exists  3.10.1
  FIN-WAIT-1              =                       -        connection already exists  3.10.1
  FIN-WAIT-2              =                       -        connection already exists  3.10.1
  CLOSE-WAIT              =                       -        connection already exists  3.10.1
  CLOSING                 =                       -        connection already exists  3.10.1
  LAST-ACK                =                       -        connection already exists  3.10.1
  TIME-WAIT               =                       -        connection already exists  3.10.1
active OPEN
  CLOSED                  SYN-SENT                SYN      -                          3.10.1
  LISTEN                  SYN-SENT                SYN      -                          3.10.1
  SYN-SENT                =                       -        connection already exists  3.10.1
  SYN-RECEIVED (passive)  =                       -        connection already exists  3.10.1
  SYN-RECEIVED (active)   =                       -        connection already exists  3.10.1
  ESTABLISHED             =                       -        connection already exists  3.10.1
  FIN-WAIT-1              =                       -        connection already exists  3.10.1
  FIN-WAIT-2              =                       -        connection already exists  3.10.1
  CLOSE-WAIT              =                       -        connection already exists  3.10.1
  CLOSING                 =                       -        connection already exists  3.10.1
  LAST-ACK                =                       -        connection already exists  3.10.1
  TIME-WAIT               =                       -        connection already exists  3.10.1
SEND
  CLOSED                  =                       -        connection does not exist  3.10.2
  LISTEN                  SYN-SENT                SYN      -                          3.10.2
  SYN-SENT                =                       -        -                          3.10.2
  SYN-RECEIVED (passive)  =                       -        -                          3.10.2
  SYN-RECEIVED (active)   =                       -        -                          3.10.2
  ESTABLISHED             =                       data     -                          3.10.2
  FIN-WAIT-1              =                       -        connection closing         3.10.2
  FIN-WAIT-2              =                       -        connection closing         3.10.2
  CLOSE-WAIT              =                       data     -                          3.10.2
  CLOSING                 =                       -        connection closing         3.10.2
  LAST-ACK                =                       -        connection closing         3.10.2
  TIME-WAIT               =                       -        connection closing         3.10.2
CLOSE
  CLOSED                  =                       -        connection does not exist  3.10.4
  LISTEN                  CLOSED                  -        -                          3.10.4
  SYN-SENT                CLOSED                  -        -                          3.10.4
  SYN-RECEIVED (passive)  FIN-WAIT-1              FIN      -                          3.10.4
  SYN-RECEIVED (active)   FIN-WAIT-1              FIN      -                          3.10.4
  ESTABLISHED             FIN-WAIT-1              FIN      -                          3.10.4
  FIN-WAIT-1              =                       -        connection closing         3.10.4
  FIN-WAIT-2              =                       -        connection closing         3.10.4
  CLOSE-WAIT              LAST-ACK                FIN      -                          3.10.4
  CLOSING                 =                       -        connection closing         3.10.4
  LAST-ACK                =                       -        connection closing         3.10.4
  TIME-WAIT               =                       -        connection closing         3.10.4
ABORT
  CLOSED                  =                       -        connection does not exist  3.10.5
  LISTEN                  CLOSED                  -        -                          3.10.5
  SYN-SENT                CLOSED                  -        -                          3.10.5
  SYN-RECEIVED (passive)  CLOSED                  RST      -                          3.10.5
  SYN-RECEIVED (active)   CLOSED                  RST      -                          3.10.5
  ESTABLISHED             CLOSED                  RST      -                          3.10.5
  FIN-WAIT-1              CLOSED                  RST      -                          3.10.5
  FIN-WAIT-2              CLOSED                  RST      -                          3.10.5
  CLOSE-WAIT              CLOSED                  RST      -                          3.10.5
  CLOSING                 CLOSED                  -        -                          3.10.5
  LAST-ACK                CLOSED                  -        -                          3.10.5
  TIME-WAIT               CLOSED                  -        -                          3.10.5
rcv SYN
  CLOSED                  =                       RST      -                          3.10.7.1
  LISTEN                  SYN-RECEIVED (passive)  SYN,ACK  -                          3.10.7.2, third step
  SYN-SENT                SYN-RECEIVED (active)   SYN,ACK  -                          3.10.7.3, fourth step
  SYN-RECEIVED (passive)  =                       ACK      -                          3.10.7.4, first step
  SYN-RECEIVED (active)   =                       ACK      -                          3.10.7.4, first step
  ESTABLISHED             =                       ACK      -                          3.10.7.4, first step
  FIN-WAIT-1              =                       ACK      -                          3.10.7.4, first step
  FIN-WAIT-2              =                       ACK      -                          3.10.7.4, first step
  CLOSE-WAIT              =                       ACK      -                          3.10.7.4, first step
  CLOSING                 =                       ACK      -                          3.10.7.4, first step
  LAST-ACK                =                       ACK      -                          3.10.7.4, first step
  TIME-WAIT               =                       ACK      -                          3.10.7.4, first step
rcv SYN,ACK
  CLOSED                  =                       RST      -                          3.10.7.1
  LISTEN                  =                       RST      -                          3.10.7.2, second step
  SYN-SENT                ESTABLISHED             ACK      -                          3.10.7.3, fourth step
  SYN-RECEIVED (passive)  ESTABLISHED             -        -                          3.5, figure 7
  SYN-RECEIVED (active)   ESTABLISHED             -        -                          3.5, figure 7
  ESTABLISHED             =                       ACK      -                          3.10.7.4, first step
  FIN-WAIT-1              =                       ACK      -                          3.10.7.4, first step
  FIN-WAIT-2              =                       ACK      -                          3.10.7.4, first step
  CLOSE-WAIT              =                       ACK      -                          3.10.7.4, first step
  CLOSING                 =                       ACK      -                          3.10.7.4, first step
  LAST-ACK                =                       ACK      -                          3.10.7.4, first step
  TIME-WAIT               =                       ACK      -                          3.10.7.4, first step
rcv ACK of SYN
  CLOSED                  =                       RST      -                          3.10.7.1
  LISTEN                  =                       RST      -                          3.10.7.2, second step
  SYN-SENT                =                       -        -                          3.10.7.3, fifth step
  SYN-RECEIVED (passive)  ESTABLISHED             -        -                          3.10.7.4, fifth step
  SYN-RECEIVED (active)   ESTABLISHED             -        -                          3.10.7.4, fifth step
  ESTABLISHED             =                       -        -                          3.10.7.4, fifth step
  FIN-WAIT-1              =                       -        -                          3.10.7.4, fifth step
  FIN-WAIT-2              =                       -        -                          3.10.7.4, fifth step
  CLOSE-WAIT              =                       -        -                          3.10.7.4, fifth step
  CLOSING                 =                       -        -                          3.10.7.4, fifth step
  LAST-ACK                =                       -        -                          3.10.7.4, fifth step
  TIME-WAIT               =                       -        -                          3.5
rcv data
  CLOSED                  =                       RST      -                          3.10.7.1
  LISTEN                  =                       RST      -                          3.10.7.2, second step
  SYN-SENT                =                       -        -                          3.10.7.3, fifth step
  SYN-RECEIVED (passive)  ESTABLISHED             ACK      -                          3.10.7.4, fifth and seventh step
  SYN-RECEIVED (active)   ESTABLISHED             ACK      -                          3.10.7.4, fifth and seventh step
  ESTABLISHED             =                       ACK      -                          3.10.7.4, seventh step
  FIN-WAIT-1              =                       ACK      -                          3.10.7.4, seventh step
  FIN-WAIT-2              =                       ACK      -                          3.10.7.4, seventh step
  CLOSE-WAIT              =                       ACK      -                          3.10.7.4, first step
  CLOSING                 =                       ACK      -                          3.10.7.4, first step
  LAST-ACK                =                       ACK      -                          3.10.7.4, first step
  TIME-WAIT               =                       ACK      -                          3.10.7.4, first step
rcv FIN
  CLOSED                  =                       RST      -                          3.10.7.1
  LISTEN                  =                       RST      -                          3.10.7.2, second step
  SYN-SENT                =                       -        -                          3.10.7.3, fifth step
  SYN-RECEIVED (passive)  CLOSE-WAIT              ACK      -                          3.10.7.4, fifth and eighth step
  SYN-RECEIVED (active)   CLOSE-WAIT              ACK      -                          3.10.7.4, fifth and eighth step
  ESTABLISHED             CLOSE-WAIT              ACK      -                          3.10.7.4, eighth step
  FIN-WAIT-1              CLOSING                 ACK      -                          3.10.7.4, eighth step
  FIN-WAIT-2              TIME-WAIT               ACK      2MSL                       3.10.7.4, eighth step
  CLOSE-WAIT              =                       ACK      -                          3.10.7.4, first step
  CLOSING                 =                       ACK      -                          3.10.7.4, first step
  LAST-ACK                =                       ACK      -                          3.10.7.4, first step
  TIME-WAIT               =                       ACK      2MSL                       3.10.7.4, fifth step
rcv ACK of FIN
  CLOSED                  =                       RST      -                          3.10.7.1
  LISTEN                  =                       RST      -                          3.10.7.2, second step
  SYN-SENT                =                       RST      -                          3.10.7.3, first step
  SYN-RECEIVED (passive)  =                       RST      -                          3.10.7.4, fifth step
  SYN-RECEIVED (active)   =                       RST      -                          3.10.7.4, fifth step
  ESTABLISHED             =                       ACK      -                          3.10.7.4, fifth step
  FIN-WAIT-1              FIN-WAIT-2              -        -                          3.10.7.4, fifth step
  FIN-WAIT-2              =                       -        -                          3.10.7.4, fifth step
  CLOSE-WAIT              =                       ACK      -                          3.10.7.4, fifth step
  CLOSING                 TIME-WAIT               -        2MSL                       3.10.7.4, fifth step
  LAST-ACK                CLOSED                  -        -                          3.10.7.4, fifth step
  TIME-WAIT               =                       -        -                          3.5
rcv FIN,ACK of FIN
  CLOSED                  =                       RST      -                          3.10.7.1
  LISTEN                  =                       RST      -                          3.10.7.2, second step
  SYN-SENT                =                       RST      -                          3.10.7.3, first step
  SYN-RECEIVED (passive)  =                       RST      -                          3.10.7.4, fifth step
  SYN-RECEIVED (active)   =                       RST      -                          3.10.7.4, fifth step
  ESTABLISHED             =                       ACK      -                          3.10.7.4, fifth step
  FIN-WAIT-1              TIME-WAIT               ACK      2MSL                       3.10.7.4, eighth step
  FIN-WAIT-2              TIME-WAIT               ACK      2MSL                       3.10.7.4, eighth step
  CLOSE-WAIT              =                       ACK      -                          3.10.7.4, fifth step
  CLOSING                 TIME-WAIT               ACK      2MSL                       3.10.7.4, fifth and eighth step
  LAST-ACK                CLOSED                  -        -                          3.10.7.4, fifth step
  TIME-WAIT               =                       ACK      2MSL                       3.10.7.4, fifth step
rcv RST
  CLOSED                  =                       -        -                          3.10.7.1
  LISTEN                  =                       -        -                          3.10.7.2, first step
  SYN-SENT                CLOSED                  -        -                          3.10.7.3, second step
  SYN-RECEIVED (passive)  LISTEN                  -        -                          3.10.7.4, second step
  SYN-RECEIVED (active)   CLOSED                  -        -                          3.10.7.4, second step
  ESTABLISHED             CLOSED                  -        -                          3.10.7.4, second step
  FIN-WAIT-1              CLOSED                  -        -                          3.10.7.4, second step
  FIN-WAIT-2              CLOSED                  -        -                          3.10.7.4, second step
  CLOSE-WAIT              CLOSED                  -        -                          3.10.7.4, second step
  CLOSING                 CLOSED                  -        -                          3.10.7.4, second step
  LAST-ACK                CLOSED                  -        -                          3.10.7.4, second step
  TIME-WAIT               CLOSED                  -        -                          3.10.7.4, second step
timeout 2MSL
  CLOSED                  =                       -        -                          3.10.8
  LISTEN                  =                       -        -                          3.10.8
  SYN-SENT                =                       -        -                          3.10.8
  SYN-RECEIVED (passive)  =                       -        -                          3.10.8
  SYN-RECEIVED (active)   =                       -        -                          3.10.8
  ESTABLISHED             =                       -        -                          3.10.8
  FIN-WAIT-1              =                       -        -                          3.10.8
  FIN-WAIT-2              =                       -        -                          3.10.8
  CLOSE-WAIT              =                       -        -                          3.10.8
  CLOSING                 =                       -        -                          3.10.8
  LAST-ACK                =                       -        -                          3.10.8
  TIME-WAIT               CLOSED                  -        -                          3.10.8
`;

export interface Row {
  state: string;
  event: string;
  next: string;
  send: string[];
  error?: string;
  timer?: string;
  section: string;
}

/** One row for each state and event. */
export const TABLE: readonly Row[] = read(TEXT);

function read(text: string): Row[] {
  let event = '';
  return text.split('\n').flatMap((line) => {
    const [state = '', next = '', send = '', more = '', section = ''] = line.trim().split(/ {2,}/);
    if (!line.startsWith('  ')) event = line || event;
    if (!line.startsWith('  ')) return [];
    const row = { state, event, next: next === '=' ? state : next, section };
    const what = more === '-' ? {} : more === '2MSL' ? { timer: more } : { error: more };
    return [{ ...row, send: send === '-' ? [] : [send], ...what }];
  });
}
