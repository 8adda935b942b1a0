import { once } from 'node:events';
import { request } from 'node:https';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ThreadEvent } from '#capabilities/events/events.contract';
import { isCoded, parseDocumentId, type ThreadId } from '#kernel';
import { ApiClient } from '../../../apps/cli/src/api/client.js';
import { streamMessages, type StreamMessage } from '../../../apps/cli/src/api/event-messages.js';
import { threadEvent } from '../../../apps/cli/src/api/gen/readers.js';
import { readProfile, type Profile } from '../../../apps/cli/src/people/profile.js';
import { must } from '../../support/command.js';
import { until, type Installation } from '../../support/installation.js';
import { Office } from '../../support/office.js';
import type { RunningStates } from '../../support/running-states.js';
import { runningStates } from './states.js';

const url = '/api/v1/events';
let two: RunningStates;
beforeAll(async () => {
  two = await runningStates();
}, 180_000);

async function profileOf(at: Installation, name: string): Promise<Profile> {
  const profile = await readProfile(join(two.profile(at, name), 'session.json'));
  if (profile === undefined) throw new Error(`no session of ${name}`);
  return profile;
}

class Listener {
  readonly events: ThreadEvent[] = [];
  readonly cuts: string[] = [];
  ended: string | undefined;
  last: string | undefined;
  #client: ApiClient | undefined;
  #over = false;

  constructor(private readonly profile: Profile) {
    void this.#listen();
  }

  opened = (): ThreadId[] =>
    this.events.filter(({ code }) => code === 'OPENED').map(({ thread }) => thread);

  stop(): void {
    this.#over = true;
    this.#client?.close();
  }

  async #listen(): Promise<void> {
    while (!this.#over && this.ended === undefined) {
      this.#client = new ApiClient(this.profile, this.profile.token, { idleMs: 20_000 });
      try {
        const { content } = await this.#client.listen(url, this.last);
        for await (const message of streamMessages(content)) this.#handleMessage(message);
        this.cuts.push('END');
      } catch (error) {
        const code = isCoded(error) ? error.code : String(error);
        if (isCoded(error) && error.action === 'refuse') this.ended = code;
        this.cuts.push(code);
      }
      this.#client.close();
      await new Promise((done) => setTimeout(done, 200));
    }
  }

  #handleMessage({ id, event, data }: StreamMessage): void {
    this.last = id ?? this.last;
    if (event === 'thread') this.events.push(threadEvent(JSON.parse(data)));
    if (event !== 'end') return;
    const { code, action } = JSON.parse(data) as { readonly code: string; readonly action: string };
    if (action === 'refuse') this.ended = code;
  }
}

const waitUntil = (what: string, is: () => boolean, seconds = 20): Promise<true> =>
  until(what, seconds, () => Promise.resolve(is() ? true : undefined), 20);

