import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Readable } from 'node:stream';
import type { ThreadEvent } from '#capabilities/events/events.contract';
import { longestWaitMs } from '#capabilities/events/events.lists';
import type { Role, ThreadId } from '#kernel';
import { Store } from '#store';
import { SqlTap } from '../instruments/sql/sql-tap.js';
import { aRequestBody } from '../support/builders.js';
import { build, closeAll, type TableBus } from '../support/http-gateway.js';
import { eventually } from '../support/nats.js';
import { TwoStates } from '../support/two-states.js';
import { Readers } from '../../apps/gateway/src/events/readers.js';
import { OfficeDay } from './fixtures/office-day.js';

const atBorder: Readonly<Record<string, readonly Role[]>> = {
  bea: ['DUTY_OFFICER'],
  bob: ['DUTY_OFFICER'],
  lin: ['LIAISON_OFFICER'],
  mia: ['LIAISON_OFFICER'],
};

class Stream {
  #text = '';

  private constructor(
    readonly session: string,
    content: Readable,
  ) {
    content.on('data', (part: Buffer) => (this.#text += part.toString()));
  }

  static async open(app: NestFastifyApplication, session: string): Promise<Stream> {
    const headers = { authorization: `Bearer ${session}` };
    const asked = { url: '/api/v1/events', headers, payloadAsStream: true } as const;
    const answer = await app.getHttpAdapter().getInstance().inject(asked);
    expect(answer.statusCode).toBe(200);
    return new Stream(session, answer.stream());
  }

  get opened(): ThreadId[] {
    return this.#said<ThreadEvent>('thread')
      .filter(({ code }) => code === 'OPENED')
      .map(({ thread }) => thread);
  }

  get end(): string | undefined {
    return this.#said<{ readonly code: string }>('end')[0]?.code;
  }

  async ended(withinMs: number): Promise<string | undefined> {
    await eventually(() => Promise.resolve(this.end !== undefined), withinMs);
    return this.end;
  }

  #said<T>(event: string): T[] {
    const found = this.#text.matchAll(new RegExp(`^event: ${event}\\ndata: (.*)$`, 'gm'));
    return [...found].map(([, data = '']) => JSON.parse(data) as T);
  }
}

// Longer (ms) than one wait for the log, also on a busy machine.
const wholeWaitMs = 2 * longestWaitMs;
// Shorter (ms) than one wait for the log: woken, not timed out.
const soonMs = longestWaitMs - 3_000;

describe('a stream of events that is open', () => {
  const tap = new SqlTap();
  let two: TwoStates;
  let a: OfficeDay;
  let b: OfficeDay;
  let app: NestFastifyApplication;
  let bus: TableBus;
  beforeAll(async () => {
    two = await TwoStates.start(
      (options) => new Store({ ...options, socketDir: tap.leadingTo(options.socketDir) }),
      { officers: atBorder },
    );
    a = await OfficeDay.begin(two.a, ['ana']);
    b = await OfficeDay.begin(two.b, ['ben']);
    const asked = (pattern: string) => (input: never) => b.calls.ask(pattern as never, input);
    const handlers = Object.fromEntries(b.calls.patterns.map((each) => [each, asked(each)]));
    ({ app, bus } = await build(handlers));
  }, 60_000);
  afterAll(async () => {
    await closeAll();
    // Ends the last wait for the log.
    await login('ben');
    await two.stop();
    await tap.close();
  });

  const login = (name: string): Promise<string> => b.login(name);
  const open = async (name: string): Promise<Stream> => Stream.open(app, await login(name));
  async function asked(ben: Stream): Promise<ThreadId> {
    const sent = await two.request({ body: aRequestBody() });
    const { thread } = await a.ask('ana', 'requests.submit', { ...sent, duplicatesSeen: [] });
    await eventually(() => Promise.resolve(ben.opened.includes(thread)));
    return thread;
  }
  async function give(name: string, roles: readonly Role[]): Promise<void> {
    const { authority, key } = two.b.state.officer(name);
    await two.b.state.grant(name, roles, authority, key);
    await two.b.install();
  }
  async function suspend(name: string, effective: Date): Promise<void> {
    const entry = await two.b.state.suspension(name, effective, { issuedAt: new Date() });
    await two.b.append.appendEntry({ chain: 'directory', ...entry });
  }

  it('tells from then on what other roles may hear, and ends with the right to hear', async () => {
    const [ben, lin] = [await open('ben'), await open('lin')];
    await asked(ben);
    await give('lin', ['DUTY_OFFICER']);
    const announcedThread = await asked(ben);
    await eventually(() => Promise.resolve(lin.opened.includes(announcedThread)));
    // Events from before the opening are not sent.
    expect(lin.opened).toEqual([announcedThread]);
    await give('lin', ['AUDITOR']);
    await asked(ben);
    expect(await lin.ended(soonMs)).toBe('PERMISSION_DENIED');
    expect(lin.opened).toEqual([announcedThread]);
    expect(ben.end).toBeUndefined();
    await b.calls.ask('requests.close-session', { session: ben.session });
    expect(await ben.ended(soonMs)).toBe('SESSION_EXPIRED');
  }, 60_000);

  it('ends when the officer is suspended, also at a later time that the suspension names', async () => {
    const [bea, bob] = [await open('bea'), await open('bob')];
    await suspend('bea', new Date());
    expect(await bea.ended(soonMs)).toBe('OFFICER_SUSPENDED');
    const effective = Date.now() + 3_000;
    await suspend('bob', new Date(effective));
    await new Promise((done) => setTimeout(done, 1_500));
    expect(bob.end).toBeUndefined();
    expect(await bob.ended(wholeWaitMs)).toBe('OFFICER_SUSPENDED');
    expect(Date.now()).toBeGreaterThanOrEqual(effective);
  }, 60_000);

  it('ends when its session reaches its end, or idles out', async () => {
    const { limits } = two.b;
    const standard = { ...limits };
    try {
      limits.sessionMinutes = 4 / 60;
      const begun = performance.now();
      const short = await open('mia');
      limits.sessionMinutes = standard.sessionMinutes;
      expect(await short.ended(6_000)).toBe('SESSION_EXPIRED');
      expect(performance.now() - begun).toBeGreaterThan(3_900);
      const idle = await open('mia');
      await new Promise((done) => setTimeout(done, 1_500));
      expect(idle.end).toBeUndefined();
      limits.idleMinutes = 1 / 60;
      expect(await idle.ended(wholeWaitMs)).toBe('SESSION_EXPIRED');
    } finally {
      Object.assign(limits, standard);
    }
  }, 60_000);

  async function idleWait(): Promise<{ readonly calls: string[]; readonly sql: number }> {
    const waits = () => bus.callsOf('requests.log-growth').length;
    const next = async (): Promise<void> => {
      const before = waits();
      await eventually(() => Promise.resolve(waits() > before), wholeWaitMs);
      await new Promise((done) => setTimeout(done, 2_000));
    };
    // The log grows: every stream continues, and earlier events are done.
    await login('mia');
    await next();
    await next();
    const before = bus.calls.length;
    tap.counter.takeCounts();
    await next();
    const counted = tap.counter
      .takeCounts()
      .filter(({ service }) => service === 'requests')
      .filter(({ step }) => ['session', 'hear-events', 'await-growth'].includes(step));
    return {
      calls: bus.calls.slice(before).map(({ pattern }) => pattern),
      sql: counted.reduce((sum, each) => sum + each.commands + 2 * each.transactions, 0),
    };
  }

  it('costs no call and no SQL of its own while nothing happens: twenty cost as much as one', async () => {
    const sessions = await Promise.all(['ben', 'ben', 'ben', 'mia', 'mia'].map(login));
    const [first = ''] = sessions;
    const streams = [await Stream.open(app, first)];
    const one = await idleWait();
    expect(one.calls).toEqual(['requests.log-growth']);
    expect(one.sql).toBeGreaterThan(0);
    expect(one.sql).toBeLessThanOrEqual(16);
    for (let n = 1; n < 20; n += 1)
      streams.push(await Stream.open(app, sessions[n % sessions.length] ?? ''));
    expect(app.get(Readers).open).toBe(20);
    const twenty = await idleWait();
    expect(twenty.calls).toEqual(one.calls);
    // On a busy machine one look of the service more or less falls into a wait: BEGIN, a statement, COMMIT.
    expect(Math.abs(twenty.sql - one.sql)).toBeLessThanOrEqual(3);
    expect(streams.filter(({ end }) => end !== undefined)).toEqual([]);
  }, 240_000);
});
