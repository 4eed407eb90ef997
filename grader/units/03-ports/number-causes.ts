import { bothValues, type Cause, type Evidence, receivedError } from '../../vocabulary.ts';

/** Causes that show in what portRange and parseEndpoint made of one number or text. */

function rangeOf(evidence: Evidence): { port: number; received: unknown } | undefined {
  const { port } = evidence.facts ?? {};
  return typeof port === 'number' ? { port, received: bothValues(evidence)?.received } : undefined;
}

export const systemTo1024: Cause = {
  id: 'system-to-1024',
  explain(evidence) {
    const range = rangeOf(evidence);
    if (range?.port !== 1024 || range.received !== 'system') return undefined;
    return '1024 was taken for the last system port. There are 1,024 of them, and they begin with 0: the last is 1023.';
  },
};

export const linuxRange: Cause = {
  id: 'linux-ephemeral-range',
  explain(evidence) {
    if (evidence.facts?.linux !== true) return undefined;
    return 'Your dynamic ports are 32768–60999. That is where Linux looks for a free port; the range that nobody can register is another one.';
  },
};

export const dynamicFrom1024: Cause = {
  id: 'dynamic-from-1024',
  explain(evidence) {
    const range = rangeOf(evidence);
    if (range?.port !== 1024 || range.received !== 'dynamic') return undefined;
    return 'Your dynamic ports begin at 1024. From there to 49151 a port can be registered with IANA; a dynamic port never is.';
  },
};

export const refusedZero: Cause = {
  id: 'zero-refused',
  explain(evidence) {
    const range = rangeOf(evidence);
    if (range?.port !== 0 || !(range.received instanceof Object)) return undefined;
    return '0 was refused. Nobody can be reached there, but it is a number of 16 bits and stands in the first range: reserved.';
  },
};

export const acceptedNoPort: Cause = {
  id: 'no-port-accepted',
  explain(evidence) {
    const { received } = evidence;
    if (evidence.facts?.noPort !== true || !received || threw(evidence)) return undefined;
    return 'This number was taken for a port. A header has 16 bits for it: only the whole numbers from 0 to 65535 can be sent.';
  },
};

function threw(evidence: Evidence): string | undefined {
  return receivedError(evidence)?.name;
}

/** What parseEndpoint returned for the text of the check, as far as it is of the right shape. */
function parsed(evidence: Evidence): { text: string; host: unknown; port: unknown } | undefined {
  const { received } = evidence;
  const { text } = evidence.facts ?? {};
  const value = received && 'text' in received ? received.value : undefined;
  if (typeof text !== 'string' || typeof value !== 'object' || value === null) return undefined;
  if (!('host' in value) || !('port' in value)) return undefined;
  return { text, host: value.host, port: value.port };
}

function portText(text: string): string {
  return text.slice(text.lastIndexOf(':') + 1);
}

export const splitAtColon: Cause = {
  id: 'split-at-colon',
  explain({ facts }) {
    if (facts?.cutsAtColons !== true || !String(facts.text).startsWith('[')) return undefined;
    return 'Your parser cuts at every colon and takes the first two pieces: of "host:80:90" it made host and 80. An IPv6 address has colons of its own.';
  },
};

export const keptBrackets: Cause = {
  id: 'brackets-kept',
  explain(evidence) {
    const { host } = parsed(evidence) ?? {};
    if (typeof host !== 'string' || !/^\[.+\]$/.test(host)) return undefined;
    return 'The host came back in its brackets. They belong to the spelling, not to the address: net.connect would look for a computer called [::1].';
  },
};

export const brackets: Cause = {
  id: 'brackets-refused',
  explain(evidence) {
    if (!String(evidence.facts?.text).startsWith('[') || !threw(evidence)) return undefined;
    return 'The brackets are there because an IPv6 address has colons of its own: the last colon separates, the others belong to the address.';
  },
};

export const portAsText: Cause = {
  id: 'port-as-text',
  explain(evidence) {
    const { port } = parsed(evidence) ?? {};
    if (typeof port !== 'string') return undefined;
    return `The port came back as the text "${port}". A port is a number; "80" < "9" is true of texts.`;
  },
};

export const bareIpv6: Cause = {
  id: 'bare-ipv6-accepted',
  explain(evidence) {
    const { text, host } = parsed(evidence) ?? {};
    if (text !== '::1:80') return undefined;
    return `It was read as the host ${JSON.stringify(host)}. But ::1:80 is also an IPv6 address as it stands, without any port: only brackets tell which of the two is meant.`;
  },
};

export const emptyPort: Cause = {
  id: 'empty-port-accepted',
  explain(evidence) {
    const { text = 'x', port } = parsed(evidence) ?? {};
    if (portText(text) !== '' || port !== 0) return undefined;
    return 'The port is empty, and was read as 0: that is what Number("") gives. A port that was forgotten must not become one that somebody wrote.';
  },
};

export const numberReadsTooMuch: Cause = {
  id: 'number-reads-too-much',
  explain(evidence) {
    const { text = '', port } = parsed(evidence) ?? {};
    const written = portText(text);
    if (/^[0-9]*$/.test(written) || port !== Number(written)) return undefined;
    return `Number() reads every spelling of a number that JavaScript knows: "${written}" is ${port} to it. On its own it is no judge of what is a port.`;
  },
};

export const parseIntReadsTooMuch: Cause = {
  id: 'parse-int-stops',
  explain(evidence) {
    const { text = '', port } = parsed(evidence) ?? {};
    const written = portText(text);
    if (/^[0-9]*$/.test(written) || port !== Number.parseInt(written, 10)) return undefined;
    return `"${written}" was read as ${port}: parseInt() takes the digits it finds first, and never says that something followed them.`;
  },
};

export const leadingZero: Cause = {
  id: 'leading-zero-accepted',
  explain(evidence) {
    const { text = '' } = parsed(evidence) ?? {};
    if (!/^0[0-9]+$/.test(portText(text))) return undefined;
    return `"${portText(text)}" was accepted. Some programs read a leading zero as octal, so two readers of one configuration would not mean the same port.`;
  },
};

export const uncheckedBrackets: Cause = {
  id: 'brackets-unchecked',
  explain(evidence) {
    const { text = '', host } = parsed(evidence) ?? {};
    if (!/^\[[^\]]*\]:/.test(text) || text !== `[${host}]:80`) return undefined;
    return `What stood in the brackets came back as the host ${JSON.stringify(host)}, and nobody asked whether it is an IPv6 address.`;
  },
};

export const oneErrorForTwo: Cause = {
  id: 'one-error-for-two',
  explain(evidence) {
    const { noPort, text } = evidence.facts ?? {};
    const error = threw(evidence);
    if (text === undefined || error !== (noPort === true ? 'TypeError' : 'RangeError'))
      return undefined;
    return noPort === true
      ? 'It was refused, with the error for a wrong form. This one is well written: its number is too large.'
      : 'It was refused, with the error for a number too large. Here the spelling is wrong, whatever the number.';
  },
};