describe('events of two running States', () => {
  it('are heard on both sides within moments, and tell nothing that is said', async () => {
    const [ben, ana] = [await profileOf(two.b, 'ben'), await profileOf(two.a, 'ana')];
    const [asked, asking] = [new Listener(ben), new Listener(ana)];
    const [office, there] = [
      await Office.open(two, two.a, 'ana'),
      await Office.open(two, two.b, 'ben'),
    ];
    try {
      await waitUntil('both streams', () => asked.last !== undefined && asking.last !== undefined);
      const sent = await office.request('A van at the northern crossing');
      await office.submit(sent);
      await waitUntil('the request', () => asked.opened().includes(sent.thread));
      await there.claim(sent.thread);
      await there.answer(await there.response(sent.thread, parseDocumentId(sent.id)));
      await waitUntil('the answer on both sides', () =>
        [asking, asked].every(({ events }) =>
          events.some(({ thread, code }) => thread === sent.thread && code === 'CLOSED'),
        ),
      );
      const eventsText = JSON.stringify([asked.events, asking.events]);
      expect(eventsText).not.toMatch(/van|crossing|Flag/i);
      const codes = asked.events.filter(({ thread }) => thread === sent.thread);
      expect(codes.map(({ code }) => code)).toEqual(
        expect.arrayContaining([
          'OPENED',
          'DOCUMENT_RECEIVED',
          'CLAIMED',
          'DOCUMENT_SIGNED',
          'CLOSED',
        ]),
      );
    } finally {
      for (const each of [asked, asking]) each.stop();
      for (const each of [office, there]) each.close();
    }
  }, 60_000);

  it('are all heard once, whatever is killed meanwhile', async () => {
    const listener = new Listener(await profileOf(two.b, 'ben'));
    const office = await Office.open(two, two.a, 'ana');
    try {
      await waitUntil('the stream', () => listener.last !== undefined);
      const sent: ThreadId[] = [];
      for (const killed of ['requests', 'bus', 'gateway', 'audit', 'postgres'] as const) {
        const pid = two.b.pid(killed);
        two.b.signal(killed, 'SIGKILL');
        const one = await office.request(`While ${killed} is away`);
        await office.submit(one);
        sent.push(one.thread);
        await until(`${killed} again`, 60, () =>
          Promise.resolve([undefined, pid].includes(two.b.pid(killed)) ? undefined : true),
        );
      }
      await waitUntil(
        'all of them',
        () => sent.every((each) => listener.opened().includes(each)),
        120,
      );
      expect(listener.opened().filter((each) => sent.includes(each))).toHaveLength(sent.length);
      const places = listener.events.map(({ id }) => Number(id.slice(3)));
      expect(places).toEqual([...new Set(places)].sort((x, y) => x - y));
      expect(listener.ended).toBeUndefined();
      expect(listener.cuts.length).toBeGreaterThan(0);
    } finally {
      listener.stop();
      office.close();
    }
  }, 300_000);

  it('end within seconds with a logout, and `liaise inbox watch` with them', async () => {
    const login = ['login', '--key', two.key(two.b, 'bea'), '--profile', two.profile(two.b, 'bea')];
    await must(login);
    const bea = await profileOf(two.b, 'bea');
    const listener = new Listener(bea);
    await waitUntil('the stream', () => listener.last !== undefined);
    const begun = performance.now();
    await must(['logout', '--profile', two.profile(two.b, 'bea')]);
    await waitUntil('the end', () => listener.ended !== undefined);
    expect([listener.ended, performance.now() - begun < 5_000]).toEqual(['SESSION_EXPIRED', true]);
    // After the end of the session its token opens no stream.
    const late = new Listener(bea);
    await waitUntil('the refusal', () => late.ended !== undefined);
    expect([late.ended, late.events]).toEqual(['SESSION_EXPIRED', []]);
    await must(login);
  }, 60_000);

  it('take no place from anybody: a thousand who ask for streams with one token', async () => {
    const { origin, token, ca } = await profileOf(two.b, 'ben');
    const statuses: number[] = [];
    const all = Array.from({ length: 1_000 }, () => {
      const asked = request(new URL(url, origin), {
        ...{ ca, agent: false, headers: { authorization: `Bearer ${token}` } },
      });
      asked.on('response', (answer) => statuses.push(answer.resume().statusCode ?? 0));
      asked.on('error', () => statuses.push(0));
      return asked.end();
    });
    await waitUntil('an answer to each but four', () => statuses.length >= 1_000, 60);
    expect(statuses.filter((status) => status === 200).length).toBeLessThanOrEqual(4);
    const office = await Office.open(two, two.b, 'bea');
    const begun = performance.now();
    await office.arrived((await office.request('x')).thread);
    expect(performance.now() - begun).toBeLessThan(2_000);
    office.close();
    for (const each of all) each.destroy();
    for (const each of all) if (!each.closed) await once(each, 'close');
    // Places of ended readers are free again.
    const listener = new Listener(await profileOf(two.b, 'ben'));
    await waitUntil('a stream', () => listener.last !== undefined);
    listener.stop();
    expect(readFileSync(join(two.b.layout.dir, 'log', 'gateway.log'), 'utf8')).not.toContain(token);
  }, 120_000);
});
