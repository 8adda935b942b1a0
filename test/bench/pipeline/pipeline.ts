import { fork, type ChildProcess } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { BorderConnection, type LinkSide } from '#border';
import type { LinkId } from '#kernel';
import { newLinkId, TestBorder } from '../../support/border.js';
import { TestFolder, eventually } from '../../support/nats.js';
import { TestPostgres } from '../../support/postgres.js';
import type { Contender, Window } from '../contender.js';
import { pause, type Sustained } from '../load.js';
import { treeCpu } from '../process-tree.js';
import { makeTables } from './database.js';
import type { Answer, Command, SideSettings } from './settings.js';

const program = fileURLToPath(new URL('side.js', import.meta.url));

const present = <T>(value: T | undefined): T => {
  if (value === undefined) throw new Error('not started');
  return value;
};

/**
 * Benchmark party with the product's signatures, durable rows, streams, TLS and receipts, but without the product's code.
 * Gives a lower bound for the product's time.
 */
export class Pipeline implements Contender {
  readonly by = 'raw pipeline';
  readonly inFlight = [1, 16, 64, 256];
  readonly #borders: TestBorder[] = [];
  readonly #clusters: TestPostgres[] = [];
  readonly #sides: ChildProcess[] = [];

  private constructor(private readonly folder: TestFolder) {}

  static async start(): Promise<Pipeline> {
    const pipeline = new Pipeline(await TestFolder.create());
    try {
      await pipeline.#start();
      return pipeline;
    } catch (error) {
      await pipeline.close();
      throw error;
    }
  }

  async steadily(perSecond: number, seconds: number): Promise<readonly number[]> {
    const answer = await this.#ask({ do: 'steadily', perSecond, seconds });
    if (typeof answer === 'number') throw new Error('no times');
    return answer;
  }

  async sustained(most: number, { warmMs, windowMs }: Window): Promise<Sustained> {
    await this.#ask({ do: 'keep', most });
    await pause(warmMs);
    const [began, cpu, done] = [performance.now(), this.#cpu(), await this.#count()];
    await pause(windowMs);
    const count = (await this.#count()) - done;
    const seconds = (performance.now() - began) / 1_000;
    const used = this.#cpu() - cpu;
    await this.#ask({ do: 'end' });
    return { perSecond: count / seconds, cpuMs: (used * 1_000) / count };
  }

  async close(): Promise<void> {
    for (const side of this.#sides) {
      if (side.exitCode !== null || side.signalCode !== null) continue;
      const ended = once(side, 'exit');
      side.disconnect();
      await ended;
    }
    await Promise.all(this.#borders.map((border) => border.stop()));
    await Promise.all(this.#clusters.map((cluster) => cluster.stop()));
    await this.folder.remove();
  }

  async #start(): Promise<void> {
    const link = newLinkId();
    const a = await this.#border('XA');
    const b = await this.#border('XB');
    b.listenFor(a, link);
    await a.solicit(b, link);
    await b.start();
    await a.start();
    await prepare(a, link, 'solicit');
    await prepare(b, link, 'listen');
    const [asks, answers] = [generateKeyPairSync('ed25519'), generateKeyPairSync('ed25519')];
    const box = generateKeyPairSync('x25519');
    const secret = { format: 'pem', type: 'pkcs8' } as const;
    const open = { format: 'pem', type: 'spki' } as const;
    const pem = (key: unknown): string => {
      if (typeof key !== 'string') throw new Error('no PEM');
      return key;
    };
    await this.#side('answers', b, link, 1, {
      sign: pem(answers.privateKey.export(secret)),
      verify: pem(asks.publicKey.export(open)),
      box: pem(box.privateKey.export(secret)),
    });
    await this.#side('asks', a, link, 2, {
      sign: pem(asks.privateKey.export(secret)),
      verify: pem(answers.publicKey.export(open)),
      box: pem(box.publicKey.export(open)),
    });
  }

  async #border(code: string): Promise<TestBorder> {
    const border = await TestBorder.create(code, this.folder);
    this.#borders.push(border);
    return border;
  }

  async #side(
    side: SideSettings['side'],
    { login }: TestBorder,
    link: LinkId,
    own: 1 | 2,
    keys: SideSettings['keys'],
  ): Promise<void> {
    const cluster = await TestPostgres.start();
    this.#clusters.push(cluster);
    const database = await cluster.database();
    await makeTables(database);
    const names = { stream: `IN_${link}`, to: `to.${link}.${own === 1 ? 2 : 1}` };
    const broker = { port: login.clientPort, seed: login.seed, tls: login.tls, ...names };
    const settings: SideSettings = { side, database, broker, keys };
    const child = fork(program, { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
    this.#sides.push(child);
    await sendMessage(child, settings);
  }

  #cpu(): number {
    const servers = [
      ...this.#clusters.map(({ cluster }) => cluster),
      ...this.#borders.map(({ broker }) => broker),
    ];
    return treeCpu([...servers, ...this.#sides].map(({ pid }) => present(pid)));
  }

  #ask(command: Command): Promise<Answer> {
    return sendMessage(present(this.#sides[1]), command);
  }

  async #count(): Promise<number> {
    const answer = await this.#ask({ do: 'count' });
    return typeof answer === 'number' ? answer : NaN;
  }
}

async function prepare(border: TestBorder, linkId: LinkId, side: LinkSide): Promise<void> {
  const connection = await BorderConnection.connect(border.login);
  try {
    await connection.ensureInbound({ linkId, side });
    await eventually(() => connection.linkUp(linkId));
  } finally {
    await connection.close();
  }
}

function sendMessage(child: ChildProcess, message: Command | SideSettings): Promise<Answer> {
  return new Promise((done, failed) => {
    const ended = (): void => failed(new Error('a side of the pipeline ended'));
    child.once('exit', ended);
    child.once('message', (answer) => {
      child.off('exit', ended);
      done(answer as Answer);
    });
    child.send(message, (error) => {
      if (error !== null) failed(error);
    });
  });
}
