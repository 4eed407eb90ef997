import { type Evidence, Failure, type ServerUnderTest, type Stage } from '../../vocabulary.ts';
import { join, LEAVE, nameOf, said, say, WELCOME } from './wire.ts';

type Facts = Evidence['facts'];

/** A room on the learner's server, and those whom the grader sends into it. */
export class Room {
  readonly #stage: Stage;
  readonly #server: ServerUnderTest;

  private constructor(stage: Stage, server: ServerUnderTest) {
    this.#stage = stage;
    this.#server = server;
  }

  static async open(stage: Stage): Promise<Room> {
    return new Room(stage, await stage.server('startChatServer'));
  }

  /** Where its server listens. */
  get address(): ServerUnderTest['address'] {
    return this.#server.address;
  }

  /** Somebody with a socket who has not joined. */
  async stranger(name: string): Promise<Person> {
    return new Person(name, await this.#stage.udp(name), this.#server);
  }

  /** Somebody who has joined and was welcomed. */
  async enter(name: string): Promise<Person> {
    const person = await this.stranger(name);
    await person.join();
    return person;
  }
}

/** One UDP socket that talks to the room. */
export class Person {
  readonly name: string;
  readonly #actor: Awaited<ReturnType<Stage['udp']>>;
  readonly #server: ServerUnderTest;

  constructor(name: string, actor: Awaited<ReturnType<Stage['udp']>>, server: ServerUnderTest) {
    this.name = name;
    this.#actor = actor;
    this.#server = server;
  }

  get address(): { host: string; port: number } {
    return this.#actor.address;
  }

  async send(datagram: Uint8Array, note?: string): Promise<void> {
    await this.#actor.send(datagram, this.#server.address, note);
  }

  async join(name: string | Buffer = this.name, facts?: Facts): Promise<void> {
    await this.send(join(name), 'JOIN');
    await this.expect(WELCOME, { waitingFor: 'WELCOME', ...facts });
  }

  async say(number: number, text: string | Buffer): Promise<void> {
    await this.send(say(number, text), 'SAY');
  }

  async leave(): Promise<void> {
    await this.send(LEAVE, 'LEAVE');
  }

  async hears(
    number: number,
    from: Person | string,
    text: string | Buffer,
    facts?: Facts,
  ): Promise<void> {
    const name = typeof from === 'string' ? from : from.name;
    await this.expect(said(number, name, text), { waitingFor: 'SAID', from: name, ...facts });
  }

  /**
   * Fails where anything came beside what was expected before. Asking again for WELCOME shows it: the
   * kernel keeps the order of what one socket sends to another, so all that came earlier stands first.
   */
  async heardNothingElse(facts?: Facts): Promise<void> {
    await this.join(this.name, { after: 'silence', ...facts });
  }

  async expect(datagram: Uint8Array, facts?: Facts): Promise<void> {
    await this.#actor.expect(datagram, facts);
  }

  /** Whatever comes next, or undefined where nothing does. */
  async next(): Promise<Buffer | undefined> {
    return (await this.#actor.peer.next())?.bytes;
  }

  /** Fails unless a REFUSED with some reason comes. */
  async expectRefused(why: string): Promise<void> {
    const { bytes } = await this.#actor.receive(`REFUSED: ${why}`, { waitingFor: 'REFUSED' });
    if (bytes[0] === 0x13 && bytes.length > 1) return;
    throw new Failure({
      expected: { text: `REFUSED (13 and a reason): ${why}` },
      received: { text: `${nameOf(bytes)} (${bytes.toString('hex', 0, 8)})` },
      facts: { waitingFor: 'REFUSED', name: this.name, welcomed: bytes[0] === 0x11, why },
    });
  }
}
