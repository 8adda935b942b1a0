import { randomBytes, randomUUID } from 'node:crypto';
import { watch, type FSWatcher } from 'node:fs';
import { chmod, mkdtemp, readdir, rm, unlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePorts } from '../../support/nats.js';
import { unprivilegedUser } from '#runner';
import type { Contender, Window } from '../contender.js';
import { endedChildrenCpu, processCpu } from '../cpu.js';
import { Load, pause, Turnstile, type Sustained } from '../load.js';
import { treeCpu } from '../process-tree.js';
import { Correspondents } from './correspondents.js';
import { MailServer } from './postfix.js';
import { SmtpConnection } from './smtp.js';

const documentBytes = 1_024;
const from = 'sender@a.invalid';
const to = 'receiver@b.invalid';
const atOnce = 8;
const longestMs = 60_000;

interface Expected {
  readonly text: string;
  readonly done: () => void;
  readonly failed: (error: Error) => void;
}

/**
 * Encrypted mail between two authorities without a gateway: GnuPG, two mail servers, Maildir. Mail goes one way, without
 * receipts and log.
 */
export class MailExchange implements Contender {
  readonly by = 'gpg + SMTP, one way';
  readonly inFlight = [1, 4, 8, 64, 256];
  readonly #load = new Load(() => this.#one());
  readonly #sealing = new Turnstile(atOnce);
  readonly #sending = new Turnstile(atOnce);
  readonly #opening = new Turnstile(atOnce);
  readonly #expected = new Map<string, Expected>();
  readonly #seen = new Set<string>();
  readonly #connections: SmtpConnection[] = [];
  #people: Correspondents | undefined;
  #servers: readonly MailServer[] = [];
  #watcher: FSWatcher | undefined;
  #failure: Error | undefined;

  private constructor(private readonly folder: string) {}

  static async start(): Promise<MailExchange> {
    const folder = await mkdtemp(join(tmpdir(), 'liaise-mail-'));
    // Users of the servers must be able to enter.
    await chmod(folder, 0o711);
    const mail = new MailExchange(folder);
    try {
      await mail.#start();
      return mail;
    } catch (error) {
      await mail.close();
      throw error;
    }
  }

  steadily(perSecond: number, seconds: number): Promise<number[]> {
    return this.#load.steadily(perSecond, seconds);
  }

  async sustained(most: number, { warmMs, windowMs }: Window): Promise<Sustained> {
    const end = this.#load.keepGoing(most);
    await pause(warmMs);
    const [began, cpu, done] = [performance.now(), this.#cpu(), this.#load.done];
    await pause(windowMs);
    const seconds = (performance.now() - began) / 1_000;
    const [used, count] = [this.#cpu() - cpu, this.#load.done - done];
    await end();
    return { perSecond: count / seconds, cpuMs: (used * 1_000) / count };
  }

  async close(): Promise<void> {
    this.#watcher?.close();
    for (const connection of this.#connections) connection.close();
    await Promise.all(this.#servers.map((server) => server.stop()));
    this.#people?.close();
    await rm(this.folder, { recursive: true, force: true, maxRetries: 5 });
  }

  async #start(): Promise<void> {
    const [a = 0, b = 0] = await freePorts(2);
    const owner = unprivilegedUser();
    if (owner === undefined) throw new Error('needs root');
    const relay = { folder: join(this.folder, 'a'), host: 'a.invalid', port: a, relayTo: b, owner };
    const last = new MailServer({
      folder: join(this.folder, 'b'),
      host: 'b.invalid',
      port: b,
      owner,
    });
    this.#servers = [new MailServer(relay), last];
    for (const server of this.#servers) await server.start();
    this.#people = new Correspondents();
    for (let n = 0; n < atOnce; n += 1) this.#connections.push(await SmtpConnection.open(a));
    this.#watcher = watch(last.arrivals, () => void this.#look(last.arrivals));
  }

  #cpu(): number {
    const agents = this.#people?.agents.map(processCpu) ?? [];
    const servers = treeCpu(this.#servers.map(({ pid }) => pid));
    return agents.reduce((sum, one) => sum + one, servers + endedChildrenCpu());
  }

  async #one(): Promise<void> {
    const people = this.#people;
    if (people === undefined) throw new Error('not started');
    if (this.#failure !== undefined) throw this.#failure;
    const id = randomUUID();
    const text = `${id}${randomBytes(documentBytes / 2).toString('hex')}`.slice(0, documentBytes);
    const arrived = this.#arrival(id, text);
    const sealed = await this.#sealing.pass(() => people.seal(text));
    const mail = `From: ${from}\nTo: ${to}\nMessage-ID: <${id}@a.invalid>\n\n${sealed}`;
    await this.#sending.pass(async () => {
      const connection = this.#connections.pop();
      if (connection === undefined) throw new Error('more senders than connections');
      await connection.send(from, to, mail);
      this.#connections.push(connection);
    });
    await arrived;
  }

  #arrival(id: string, text: string): Promise<void> {
    return new Promise<void>((done, failed) => {
      const late = () => failed(new Error('a mail did not arrive within a minute'));
      const timer = setTimeout(late, longestMs);
      this.#expected.set(id, {
        text,
        failed,
        done: () => {
          clearTimeout(timer);
          done();
        },
      });
    });
  }

  async #look(arrivals: string): Promise<void> {
    try {
      const names = (await readdir(arrivals)).filter((name) => !this.#seen.has(name));
      for (const name of names) this.#seen.add(name);
      await Promise.all(
        names.map((name) => this.#opening.pass(() => this.#receive(join(arrivals, name)))),
      );
    } catch (error) {
      this.#failure = error instanceof Error ? error : new Error(String(error));
      for (const { failed } of this.#expected.values()) failed(this.#failure);
    }
  }

  async #receive(file: string): Promise<void> {
    const text = await this.#people?.open(file);
    const id = text?.slice(0, 36) ?? '';
    const expected = this.#expected.get(id);
    if (expected?.text !== text) throw new Error('a mail with other content arrived');
    this.#expected.delete(id);
    await unlink(file);
    expected?.done();
  }
}
