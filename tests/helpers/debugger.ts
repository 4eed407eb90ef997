import { once } from 'node:events';
import { SourceMap } from 'node:module';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
import { WebSocketClient } from './websocket.ts';

/** Where a program stands, as its writer knows it. */
export interface Place {
  file: string;
  line: number;
}

interface Message {
  id?: number;
  method?: string;
  params?: Record<string, unknown>;
  result?: Record<string, unknown>;
  error?: { message: string };
}

interface Script {
  id: string;
  url: string;
  map: SourceMap;
}

/** A debugger as editors have it: speaks Chrome's DevTools protocol with Node, and reads source maps. */
export class Debugger {
  readonly #socket: WebSocketClient;
  readonly #answers = new Map<number, (message: Message) => void>();
  readonly #scripts: Script[] = [];
  readonly #stops: Place[] = [];
  #asked = 0;
  /** Resolves when the program has gone. */
  readonly gone: Promise<unknown>;

  private constructor(socket: WebSocketClient) {
    this.#socket = socket;
    this.gone = once(socket, 'close');
    socket.on('message', (text: string) => this.#hear(JSON.parse(text)));
    onTestFinished(() => socket.close());
  }

  /** Attaches to the program that waits on this port, which then begins. */
  static async attach(port: number): Promise<Debugger> {
    const targets = await (await fetch(`http://127.0.0.1:${port}/json/list`)).json();
    const [{ webSocketDebuggerUrl: url }] = targets as [{ webSocketDebuggerUrl: string }];
    const attached = new Debugger(await WebSocketClient.connect(url));
    await attached.#ask('Runtime.enable');
    await attached.#ask('Debugger.enable');
    await attached.#ask('Runtime.runIfWaitingForDebugger');
    return attached;
  }

  /** Sets a breakpoint at a line of a source, by way of the source map, as an editor does. */
  async breakAt(file: string, line: number): Promise<void> {
    const found = this.#scripts.flatMap((script) => {
      const lines = generatedLines(script.map, file, line);
      return lines.slice(0, 1).map((lineNumber) => ({ url: script.url, lineNumber }));
    });
    const [first] = found;
    if (!first) throw new Error(`no script that has come is made of ${file}:${line}`);
    await this.#ask('Debugger.setBreakpointByUrl', first);
  }

  /** Where the program stands now, or will next. */
  async stops(): Promise<Place> {
    for (;;) {
      const place = this.#stops.shift();
      if (place) return place;
      const heard = once(this.#socket, 'message').then(() => true);
      if (!(await Promise.race([heard, this.gone.then(() => false)])))
        throw new Error('the program ended without another stop');
    }
  }

  async goOn(): Promise<void> {
    await this.#ask('Debugger.resume');
  }

  close(): void {
    this.#socket.close();
  }

  async #ask(method: string, params: Record<string, unknown> = {}): Promise<Message> {
    const id = ++this.#asked;
    const answered = new Promise<Message>((resolve) => this.#answers.set(id, resolve));
    this.#socket.send(JSON.stringify({ id, method, params }));
    // A program that is ended may take its last answers with it.
    const message = await Promise.race([answered, this.gone.then((): Message => ({}))]);
    if (message.error) throw new Error(`${method}: ${message.error.message}`);
    return message;
  }

  #hear(message: Message): void {
    if (message.id !== undefined) this.#answers.get(message.id)?.(message);
    const { method, params = {} } = message;
    if (method === 'Debugger.scriptParsed') this.#keep(params);
    if (method === 'Debugger.paused') this.#stops.push(this.#place(params));
  }

  #keep({ scriptId, url, sourceMapURL }: Record<string, unknown>): void {
    const [, data] = /^data:application\/json;base64,(.*)$/.exec(String(sourceMapURL)) ?? [];
    if (data === undefined) return;
    const map = new SourceMap(JSON.parse(String(Buffer.from(data, 'base64'))));
    this.#scripts.push({ id: String(scriptId), url: String(url), map });
  }

  #place({ callFrames }: Record<string, unknown>): Place {
    const [{ location }] = callFrames as [{ location: Record<string, unknown> }];
    const script = this.#scripts.find(({ id }) => id === location.scriptId);
    const { lineNumber, columnNumber } = location as { lineNumber: number; columnNumber: number };
    const entry = script?.map.findEntry(lineNumber, columnNumber);
    if (!entry || !('originalSource' in entry)) return { file: '', line: 0 };
    return { file: fileURLToPath(entry.originalSource), line: entry.originalLine + 1 };
  }
}

/** The lines, from 0, that were made of one line of a source. */
function generatedLines(map: SourceMap, file: string, line: number): number[] {
  const count = map.payload.mappings.split(';').length;
  const lines = Array.from({ length: count }, (_, generated) => generated);
  return lines.filter((generated) =>
    Array.from({ length: 200 }, (_, column) => map.findEntry(generated, column)).some(
      (entry) =>
        'originalSource' in entry &&
        entry.generatedLine === generated &&
        entry.originalLine === line - 1 &&
        fileURLToPath(entry.originalSource) === file,
    ),
  );
}
