import { type Answer, type Evidence, Failure, Script, type Stage } from '../../vocabulary.ts';

export type End = { host: string; port: number };

/** A socket in the table. A listening one has no remote end. */
export interface Row {
  protocol: 'tcp' | 'udp';
  local: End;
  remote?: End;
  name: string;
}

/** Something that arrives, and the name of the socket that gets it. */
export interface Arrival {
  protocol: 'tcp' | 'udp';
  local: End;
  remote: End;
  to: string | undefined;
}

export interface Scene {
  rows: readonly Row[];
  arrivals: readonly Arrival[];
}

export function end(text: string): End {
  const [host = '', port] = text.split(':');
  return { host, port: Number(port) };
}

export function listening(protocol: 'tcp' | 'udp', local: string, name: string): Row {
  return { protocol, local: end(local), name };
}

export function connected(
  protocol: 'tcp' | 'udp',
  local: string,
  remote: string,
  name: string,
): Row {
  return { protocol, local: end(local), remote: end(remote), name };
}

export function arrival(
  protocol: 'tcp' | 'udp',
  local: string,
  remote: string,
  to: string | undefined,
): Arrival {
  return { protocol, local: end(local), remote: end(remote), to };
}

/** A Demultiplexer of the learner's with these rows recorded. */
export function table(rows: readonly Row[]): Script {
  const script = new Script('Demultiplexer');
  for (const { protocol, local, remote, name } of rows) {
    if (remote) script.call('connect', protocol, { ...local }, { ...remote }, name);
    else script.call('listen', protocol, { ...local }, name);
  }
  return script;
}

/** The calls as a table, which a reader can take in at a glance. */
export function toldRows(rows: readonly Row[]): string {
  return ['new Demultiplexer()', ...rows.map(toldRow)].join('\n');
}

function toldRow({ protocol, local, remote, name }: Row): string {
  return remote
    ? `connect(${protocol}, ${shown(local)}, ${shown(remote)}, "${name}")`
    : `listen(${protocol}, ${shown(local)}, "${name}")`;
}

function shown({ host, port }: End): string {
  return `${host}:${port}`;
}

/** Plays each arrival on a table of its own, and fails where one comes to another socket than it should. */
export async function playScenes(
  learner: Stage['learner'],
  scenes: readonly Scene[],
): Promise<void> {
  const played = scenes.flatMap(({ rows, arrivals }) =>
    arrivals.map((arrived) => ({ rows, arrived })),
  );
  const scripts = played.map(({ rows, arrived: { protocol, local, remote } }) =>
    table(rows).call('deliver', protocol, { ...local }, { ...remote }),
  );
  const answers = await learner.play(scripts);
  const lost = played.every(({ arrived }, i) => {
    const last = answers[i]?.at(-1);
    return arrived.to === undefined || (last?.error === undefined && last?.value === undefined);
  });
  const connectionsLost = played.every(({ rows }, i) => {
    const got = rows.find(({ name }) => name === answers[i]?.at(-1)?.value);
    return got?.remote === undefined;
  });
  for (const [i, { rows, arrived }] of played.entries())
    judge(answers[i] ?? [], rows, arrived, { lost, connectionsLost });
}

function judge(
  answers: readonly Answer[],
  rows: readonly Row[],
  arrived: Arrival,
  facts: NonNullable<Evidence['facts']>,
): void {
  const stopped = answers.findIndex(({ error }) => error !== undefined);
  if (stopped > 0 && stopped <= rows.length) refused(answers[stopped], rows.slice(0, stopped));
  const { protocol, local, remote, to } = arrived;
  const called = `${toldRows(rows)}\ndeliver(${protocol}, ${shown(local)}, ${shown(remote)})`;
  const answer = answers.at(-1);
  const got = rows.find(({ name }) => name === answer?.value);
  const due = rows.find(({ name }) => name === to);
  told(called, () => {
    answer?.returns(to, {
      facts: {
        ...facts,
        ...(got ? { got: kindOf(got), differs: differences(got, arrived).join(', ') } : {}),
        ...(due ? { due: kindOf(due) } : {}),
      },
    });
  });
}

/** A row was refused that conflicts with none before it. */
function refused(answer: Answer | undefined, rows: readonly Row[]): void {
  const last = rows.at(-1);
  if (!answer || !last) return;
  const others = rows.slice(0, -1);
  const alike = others.filter(
    ({ remote }) => (remote === undefined) === (last.remote === undefined),
  );
  // The one most like it is the one that it may have been taken for.
  const [nearest] = (alike.length > 0 ? alike : others)
    .map((row) => ({ row, parts: differences(row, last) }))
    .sort((a, b) => a.parts.length - b.parts.length);
  told(toldRows(rows), () =>
    answer.fail(
      { text: 'no error: this socket is in nobody’s way' },
      {
        refused: answer.error?.code ?? '',
        alone: nearest === undefined,
        ...(nearest
          ? { kinds: `${kindOf(nearest.row)}, ${kindOf(last)}`, differs: nearest.parts.join(', ') }
          : {}),
      },
    ),
  );
}

/** Runs an expectation, and tells the calls in rows where it fails. */
export function told(called: string, expectation: () => void): void {
  try {
    expectation();
  } catch (error) {
    throw error instanceof Failure ? error.with({ called }) : error;
  }
}

function kindOf({ remote, local }: Row): string {
  if (remote) return 'connection';
  return local.host === '0.0.0.0' ? 'wildcard' : 'listener';
}

/** In which of its parts one socket, or arrival, is not like the other. */
function differences(row: Row, other: Row | Arrival): string[] {
  const parts: [string, unknown, unknown][] = [
    ['protocol', row.protocol, other.protocol],
    ['local address', row.local.host, other.local.host],
    ['local port', row.local.port, other.local.port],
  ];
  if (row.remote && other.remote) {
    parts.push(['remote address', row.remote.host, other.remote.host]);
    parts.push(['remote port', row.remote.port, other.remote.port]);
  }
  return parts.filter(([, one, two]) => one !== two).map(([part]) => part);
}
