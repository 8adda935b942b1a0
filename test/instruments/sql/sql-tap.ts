import { chmodSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MessageReader, startupOf, textsOf } from './sql-messages.js';
import { SqlConversation, SqlCounter } from './sql-counts.js';

const socketName = '.s.PGSQL.5432';
const answerTypes = { ended: 'C', failed: 'E', suspended: 's', empty: 'I', ready: 'Z' } as const;

/**
 * Proxy socket that counts the commands to a PostgreSQL server. Client and server stay unchanged, so the proxy can measure
 * every build.
 */
export class SqlTap {
  readonly counter = new SqlCounter();
  readonly #servers: Server[] = [];
  readonly #sockets = new Set<Socket>();
  readonly #undo: (() => void)[] = [];
  readonly #folders = new Map<string, string>();

  leadingTo(socketDir: string): string {
    const known = this.#folders.get(socketDir);
    if (known !== undefined) return known;
    const folder = mkdtempSync(join(tmpdir(), 'liaise-tap-'));
    this.#folders.set(socketDir, folder);
    this.#undo.push(() => rmSync(folder, { recursive: true, force: true }));
    this.#listen(join(folder, socketName), join(socketDir, socketName));
    return folder;
  }

  takePlaceOf(socketDir: string, state: string): void {
    const [path, moved] = [join(socketDir, socketName), join(socketDir, '.tapped')];
    renameSync(path, moved);
    this.#listen(path, moved, state);
    this.#undo.push(() => renameSync(moved, path));
  }

  async close(): Promise<void> {
    const closed = this.#servers.map((server) => new Promise((done) => server.close(done)));
    for (const socket of this.#sockets) socket.destroy();
    await Promise.all(closed);
    for (const undo of this.#undo.splice(0)) undo();
  }

  #listen(path: string, target: string, state?: string): void {
    const server = createServer((client) => this.#pass(client, target, state));
    server.listen(path);
    chmodSync(path, 0o600);
    this.#servers.push(server);
  }

  #pass(client: Socket, target: string, state?: string): void {
    const server = connect(target);
    const pair = [client, server];
    for (const socket of pair) {
      this.#sockets.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => {
        this.#sockets.delete(socket);
        for (const each of pair) each.destroy();
      });
    }
    const watch = new Watch(this.counter, state);
    client.on('data', (bytes: Buffer) => {
      watch.asked(bytes);
      server.write(bytes);
    });
    server.on('data', (bytes: Buffer) => {
      watch.answered(bytes);
      client.write(bytes);
    });
  }
}

class Watch {
  readonly #questions = new MessageReader(true);
  readonly #answers = new MessageReader(false);
  readonly #prepared = new Map<string, string>();
  readonly #portals = new Map<string, string>();
  #conversation: SqlConversation | undefined;

  constructor(
    private readonly counter: SqlCounter,
    private readonly state: string | undefined,
  ) {}

  asked(bytes: Buffer): void {
    for (const { type, body } of this.#questions.read(bytes))
      if (type === '') this.#begin(body);
      else this.#ask(type, body);
  }

  answered(bytes: Buffer): void {
    const { ended, failed, suspended, empty, ready } = answerTypes;
    for (const { type, body } of this.#answers.read(bytes))
      if (type === ready) this.#conversation?.ready();
      else if (type === ended) this.#conversation?.ended(textsOf(body, 1)[0] ?? '');
      else if (type === failed || type === suspended || type === empty)
        this.#conversation?.ended('');
  }

  #begin(body: Buffer): void {
    const { database = '', application_name: program = '' } = startupOf(body);
    const service = program.replace(/^liaise-/, '').replace(/-bell$/, '');
    this.#conversation = new SqlConversation(this.counter, this.state ?? database, service);
  }

  #ask(type: string, body: Buffer): void {
    const [first = '', second = ''] = 'QPBE'.includes(type) ? textsOf(body, 2) : [];
    if (type === 'Q') this.#conversation?.simple(first);
    else if (type === 'P') this.#prepared.set(first, second);
    else if (type === 'B') this.#portals.set(first, this.#prepared.get(second) ?? '');
    else if (type === 'E') this.#conversation?.execute(this.#portals.get(first) ?? '');
    else if (type === 'S') this.#conversation?.sync();
  }
}
